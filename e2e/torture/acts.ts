import { AppError } from '../../src/shared/errors.ts'
import type { Input } from '../../src/shared/contract.ts'
import type { Settings } from '../../src/shared/model/settings.ts'
import { answer, ask, fill } from './asking.ts'
import { attach, detach } from './attaching.ts'
import { bookmark, mark, markUnread, rebookmark, rename, unbookmark } from './marking.ts'
import { empty, fromTrash, remove } from './removing.ts'
import { settled, nothingOwed } from './settled.ts'
import { create, resume, send, stop, unqueue } from './talking.ts'
import { askers, exportPath, here, printSettings, talkers, type Bench } from './work.ts'
import { show, sendFromBox, type } from './writing.ts'
import { tokensIn } from './words.ts'

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
  form: 2,
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
      return askers(bench, 'question').length < 2 ? ask(bench, 'question') : create(bench)
    case 'form':
      return askers(bench, 'form').length < 2 ? ask(bench, 'form') : create(bench)
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
