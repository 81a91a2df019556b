import { AppError } from '../../src/shared/errors.ts'
import type { Input } from '../../src/shared/contract.ts'
import type { Settings } from '../../src/shared/model.ts'
import type { Asked } from './register.ts'
import { answer, ask, fill, isAsked } from './asking.ts'
import { attach, detach } from './attaching.ts'
import { settled, nothingOwed } from './settled.ts'
import { askers, exportPath, here, keptTyping, printSettings, talkers, trashed, type Bench } from './work.ts'
import { show, sendFromBox, type } from './writing.ts'
import { tokenOf, tokensIn, wordsFor } from './words.ts'

/** How often what is done. */
const weights = {
  type: 6,
  sendFromBox: 6,
  send: 6,
  queue: 4,
  create: 2,
  stop: 2,
  resume: 2,
  unqueue: 1,
  ask: 3,
  fill: 4,
  answer: 1.5,
  attach: 4,
  detach: 0.6,
  bookmark: 3,
  rebookmark: 1.5,
  unbookmark: 1,
  unread: 2,
  setting: 2,
  rename: 2,
  pin: 1,
  tag: 1,
  note: 2,
  begin: 1,
  remove: 2,
  restore: 3,
  purge: 0.6,
  empty: 0.4,
  export: 2,
  slim: 0.6,
  show: 2,
} as const
type ActName = keyof typeof weights

/** Acts of which two at once would be two hands on one keyboard. */
const atTheKeyboard: ReadonlySet<ActName> = new Set([
  'type',
  'sendFromBox',
  'show',
  'fill',
  'answer',
  'attach',
  'detach',
])

/** Acts in which somebody talks: not where the model asks, since what waits there would end. */
const talking: ReadonlySet<ActName> = new Set(['send', 'queue', 'stop', 'resume', 'unqueue', 'slim'])

/** Sends one message to a session; resolves with its token when the app has stored it. */
export async function send(bench: Bench, id: string): Promise<string> {
  const token = tokenOf(bench.next())
  const text = wordsFor(token, bench.random)
  bench.note(`sends ${token} to ${id}`)
  await settled(bench, bench.truth.send(id, token, text, false), bench.app.call('session.send', { id, text }))
  return token
}

async function create(bench: Bench): Promise<void> {
  const { app, truth, random, providerId } = bench
  const many = talkers(bench)
  if (many.length >= 5) {
    await send(bench, random.pick(many)!.id)
    return
  }
  const id = `s${bench.next()}`
  const title = random.chance(0.5) ? `Title of ${id}` : ''
  bench.note(`creates ${id}`)
  const asked = truth.create(id)
  const titled = title === '' ? nothingOwed : truth.session(id).title.ask(title)
  const model = { providerId, model: 'demo' }
  await settled(bench, asked, app.call('session.create', { id, title, kind: 'chat', folder: null, model }))
  titled.owed()
}

async function stop(bench: Bench, id: string): Promise<void> {
  bench.note(`stops ${id}`)
  await settled(bench, nothingOwed, bench.app.call('session.stop', { id }))
}

async function resume(bench: Bench, id: string): Promise<void> {
  const { queue } = await bench.app.call('session.open', { id })
  bench.note(`lets the queue of ${id} go on (${queue.length})`)
  bench.truth.session(id).unread.ask(true)
  for (const { text } of queue) {
    for (const token of tokensIn(text)) {
      const message = bench.truth.message(token)
      if (message === undefined) continue
      message.frozenAt = null
      message.resumes += 1
    }
  }
  await settled(bench, nothingOwed, bench.app.call('queue.resume', { id }))
}

async function unqueue(bench: Bench, id: string): Promise<void> {
  const { queue } = await bench.app.call('session.open', { id })
  const chosen = bench.random.pick(queue.filter(({ state }) => state !== 'sending'))
  const message = bench.truth.message(tokensIn(chosen?.text ?? '')[0] ?? '')
  if (chosen === undefined || message === undefined) return
  bench.note(`removes ${message.token} from the queue of ${id}`)
  message.removal = 'asked'
  await settled(bench, nothingOwed, bench.app.call('queue.remove', { id, messageId: chosen.id }))
  // One that waited for its turn may have left meanwhile; one that waited for the person can't have.
  if (chosen.state === 'paused') message.removal = 'owed'
}

