import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import {
  askAgain,
  begin,
  file,
  harness,
  importAll,
  library,
  never,
  sessions,
  talk,
  told,
  useArchive,
} from './archiveParts.ts'
import { comparable } from './harness.ts'

// What was exported, or written by others, must be a session that the real runtime takes up again.
useArchive()

test('exported, deleted for good, imported: the model is given all that was said', async () => {
  await talk('plants', 'The word is heliotrope.', 'And the number is 4711.')
  await begin()
  await sessions.rename('plants', 'My plants')
  await sessions.marks.tag('plants', ['garden'])
  await sessions.marks.note('plants', 'Water them')
  const { state } = await sessions.open('plants')
  const [first] = state.turns
  await sessions.bookmarks.add({
    sessionId: 'plants',
    turnId: first!.id,
    itemId: first!.items[0]!.id,
    name: 'Word',
    description: '',
  })
  await sessions.saveDraft('plants', { text: ' not yet ', selectionStart: 1, selectionEnd: 2 })
  const before = await harness.stored('plants')
  await sessions.exportTo('plants', file('plants.json'), { format: 'json' }, never)

  const [gone] = await sessions.deleting.remove(['plants'])
  await sessions.deleting.purge([gone!.entryId!])
  expect(await readdir(join(harness.home, 'session-state'))).toEqual([])

  const results = await importAll([file('plants.json')])
  expect(results).toMatchObject([{ error: null, imported: { sessionId: 'plants', renamed: false, as: 'whole' } }])
  expect(comparable(await harness.stored('plants'))).toEqual(comparable(before))
  expect(sessions.row('plants')).toMatchObject({
    title: 'My plants',
    tags: ['garden'],
    notes: 'Water them',
    bookmarks: 1,
    hasDraft: true,
    unsent: false,
    problem: null,
  })
  expect((await sessions.open('plants')).draft).toMatchObject({ text: ' not yet ', selectionStart: 1, selectionEnd: 2 })
  expect(await sessions.bookmarks.list('plants')).toMatchObject([{ name: 'Word', turnId: first!.id }])
  const given = await askAgain('plants', 'What was the word?')
  expect(given).toContain('heliotrope')
  expect(given).toContain('4711')
})

test('a session whose id is taken comes under another one, and both are taken up again', async () => {
  await talk('twice', 'The word is heliotrope.')
  await begin()
  await sessions.exportTo('twice', file('twice.json'), { format: 'json' }, never)
  const log = await readFile(join(harness.home, 'session-state', 'twice', 'events.jsonl'), 'utf8')
  const [result] = await importAll([file('twice.json')])
  expect(result).toMatchObject({ error: null, imported: { sessionId: 'twice-2', renamed: true } })
  expect(await readFile(join(harness.home, 'session-state', 'twice', 'events.jsonl'), 'utf8')).toBe(log)
  expect(await askAgain('twice-2', 'What was the word?')).toContain('heliotrope')
  expect(await askAgain('twice', 'And here?')).not.toContain('What was the word?')
})

test('what a recipe wrote is taken up again: the model is given its messages', async () => {
  await begin()
  await writeFile(
    file('conversation.json'),
    JSON.stringify([
      { role: 'user', content: 'The word is amaranth.', id: 'msg-1' },
      { role: 'assistant', content: 'Amaranth it is.', id: 'msg-2' },
      { role: 'tool', content: 'left out', id: 'msg-3' },
    ]),
  )
  const [result] = await importAll([file('conversation.json')])
  expect(result).toMatchObject({
    error: null,
    imported: { sessionId: 'conversation', as: 'messages', leftOut: 1, renamed: false },
  })
  const { state } = await sessions.open('conversation')
  expect(state.turns).toMatchObject([{ prompt: { text: 'The word is amaranth.' }, outcome: 'done' }])
  const given = await askAgain('conversation', 'What was the word?')
  expect(given).toContain('The word is amaranth.')
  expect(given).toContain('Amaranth it is.')
  expect((await harness.stored('conversation')).turns).toHaveLength(2)
})

test('a session that nothing was sent in goes into a file and comes back: its first message begins it', async () => {
  await begin()
  const model = { providerId: 'own', model: 'demo' }
  await sessions.create({ id: 'begun', title: 'Begun', kind: 'chat', folder: null, model })
  await sessions.saveDraft('begun', { text: ' not yet ', selectionStart: 1, selectionEnd: 2 })
  await sessions.marks.tag('begun', ['later'])
  await sessions.exportTo('begun', file('begun.json'), { format: 'json' }, never)
  const [gone] = await sessions.deleting.remove(['begun'])
  await sessions.deleting.purge([gone!.entryId!])
  expect(sessions.rows()).toEqual([])

  const offer = await sessions.lookAtImport([file('begun.json')])
  expect(offer.candidates).toMatchObject([{ found: { title: 'Begun', as: 'unsent' }, error: null }])
  expect(await sessions.importOffer(offer.id)).toMatchObject([
    { error: null, imported: { sessionId: 'begun', renamed: false, as: 'unsent' } },
  ])
  expect(sessions.row('begun')).toMatchObject({
    title: 'Begun',
    tags: ['later'],
    unsent: true,
    hasDraft: true,
    ...model,
  })
  expect((await sessions.open('begun')).draft).toMatchObject({ text: ' not yet ', selectionStart: 1, selectionEnd: 2 })
  // Twice is two: nothing is overwritten.
  expect(await sessions.importOffer(offer.id)).toMatchObject([{ imported: { sessionId: 'begun-2', renamed: true } }])
  await sessions.runner.send('begun', 'The word is heliotrope.')
  const late = { timeout: 20_000 }
  await expect.poll(() => library.record('begun'), late).toMatchObject({ unsent: false, lastOutcome: 'done' })
  await expect.poll(() => library.partials('begun'), late).toEqual([])
  expect(sessions.row('begun').title).toBe('Begun')
  await expect(sessions.importOffer('another')).rejects.toMatchObject({ code: 'importGone' })
})

test('one bad file among others takes nothing along, and the others are imported', async () => {
  await begin()
  await writeFile(file('good.json'), JSON.stringify([{ role: 'user', content: 'Hi' }]))
  await writeFile(file('bad.json'), '{"format": "retoma/session", "version": 1, "whole": true, "log": [7]}')
  await writeFile(file('picture.png'), 'GIF89a')
  const { id, candidates } = await sessions.lookAtImport([file('picture.png'), file('bad.json'), file('good.json')])
  expect(candidates).toMatchObject([
    { name: file('picture.png'), found: null, error: { code: 'archiveEmpty', message: 'picture.png' } },
    { name: file('bad.json'), error: null },
    { name: file('good.json'), found: { title: 'good', as: 'messages' } },
  ])
  expect(await sessions.importOffer(id, 'work')).toMatchObject([
    { id: file('bad.json'), error: { code: 'archiveInvalid', message: 'log[0]' } },
    { id: file('good.json'), error: null },
  ])
  expect(await readdir(join(harness.home, 'session-state'))).toEqual(['good'])
  await expect.poll(() => told.filter(({ type }) => type === 'work.progressed').length).toBe(2)
})
