import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { findSameMessages } from './duplicates.ts'

let root: string
let time = 0
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'retoma-same-'))
})
afterEach(() => rm(root, { recursive: true, force: true }))

/** A log in which each word is said, by the person and by the model in turn; ids and times differ in each. */
async function put(id: string, words: readonly string[], extra: readonly object[] = []): Promise<void> {
  const line = (type: string, data: object): string =>
    JSON.stringify({ type, data, id: `e${(time += 1)}`, timestamp: new Date(time * 1_000).toISOString() })
  const lines = [
    line('session.start', { sessionId: id }),
    ...words.flatMap((word, index) => [
      line(index % 2 === 0 ? 'user.message' : 'assistant.message', { content: word, messageId: `m${time}` }),
      line('system.message', { content: `not said ${time}` }),
    ]),
    ...extra.map((one) => JSON.stringify(one)),
  ]
  await mkdir(join(root, id), { recursive: true })
  await writeFile(join(root, id, 'events.jsonl'), `${lines.join('\n')}\n`)
}

const find = (...ids: readonly string[]) => findSameMessages(root, ids)

test('a copy is the same whatever its ids and times; another answer is not', async () => {
  await put('a', ['hi', 'Hello', 'more', 'Yes'])
  await put('copy', ['hi', 'Hello', 'more', 'Yes'])
  await put('other', ['hi', 'Good day', 'more', 'Yes'])
  await put('alone', ['something else'])
  expect(await find('a', 'copy', 'other', 'alone')).toEqual([{ same: ['a', 'copy'], within: [], messages: 4 }])
})

test('what is the beginning of another is in its group, once, with the longest', async () => {
  await put('short', ['hi', 'Hello'])
  await put('fork', ['hi', 'Hello', 'left', 'L'])
  await put('other fork', ['hi', 'Hello', 'right', 'R', 'on'])
  await put('middle', ['hi', 'Hello', 'right', 'R'])
  expect(await find('short', 'fork', 'other fork', 'middle')).toEqual([
    { same: ['other fork'], within: ['middle', 'short'], messages: 5 },
  ])
})

test('a middle is not a beginning, and nothing said is no duplicate of nothing', async () => {
  await put('whole', ['one', 'two', 'three'])
  await put('end', ['two', 'three'])
  await put('empty', [])
  await put('also empty', [])
  expect(await find('whole', 'end', 'empty', 'also empty')).toEqual([])
})

test('what tools were asked to do counts, what a sub-agent says does not', async () => {
  const call = (path: string) => ({
    type: 'assistant.message',
    data: { content: '', toolRequests: [{ toolCallId: `c${(time += 1)}`, name: 'view', arguments: { path } }] },
  })
  const aside = { type: 'assistant.message', agentId: 'x', data: { content: 'aside' } }
  await put('a', ['look'], [call('/a')])
  await put('b', ['look'], [aside, call('/a')])
  await put('c', ['look'], [call('/b')])
  expect(await find('a', 'b', 'c')).toEqual([{ same: ['a', 'b'], within: [], messages: 2 }])
})

test('a damaged line costs only itself, a log that is missing is in no group', async () => {
  await put('a', ['hi', 'Hello'])
  await put('b', ['hi', 'Hello'])
  await writeFile(join(root, 'b', 'events.jsonl'), '\0\0\n{"type":"user.mess\n', { flag: 'a' })
  expect(await find('a', 'b', 'gone')).toEqual([{ same: ['a', 'b'], within: [], messages: 2 }])
})

test('it tells how far it is, and ends when it is called off', async () => {
  for (const id of ['a', 'b', 'c']) await put(id, ['hi'])
  await put('d', ['something else'])
  const told: string[] = []
  const ids = ['a', 'd', 'b', 'c']
  await findSameMessages(root, ids, { onProgress: (done, total) => told.push(`${done}/${total}`) })
  expect([...new Set(told)]).toEqual(['1/4', '2/4', '3/4', '4/4'])
  const stop = new AbortController()
  const going = findSameMessages(root, ids, { signal: stop.signal, onProgress: () => stop.abort() })
  await expect(going).rejects.toThrow()
})

test('it is told to be at its end only when nothing is left to read', async () => {
  for (const id of ['a', 'b', 'c']) await put(id, ['hi', 'Hello'])
  for (const id of ['d', 'e']) await put(id, ['other', 'Good day'])
  await put('longer', ['other', 'Good day', 'on'])
  const stop = new AbortController()
  const found = await findSameMessages(root, ['a', 'b', 'c', 'd', 'e', 'longer', 'gone'], {
    signal: stop.signal,
    // What is called off by then is done already.
    onProgress: (done, total) => {
      if (done === total) stop.abort()
    },
  })
  expect(stop.signal.aborted).toBe(true)
  expect(found.map(({ same, within }) => [same, within])).toEqual([
    [['a', 'b', 'c'], []],
    [['longer'], ['d', 'e']],
  ])
})

test('groups are what comparing all with all gives', async () => {
  const word = fc.constantFrom('a', 'b')
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(word, { maxLength: 4 }), { maxLength: 6 }), async (conversations) => {
      await rm(root, { recursive: true, force: true })
      const all = conversations.map((words, index) => ({ id: `s${index}`, words }))
      for (const { id, words } of all) await put(id, words)
      const groups = await find(...all.map(({ id }) => id))
      const textOf = (id: string): string => all.find((one) => one.id === id)?.words.join() ?? ''
      const begins = (short: string, long: string): boolean => long === short || long.startsWith(`${short},`)
      const grouped = groups.flatMap(({ same, within }) => [...same, ...within])
      // Each is in one group at most.
      expect(new Set(grouped).size).toBe(grouped.length)
      for (const { same, within } of groups) {
        expect(new Set(same.map(textOf)).size).toBe(1)
        for (const id of within)
          expect(textOf(id) !== textOf(same[0]!) && begins(textOf(id), textOf(same[0]!))).toBe(true)
      }
      // Who is in none has no other that says all of it, and says all of no other that is in none.
      for (const { id, words } of all) {
        const others = all.filter(
          (one) => one.id !== id && one.words.length > 0 && begins(words.join(), one.words.join()),
        )
        expect(grouped.includes(id) || words.length === 0 || others.length === 0).toBe(true)
      }
    }),
    { numRuns: 60 },
  )
})
