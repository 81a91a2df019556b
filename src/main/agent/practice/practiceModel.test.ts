import { expect, it } from 'vitest'
import { createPracticeModel } from './practiceModel.ts'

const practice = createPracticeModel({ url: 'http://practice.invalid/v1', pace: 0 })

function request(text: string, stream: boolean, url = 'http://practice.invalid/v1/chat/completions'): Request {
  const body = JSON.stringify({ model: 'practice', stream, messages: [{ role: 'user', content: text }] })
  return new Request(url, { method: 'POST', body })
}

it('leaves the requests of others alone', () => {
  const { signal } = new AbortController()
  expect(practice(request('hi', true, 'https://api.example.org/v1/chat/completions'), signal)).toBeNull()
  expect(practice(request('hi', true, 'https://practice.invalid.example.org/v1'), signal)).toBeNull()
})

it('streams exactly its text, a word at a time', async () => {
  const { signal } = new AbortController()
  const response = await practice(request('Write a long text', true), signal)!
  const lines = (await response.text()).split('\n\n').filter((line) => line.startsWith('data: {'))
  const deltas = lines.map((line) => JSON.parse(line.slice(6)) as { choices: [{ delta: { content?: string } }] })
  const streamed = deltas.map(({ choices }) => choices[0].delta.content ?? '').join('')
  const whole = (await (await practice(request('Write a long text', false), signal)!).json()) as {
    choices: [{ message: { content: string } }]
  }
  expect(streamed).toBe(whole.choices[0].message.content)
  expect(lines.length).toBeGreaterThan(1_000)
})

it('ends when it is aborted', async () => {
  const abort = new AbortController()
  const response = await createPracticeModel({ url: 'http://practice.invalid/v1', pace: 1 })(
    request('Write a long text', true),
    abort.signal,
  )!
  const reader = response.body!.getReader()
  await reader.read()
  abort.abort()
  await expect(reader.read()).rejects.toThrow('aborted')
})

it('answers with an error when it is asked to, and with its list of models', async () => {
  const { signal } = new AbortController()
  expect((await practice(request('fail', true), signal)!).status).toBe(400)
  const models = await practice(new Request('http://practice.invalid/v1/models'), signal)!
  expect(await models.json()).toMatchObject({ data: [{ id: 'practice' }] })
})
