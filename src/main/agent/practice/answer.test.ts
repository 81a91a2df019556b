import { expect, it } from 'vitest'
import { answer, type PracticeReply } from './answer.ts'
import type { PracticeMessage } from './conversation.ts'

const agentTools = ['bash', 'view', 'glob', 'ask_user']

function message(role: PracticeMessage['role'], text: string, ...calls: string[]): PracticeMessage {
  return { role, text, calls }
}
const user = (text: string): PracticeMessage =>
  message('user', `<current_datetime>2026-01-02T03:04:05Z</current_datetime>\n\n${text}`)
const model = (text: string, ...calls: string[]): PracticeMessage => message('assistant', text, ...calls)

function textOf(reply: PracticeReply): string {
  if (reply.kind !== 'text') throw new Error(`a ${reply.kind}`)
  return reply.text
}

it.each([
  ['Hello', 'small offline stand-in for a language model'],
  ['Olá, tudo bem?', 'pequeno substituto offline de um modelo de linguagem'],
  ['Write a long text', 'offline stand-in'],
  ['Sobre o que falávamos?', 'substituto offline'],
])('says what it is in its first answer, to %j', (prompt, words) => {
  expect(textOf(answer([user(prompt)], []))).toContain(words)
})

it('lists what was said, in the language of the question', () => {
  const said = [user('I am planning a trip'), model('ok'), user('The boat leaves at nine'), model('ok')]
  expect(textOf(answer([...said, user('What were we discussing?')], []))).toContain(
    '1. I am planning a trip\n2. The boat leaves at nine',
  )
  expect(textOf(answer([...said, user('Sobre o que falávamos?')], []))).toMatch(/^Até agora você disse/u)
})

it.each([
  ['Use a tool', 'glob'],
  ['Please list the files', 'glob'],
  ['Liste os arquivos', 'glob'],
  ['Run a command', 'bash'],
  ['Rode um comando', 'bash'],
  ['Ask me something', 'ask_user'],
  ['Me pergunte algo', 'ask_user'],
])('answers %j with a tool where there is one, and with words where there is none', (prompt, tool) => {
  expect(answer([user(prompt)], agentTools)).toMatchObject({ kind: 'call', tool, id: 'practice-1' })
  expect(answer([user(prompt)], []).kind).toBe('text')
})

it('says what a tool gave, and that one was not allowed', () => {
  const ran = [
    user('Run a command'),
    model('', 'bash'),
    message('tool', 'Hello from Retoma\n<shellId: 0 completed with exit code 0>'),
  ]
  expect(textOf(answer(ran, agentTools))).toContain('```text\nHello from Retoma\n```')
  const denied = [user('Rode um comando'), model('', 'bash'), message('tool', 'The user rejected this tool call.')]
  expect(textOf(answer(denied, agentTools))).toContain('não foi permitido')
  const asked = [user('Ask me something'), model('', 'ask_user'), message('tool', 'User selected: Tea')]
  expect(textOf(answer(asked, agentTools))).toContain('**Tea**')
})

it('writes about 1,500 words with headings, a list, a table and code', () => {
  for (const prompt of ['Write a long text', 'Escreva um texto longo']) {
    const text = textOf(answer([user('hi'), model('ok'), user(prompt)], []))
    const count = text.split(/\s+/u).length
    expect(count).toBeGreaterThan(1_300)
    expect(count).toBeLessThan(1_800)
    for (const mark of ['\n## ', '\n- ', '\n| ', '\n```ts', '\n> ']) expect(text).toContain(mark)
  }
})

it('thinks aloud, abstains and fails when it is asked to', () => {
  expect(answer([user('Think aloud, please')], [])).toMatchObject({
    kind: 'text',
    reasoning: expect.stringMatching(/./u) as string,
  })
  expect(textOf(answer([user('abstain')], []))).toContain('[[POR_ABSTAIN]]')
  expect(answer([user('fail')], [])).toMatchObject({ kind: 'refusal', status: 400 })
  expect(answer([user('Falhe')], [])).toMatchObject({
    kind: 'refusal',
    message: expect.stringContaining('falhou') as string,
  })
  expect(answer([user('hi'), model('ok'), user('My exam did fail')], []).kind).toBe('text')
})

it('goes on with what broke off', () => {
  const reply = answer([user('hi'), model('ok'), user('Write a long text'), user('Continue')], [])
  expect(textOf(reply)).toMatch(/^\*Going on where it broke off\.\*\n\n# On keeping/u)
})

it('answers anything else shortly, always the same, with its number in the conversation', () => {
  const talk = [user('Hello there'), model('ok'), user('I like boats')]
  expect(textOf(answer(talk, []))).toMatch(/message 2 .*“I like boats”.*“Hello there”/su)
  expect(answer(talk, [])).toEqual(answer(talk, []))
})

it('gives the runtime a title and a summary', () => {
  const long = 'Please read everything above with care, and then do exactly the following and nothing else: '
  const talk = [user('A trip to Lisbon'), model('ok')]
  expect(textOf(answer([...talk, user(`${long} generate a short title.`)], []))).toBe('A trip to Lisbon')
  expect(textOf(answer([...talk, user(`${long} summarize this conversation.`)], []))).toBe('- A trip to Lisbon')
})
