import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { folderMark } from '../../src/main/archive/folderMark.ts'
import { newRecord } from '../../src/main/library/record.ts'
import { noteImport, recoverImports } from '../../src/main/sessions/importNotes.ts'
import { begin, file, harness, importAll, library, log, sessions, talk, useArchive } from './archiveParts.ts'

// An import that is cut, or meets another one, loses nothing and takes nothing from any other session.
useArchive()

/** What the library has of a session beside its record and its draft: nothing. */
const nothing = {
  queue: [],
  replies: {},
  given: {},
  partials: [],
  bookmarks: [],
  prompts: [],
  usage: [],
  context: null,
}

test('what the library was still to be given is given at the next start, and nothing that was changed since', async () => {
  await begin()
  await writeFile(file('a.json'), JSON.stringify([{ role: 'user', content: 'Hi' }]))
  await importAll([file('a.json')])
  const imports = join(harness.folder, 'imports')
  const state = join(harness.home, 'session-state')
  expect(await readdir(imports)).toEqual([])
  const record = { ...newRecord('a', 7), title: 'Told late', notes: 'Noted', pinned: true }
  const draft = { text: 'half', selectionStart: 4, selectionEnd: 4, attachments: [] }
  const note = (token: string, id: string, mark = folderMark(join(state, 'a'))): Promise<string> =>
    noteImport(imports, { token, folderMark: mark }, id, { ...nothing, record: { ...record, id }, draft })
  await library.removeSession('a')
  await note('first', 'a')
  await recoverImports(imports, state, library, log)
  expect(await library.record('a')).toMatchObject({ title: 'Told late', notes: 'Noted', pinned: true })
  expect(await library.draft('a')).toMatchObject({ text: 'half' })

  // The note could not be removed, and a person went on.
  await note('first', 'a')
  await library.putRecord('a', { title: 'By hand' })
  await library.putDraft('a', { ...draft, text: 'by hand' })
  await recoverImports(imports, state, library, log)
  expect(await library.record('a')).toMatchObject({ title: 'By hand', notes: 'Noted', pinned: true })
  expect(await library.draft('a')).toMatchObject({ text: 'by hand' })
  expect(await readdir(imports)).toEqual([])
})

test('what was noted for a session that never took its place is given to no other one of its id', async () => {
  await begin()
  const imports = join(harness.folder, 'imports')
  const state = join(harness.home, 'session-state')
  // The attempt dies before its session is in place; then somebody else makes one of that id.
  const staged = join(state, 'staged')
  await mkdir(staged, { recursive: true })
  const mark = folderMark(staged)
  await rm(staged, { recursive: true })
  const belongings = { ...nothing, record: { ...newRecord('mine', 7), title: 'Of the import' }, draft: null }
  await noteImport(imports, { token: 'one', folderMark: mark }, 'mine', belongings)
  await noteImport(imports, { token: 'two', folderMark: mark }, 'gone', belongings)
  await talk('mine', 'I was here first.')
  await library.putRecord('mine', { title: 'Of the other' })
  // Neither damage nor a later version keeps the others from being settled.
  await writeFile(join(imports, 'later.json'), '{"version":2}')
  const errors: unknown[] = []
  await recoverImports(imports, state, library, { error: (_what, error) => void errors.push(error) })
  expect(await library.record('mine')).toMatchObject({ title: 'Of the other' })
  expect(await library.record('gone')).toBe(null)
  expect(await readdir(imports)).toEqual(['later.json'])
  expect(errors).toHaveLength(1)
})

test('two imports of the same id at once have a note each, and neither takes anything from the other', async () => {
  await begin()
  for (const name of ['one', 'two'])
    await writeFile(
      file(`${name}.json`),
      JSON.stringify({
        format: 'retoma/session',
        version: 1,
        session: { id: 'same', title: `Of ${name}` },
        messages: [{ role: 'user', content: `I am ${name}` }],
      }),
    )
  const offers = [await sessions.lookAtImport([file('one.json')]), await sessions.lookAtImport([file('two.json')])]
  const results = await Promise.all(offers.map(({ id }) => sessions.importOffer(id)))
  const ids = results.flat().map((result) => result.imported?.sessionId)
  const failures = results.flat().filter(({ error }) => error !== null)
  // Both may find the id free; then one is told that it is taken, and nothing of the other is touched.
  for (const { error } of failures) expect(error?.code).toBe('idTaken')
  const there = ids.filter((id) => id !== undefined)
  expect(there.length).toBeGreaterThan(0)
  for (const id of there) {
    const { state } = await sessions.open(id)
    const words = state.turns[0]?.prompt?.text ?? ''
    expect(sessions.row(id).title).toBe(`Of ${words.replace('I am ', '')}`)
  }
  expect(await readdir(join(harness.folder, 'imports'))).toEqual([])
})