async function bookmark(bench: Bench, id: string): Promise<void> {
  const { app, truth, random } = bench
  const { state } = await app.call('session.open', { id })
  const turn = random.pick(state.turns)
  if (turn === undefined) return
  const name = `b${bench.next()}`
  bench.note(`sets the bookmark ${name} in ${id}`)
  const description = random.chance(0.3) ? '' : `Said ${name} ção`
  const mark = { sessionId: id, turnId: turn.id, itemId: null, name, description }
  await settled(bench, truth.bookmark(id, name, description), app.call('bookmark.add', mark))
}

async function rebookmark(bench: Bench, id: string): Promise<void> {
  const marks = await bench.app.call('bookmark.list', {})
  const mark = bench.random.pick(marks.filter(({ sessionId }) => sessionId === id))
  if (mark === undefined) return
  const description = `Said again ${bench.next()}\n 日本 `
  bench.note(`describes the bookmark ${mark.name} of ${id}`)
  const asked = bench.truth.bookmark(id, mark.name, description)
  await settled(bench, asked, bench.app.call('bookmark.update', { id: mark.id, name: mark.name, description }))
}

async function unbookmark(bench: Bench, id: string): Promise<void> {
  const marks = await bench.app.call('bookmark.list', {})
  const mark = bench.random.pick(marks.filter(({ sessionId }) => sessionId === id))
  if (mark === undefined) return
  bench.note(`removes the bookmark ${mark.name} of ${id}`)
  await settled(bench, bench.truth.bookmark(id, mark.name, null), bench.app.call('bookmark.remove', { id: mark.id }))
}

/** Marks as unread what nobody looks at and where nothing runs that could be read or missed meanwhile. */
async function markUnread(bench: Bench): Promise<void> {
  const looked = bench.truth.shown.latest()
  // Where the window shows what it wants, that may be any of them.
  const id = bench.random.pick(here(bench).filter((one) => looked !== null && one.id !== looked))?.id
  if (id === undefined) return
  const { state, queue } = await bench.app.call('session.open', { id })
  if (state.active !== null || queue.some((message) => message.state !== 'paused')) return
  bench.note(`marks ${id} as unread`)
  const { unread, place } = bench.truth.session(id)
  const asked = unread.ask(true)
  const owed = (): void => {
    if (place.latest() === 'here') asked.owed()
  }
  await settled(bench, { ...asked, owed }, bench.app.call('session.markUnread', { id }))
}

async function changeSetting(bench: Bench): Promise<void> {
  const { app, truth, random } = bench
  const now = JSON.parse(truth.settings.latest()) as Settings
  const patch = random.pick<Partial<Settings> & Input<'settings.set'>>([
    { theme: random.pick(['system', 'light', 'dark'] as const)! },
    { diffView: now.diffView === 'split' ? 'unified' : 'split' },
    { codeWrap: !now.codeWrap },
    { codeNumbers: !now.codeNumbers },
    { trashDays: random.int(30, 90) },
    { idTemplate: `n${bench.next()}-{topic}` },
    { savedSearches: [...now.savedSearches.slice(-4), { name: `s${bench.next()} ção`, query: 'from:me' }] },
  ])!
  bench.note(`sets ${JSON.stringify(patch)}`)
  const asked = truth.settings.ask(printSettings({ ...now, ...patch }))
  await settled(bench, asked, app.call('settings.set', patch))
}

async function rename(bench: Bench, id: string): Promise<void> {
  const title = `Name ${bench.next()} ção`
  bench.note(`renames ${id} to ${title}`)
  const asked = bench.truth.session(id).title.ask(title)
  await settled(bench, asked, bench.app.call('session.rename', { id, title }))
}

