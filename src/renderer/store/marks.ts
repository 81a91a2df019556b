import { call } from '../bridge.ts'
import type { SessionRow } from '../../shared/model/session.ts'
import { listOrder } from './order.ts'
import { putRow } from './rows.ts'
import { createSaver } from './saver.ts'
import { app } from './store.ts'
import { attempt } from './toasts.ts'

/** Notes reach the disk within this time of a key press, and the few milliseconds of the write (as drafts do). */
const delay = 200

const notes = createSaver<string>({
  delay,
  write: (id, text) => {
    const row = app.getState().rows.get(id)
    if (row !== undefined) putRow({ ...row, notes: text })
    void attempt(call('session.note', { id, notes: text }))
  },
})

/** Pins a session to the top of the list, or lets it go. */
export async function pin(id: string, pinned: boolean): Promise<void> {
  const row = await attempt(call('session.pin', { id, pinned }))
  if (row === undefined) return
  putRow(row)
  // Main may have told of it already, while the order held still.
  listOrder.now()
}

/** Pins a session that is not pinned, and the other way round. */
export function togglePin(id: string): void {
  const row = app.getState().rows.get(id)
  if (row !== undefined) void pin(id, !row.pinned)
}

/** Sets all tags of a session: shown at once, as they were when that fails. False then. */
export async function setTags(id: string, tags: readonly string[]): Promise<boolean> {
  const before = app.getState().rows.get(id)
  if (before === undefined) return false
  putRow({ ...before, tags })
  const row = await attempt(call('session.tag', { id, tags: [...tags] }))
  const now = app.getState().rows.get(id)
  if (row === undefined && now?.tags === tags) putRow({ ...now, tags: before.tags })
  return row !== undefined
}

/** Keeps what is written about a session: on disk within 200 ms. */
export function saveNotes(id: string, text: string): void {
  notes.set(id, text)
}

/** What was last written about a session, stored or about to be. */
export function notesOf(row: SessionRow): string {
  return notes.get(row.id) ?? row.notes
}

/** Writes notes that still wait. */
export function flushNotes(): void {
  notes.flush()
}
