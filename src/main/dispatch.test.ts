import fc from 'fast-check'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { AppError } from '../shared/errors.ts'
import { createDispatch } from './dispatch.ts'
import type { LogFields } from './shell/log.ts'

interface Line {
  readonly event: string
  readonly fields: LogFields | undefined
}

function setUp(handler: (input: { text: string }) => unknown = ({ text }) => text) {
  const lines: Line[] = []
  const note = (event: string, fields?: LogFields): void => {
    lines.push({ event, fields })
  }
  const dispatch = createDispatch<boolean>({
    contract: {
      echo: { input: z.strictObject({ text: z.string().max(5) }) },
      nested: { input: z.strictObject({ draft: z.strictObject({ start: z.int() }) }) },
      orphan: { input: z.strictObject({}) },
    },
    handlers: { echo: handler, nested: () => null },
    isTrusted: (trusted) => trusted,
    log: { info: note, warn: note, error: note },
  })
  return { dispatch, lines }
}

test('answers with what the handler gives, awaited', async () => {
  const { dispatch } = setUp(({ text }) => Promise.resolve(text.toUpperCase()))
  expect(await dispatch(true, 'echo', { text: 'olá' })).toEqual({ ok: true, value: 'OLÁ' })
})

test('refuses a stranger before it looks at anything, with the same answer for every name', async () => {
  const called: unknown[] = []
  const { dispatch } = setUp((input) => called.push(input))
  for (const name of ['echo', 'nothing', 7]) {
    expect(await dispatch(false, name, { text: 'a' })).toEqual({ ok: false, error: { code: 'forbidden', detail: '' } })
  }
  expect(called).toEqual([])
})

test('knows only what the contract itself names', async () => {
  const { dispatch } = setUp()
  for (const name of ['toString', '__proto__', 'constructor', 'orphan', '', null, {}]) {
    expect(await dispatch(true, name, {})).toEqual({ ok: false, error: { code: 'invalid', detail: 'operation' } })
  }
})

test('names the field that is wrong and repeats nothing of what stood in it', async () => {
  const { dispatch, lines } = setUp()
  const secret = 'sk-this-is-a-key'
  expect(await dispatch(true, 'echo', { text: secret })).toEqual({
    ok: false,
    error: { code: 'invalid', detail: 'text' },
  })
  expect(await dispatch(true, 'nested', { draft: { start: secret } })).toEqual({
    ok: false,
    error: { code: 'invalid', detail: 'draft.start' },
  })
  expect(await dispatch(true, 'echo', { text: 'a', [secret]: 1 })).toEqual({
    ok: false,
    error: { code: 'invalid', detail: '' },
  })
  expect(JSON.stringify(lines)).not.toContain(secret)
})

test('passes on what a person can act on', async () => {
  const { dispatch, lines } = setUp(() => {
    throw new AppError('sessionMissing', 'task-1')
  })
  expect(await dispatch(true, 'echo', { text: 'a' })).toEqual({
    ok: false,
    error: { code: 'sessionMissing', detail: 'task-1' },
  })
  expect(lines).toEqual([{ event: 'call.refused', fields: { operation: 'echo', code: 'sessionMissing' } }])
})

test('keeps an unknown failure to itself, and its message out of the log', async () => {
  const { dispatch, lines } = setUp(() => {
    const error = new TypeError('the person wrote:\n    at my secret diary')
    return Promise.reject(error)
  })
  expect(await dispatch(true, 'echo', { text: 'a' })).toEqual({ ok: false, error: { code: 'internal', detail: '' } })
  const text = JSON.stringify(lines)
  expect(text).not.toContain('diary')
  expect(text).toContain('TypeError')
  expect(text).toContain('dispatch.test.ts')
})

test('answers even when the log fails', async () => {
  const broken = (): never => {
    throw new Error('disk full')
  }
  const dispatch = createDispatch<null>({
    contract: { a: { input: z.strictObject({}) } },
    handlers: { a: broken },
    isTrusted: () => true,
    log: { info: broken, warn: broken, error: broken },
  })
  expect(await dispatch(null, 'a', {})).toEqual({ ok: false, error: { code: 'internal', detail: '' } })
  expect(await dispatch(null, 'b', {})).toMatchObject({ ok: false })
})

test('whatever comes in, an answer comes out', async () => {
  const { dispatch } = setUp()
  await fc.assert(
    fc.asyncProperty(fc.boolean(), fc.anything(), fc.anything(), async (trusted, name, input) => {
      expect(await dispatch(trusted, name, input)).toHaveProperty('ok')
    }),
  )
})