/** Pins, tags or notes: what was asked of a session that is on its way into the trash may have come too late. */
async function mark(bench: Bench, id: string, name: 'pin' | 'tag' | 'note'): Promise<void> {
  const { app, random } = bench
  const { marks, place } = bench.truth.session(id)
  const asked = (given: Asked): Asked => ({
    owed: () => {
      if (place.latest() === 'here') given.owed()
    },
    refused: () => given.refused(),
  })
  if (name === 'pin') {
    const pinned = !marks.pinned.latest()
    bench.note(`${pinned ? 'pins' : 'unpins'} ${id}`)
    await settled(bench, asked(marks.pinned.ask(pinned)), app.call('session.pin', { id, pinned }))
  } else if (name === 'tag') {
    const tags = Array.from({ length: random.int(0, 3) }, () => `t${bench.next()}`)
    bench.note(`tags ${id} with ${tags.join(' ')}`)
    await settled(bench, asked(marks.tags.ask(tags.join(' '))), app.call('session.tag', { id, tags }))
  } else {
    const notes = random.chance(0.1) ? '' : `Note ${bench.next()} ção\n  second line `
    bench.note(`notes ${JSON.stringify(notes)} at ${id}`)
    await settled(bench, asked(marks.notes.ask(notes)), app.call('session.note', { id, notes }))
  }
}

/** Types the topic of a new session, as the form of it tells main. */
async function begin(bench: Bench): Promise<void> {
  const topic = bench.random.chance(0.2) ? null : `Topic ${bench.next()} `
  bench.note(`types the topic ${topic ?? 'away'}`)
  const draft =
    topic === null
      ? null
      : {
          topic,
          template: null,
          freeId: '',
          kind: 'chat' as const,
          folder: null,
          model: null,
          modelChosen: false,
          caret: { field: 'topic' as const, start: topic.length, end: topic.length },
        }
  await settled(bench, bench.truth.topic.ask(topic), bench.app.call('newSession.save', { draft }))
}

async function remove(bench: Bench, id: string): Promise<void> {
  if (here(bench).length < 3 || isAsked(bench.truth.session(id).messages)) return rename(bench, id)
  await keptTyping(bench.truth.session(id))
  bench.note(`deletes ${id}`)
  if (bench.shown === id) {
    bench.shown = null
    // What the window shows instead is its own choice.
    bench.truth.shown.ask(null).owed()
    for (const { unread } of bench.truth.sessions.values()) unread.ask(false)
  }
  const asked = bench.truth.session(id).place.ask('trash')
  await settled(bench, asked, results(bench.app.call('session.delete', { ids: [id] })))
}

async function fromTrash(bench: Bench, how: 'restore' | 'purge'): Promise<void> {
  const chosen = bench.random.pick(trashed(bench))
  if (chosen === undefined) return
  const entry = (await bench.app.call('trash.list', {})).find(({ id }) => id === chosen.id)
  if (entry === undefined) throw new Error(`${chosen.id} is not in the trash`)
  bench.note(`${how}s ${chosen.id}`)
  const asked = chosen.place.ask(how === 'restore' ? 'here' : 'nowhere')
  await settled(bench, asked, results(bench.app.call(`trash.${how}`, { entryIds: [entry.entryId] })))
}

/** Deletes for good all that is in the trash. */
async function empty(bench: Bench): Promise<void> {
  const entries = await bench.app.call('trash.list', {})
  if (entries.length === 0) return
  bench.note(`empties the trash of ${entries.map(({ id }) => id).join(' ')}`)
  const asked = entries.map(({ entryId, id }) => [entryId, bench.truth.session(id).place.ask('nowhere')] as const)
  const done = await bench.app.call('trash.purge', { entryIds: entries.map(({ entryId }) => entryId) })
  for (const [entryId, place] of asked) {
    if (done.find((one) => one.id === entryId)?.error === null) place.owed()
    else place.refused()
  }
}

async function results(
  work: Promise<readonly { readonly error: { code: string; message: string } | null }[]>,
): Promise<void> {
  for (const { error } of await work) if (error !== null) throw new AppError(error.code as 'internal', error.message)
}

