import { AppError } from '../../src/shared/errors.ts'
import { isAsked } from './asking.ts'
import { rename } from './marking.ts'
import { settled } from './settled.ts'
import { here, keptTyping, trashed, type Bench } from './work.ts'

/** Deletes a session, as long as others are left. */
export async function remove(bench: Bench, id: string): Promise<void> {
  if (here(bench).length < 3 || isAsked(bench.truth.session(id).messages)) return rename(bench, id)
  await keptTyping(bench.truth.session(id))
  bench.note(`deletes ${id}`)
  // After a start the window shows what it showed before, without anybody's click.
  if (bench.shown === id || bench.truth.shown.latest() === id) {
    bench.shown = null
    // What the window shows instead is its own choice.
    bench.truth.shown.ask(null).owed()
    for (const { unread } of bench.truth.sessions.values()) unread.ask(false)
  }
  const asked = bench.truth.session(id).place.ask('trash')
  await settled(bench, asked, results(bench.app.call('session.delete', { ids: [id] })))
}

/** Restores a session from the trash, or deletes it for good. */
export async function fromTrash(bench: Bench, how: 'restore' | 'purge'): Promise<void> {
  const chosen = bench.random.pick(trashed(bench))
  if (chosen === undefined) return
  const entry = (await bench.app.call('trash.list', {})).find(({ id }) => id === chosen.id)
  if (entry === undefined) throw new Error(`${chosen.id} is not in the trash`)
  bench.note(`${how}s ${chosen.id}`)
  const asked = chosen.place.ask(how === 'restore' ? 'here' : 'nowhere')
  await settled(bench, asked, results(bench.app.call(`trash.${how}`, { entryIds: [entry.entryId] })))
}

/** Deletes for good all that is in the trash. */
export async function empty(bench: Bench): Promise<void> {
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
