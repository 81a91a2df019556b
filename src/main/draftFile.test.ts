import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { routeOf } from './draftFile.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'retoma-draft-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

const to = { kind: 'session', id: 'a' } as const
const ask = (draftFile: string | null) => routeOf({ to, hidden: false, draftFile })
const file = (name: string, content: string | Uint8Array): string => {
  writeFileSync(join(folder, name), content)
  return join(folder, name)
}

test('a file gives its text, exactly', async () => {
  expect(await ask(file('a.md', '  ação 📎\r\n\n'))).toEqual({ ...to, draft: { text: '  ação 📎\r\n\n' } })
  expect(await ask(null)).toEqual(to)
  // One that has to be mended first takes it along.
  const unmade = { kind: 'newSession', id: 'a b' } as const
  expect(await routeOf({ to: unmade, hidden: false, draftFile: file('b.md', 'b') })).toEqual({
    ...unmade,
    draft: { text: 'b' },
  })
})

test.each([
  ['draftFileNotText', () => file('a.bin', new Uint8Array([0x66, 0xff, 0xfe]))],
  ['draftFileNotText', () => file('nul.txt', 'a\0b')],
  ['draftFileEmpty', () => file('empty.txt', ' \n')],
  ['draftFileTooLarge', () => file('large.txt', 'x'.repeat(1_000_001))],
  ['draftFileUnreadable', () => join(folder, 'none.txt')],
  ['draftFileUnreadable', () => folder],
])('the session opens all the same, and it is said what is wrong: %s', async (code, make) => {
  const path = make()
  expect(await ask(path)).toEqual({ ...to, draft: { failure: { code, detail: path } } })
})