async function exportOne(bench: Bench, id: string): Promise<void> {
  const { app } = bench
  const path = exportPath(bench)
  await app.electron.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
  }, path)
  const { state } = await app.call('session.open', { id })
  const asked = { path, tokens: state.turns.flatMap(({ prompt }) => tokensIn(prompt?.text ?? '')), written: false }
  bench.exports.push(asked)
  bench.note(`exports ${id}`)
  const owed = { ...nothingOwed, owed: () => void (asked.written = true) }
  await settled(bench, owed, app.call('session.export', { id, format: 'json', sinceBookmarkId: null }))
}

async function slim(bench: Bench, id: string): Promise<void> {
  const { row } = await bench.app.call('session.open', { id })
  if (row.unsent) return
  bench.note(`slims the log of ${id}`)
  await settled(bench, nothingOwed, bench.app.call('health.slim', { id }))
}

/** Does what the seed chooses. */
export function anything(bench: Bench): Promise<void> {
  return act(bench, bench.random.weighted(weights))
}

/** Does one thing to a session, or to one that the seed chooses before anything is awaited. */
export async function act(bench: Bench, name: ActName, whom?: string): Promise<void> {
  bench.count(name)
  try {
    await perform(bench, name, whom)
  } catch (error) {
    // What was looked at before the act may have been refused: it is gone, or on its way to the trash.
    if (!(error instanceof AppError) || error.code === 'internal') throw error
    bench.count(`refused with ${error.code}`)
  }
}

async function perform(bench: Bench, name: ActName, whom?: string): Promise<void> {
  const able = talking.has(name) ? talkers(bench) : here(bench)
  const id = able.find((one) => one.id === whom)?.id ?? bench.random.pick(able)?.id
  if (id === undefined || name === 'create') return create(bench)
  switch (name) {
    case 'type':
      return type(bench)
    case 'sendFromBox':
      return sendFromBox(bench)
    case 'send':
      await send(bench, id)
      return
    case 'queue':
      await Promise.all([send(bench, id), send(bench, id), ...(bench.random.chance(0.5) ? [send(bench, id)] : [])])
      return
    case 'stop':
      return stop(bench, id)
    case 'resume':
      return resume(bench, id)
    case 'unqueue':
      return unqueue(bench, id)
    case 'ask':
      return askers(bench).length < 2 ? ask(bench) : create(bench)
    case 'fill':
      return fill(bench)
    case 'answer':
      return answer(bench)
    case 'attach':
      return attach(bench)
    case 'detach':
      return detach(bench)
    case 'unread':
      return markUnread(bench)
    case 'setting':
      return changeSetting(bench)
    case 'empty':
      return empty(bench)
    case 'bookmark':
      return bookmark(bench, id)
    case 'rebookmark':
      return rebookmark(bench, id)
    case 'unbookmark':
      return unbookmark(bench, id)
    case 'rename':
      return rename(bench, id)
    case 'pin':
    case 'tag':
    case 'note':
      return mark(bench, id, name)
    case 'begin':
      return begin(bench)
    case 'remove':
      return remove(bench, id)
    case 'restore':
    case 'purge':
      return fromTrash(bench, name)
    case 'export':
      return exportOne(bench, id)
    case 'slim':
      return slim(bench, id)
    case 'show':
      return show(bench, id)
  }
}

/** Two or three things at once, often to the same session; one at the keyboard at most, and none where a session goes. */
export function several(bench: Bench): readonly Promise<void>[] {
  const { random } = bench
  const names = Array.from({ length: random.int(2, 3) }, () => random.weighted(weights))
  const whom = random.chance(0.6) ? random.pick(here(bench))?.id : undefined
  const hand = names.includes('remove') ? -1 : names.findIndex((name) => atTheKeyboard.has(name))
  // There is one dialog that asks where to export.
  const possible = (name: ActName, index: number): boolean =>
    atTheKeyboard.has(name) ? index === hand : name !== 'export' || names.indexOf(name) === index
  return names.filter(possible).map((name) => act(bench, name, whom))
}
