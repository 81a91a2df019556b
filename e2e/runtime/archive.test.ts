import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import {
  askAgain,
  begin,
  connection,
  file,
  harness,
  importAll,
  library,
  model,
  moveElsewhere,
  never,
  sessions,
  talk,
  told,
  useArchive,
} from './archiveParts.ts'
import { calls, says } from '../model/reply.ts'
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

test('another machine takes up all that a session holds: a summary, pictures, files, sub-agents, and what waited', async () => {
  const picture = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
  // Another one, told by a byte behind its end: the runtime gives the model the same picture once.
  const bytes = Buffer.concat([Buffer.from(picture, 'base64'), Buffer.from([7])])
  const words = Buffer.from('the words of a file').toString('base64')
  const inFolder = (): { kind: 'agent'; folder: string } => ({ kind: 'agent', folder: harness.folder })
  const probe = harness.session('whole', connection(), inFolder())
  const live = await harness.agent.create(probe.options)
  await probe.turn(live, 'The word is heliotrope.')
  model.enqueue(says('## Summary\n\nThe word was heliotrope.'))
  await live.compact('')
  await live.send('look', {
    steer: false,
    attachments: [
      { kind: 'bytes', data: picture, mimeType: 'image/png', name: 'pasted.png' },
      { kind: 'bytes', data: words, mimeType: 'text/plain', name: 'notes.txt' },
    ],
  })
  await probe.until(({ state }) => state().turns.length === 2 && state().active === null)
  const task = { description: 'Look', prompt: 'Look around', agent_type: 'explore', name: 'looker', mode: 'sync' }
  model.enqueue(
    calls('task', task),
    calls('bash', { command: 'pwd', description: 'd' }),
    says('Seen by the helper.'),
    says('All is well.'),
  )
  await probe.turn(live, 'Have it looked at')
  await live.close()

  await begin()
  await sessions.rename('whole', 'All of it')
  await sessions.marks.tag('whole', ['garden', 'ação'])
  await sessions.marks.note('whole', 'Water them')
  await sessions.marks.pin('whole', true)
  const { state: before } = await sessions.open('whole')
  const shown = comparable(await harness.stored('whole'))
  const marked = {
    turnId: before.turns[1]!.id,
    itemId: before.turns[1]!.items[0]!.id,
    name: 'Both',
    description: 'Seen',
  }
  await sessions.bookmarks.add({ sessionId: 'whole', ...marked, colour: 'teal' })
  const { added } = await sessions.attachments.add([{ name: 'drawn.png', bytes }])
  const draft = { text: ' not yet ', selectionStart: 1, selectionEnd: 2 }
  await sessions.saveDraft('whole', { ...draft, attachments: added.map(({ id }) => id) })
  await sessions.queue.hold('whole', 'This one waits', added)
  await sessions.exportTo('whole', file('whole.json'), { format: 'json' }, never)

  await moveElsewhere('whole.json')
  expect(sessions.rows()).toEqual([])
  expect(await importAll([file('whole.json')])).toMatchObject([
    { error: null, imported: { sessionId: 'whole', renamed: false, as: 'whole', leftOut: 0, tools: 0 } },
  ])
  expect(comparable(await harness.stored('whole'))).toEqual(shown)
  expect(JSON.stringify(shown)).toContain('"kind":"compacted"')
  expect(JSON.stringify(shown)).toMatch(/"name":"bash".*"parentId":"call-/u)
  expect(sessions.row('whole')).toMatchObject({
    title: 'All of it',
    titleIsManual: true,
    tags: ['garden', 'ação'],
    notes: 'Water them',
    pinned: true,
    bookmarks: 1,
    queued: 1,
    hasDraft: true,
  })
  const opened = await sessions.open('whole')
  expect(opened.state.turns.map(({ prompt }) => prompt)).toEqual(before.turns.map(({ prompt }) => prompt))
  expect(opened.draft).toMatchObject({ ...draft, attachments: [{ name: 'drawn.png', path: null }] })
  // The folder was one of the first machine: that is said, and all can be read.
  await expect.poll(() => sessions.row('whole').problem).toMatchObject({ code: 'folderMissing' })
  const [kept] = opened.draft!.attachments
  expect(Buffer.from((await sessions.attachments.picture(kept!.id))!).equals(bytes)).toBe(true)
  expect(opened.queue).toMatchObject([
    { text: 'This one waits', state: 'paused', attachments: [{ name: 'drawn.png' }] },
  ])
  expect(await sessions.bookmarks.list('whole')).toMatchObject([{ ...marked, colour: 'teal' }])
  expect(model.requests.at(-1)?.lastUser).not.toContain('This one waits')

  const given = await askAgain('whole', 'What was the word?', inFolder())
  expect(given).toContain('The word was heliotrope.')
  expect(given).toContain(`data:image/png;base64,${picture}`)
  expect(given).toContain('the words of a file')
  expect(given).toContain('Seen by the helper.')
  expect(given).toContain('All is well.')

  // What waited goes when the person says so, with its picture.
  await sessions.setFolder('whole', harness.folder)
  await sessions.runner.resumeQueue('whole')
  await expect.poll(() => model.requests.at(-1)?.lastUser, { timeout: 20_000 }).toContain('This one waits')
  expect(JSON.stringify(model.requests.at(-1)?.raw)).toContain(`data:image/png;base64,${bytes.toString('base64')}`)
  await expect
    .poll(() => sessions.open('whole').then(({ queue, state }) => [queue.length, state.active]), {
      timeout: 20_000,
    })
    .toEqual([0, null])
  await expect.poll(() => library.partials('whole'), { timeout: 20_000 }).toEqual([])
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
