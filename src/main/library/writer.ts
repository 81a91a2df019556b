import type { DatabaseSync } from 'node:sqlite'
import { toFailure } from '../../shared/errors.ts'
import type { Draft, QueuedMessage } from '../../shared/model/draft.ts'
import type { Turn } from '../../shared/model/turn.ts'
import { isWholeFailure, toWriteError } from './sqliteError.ts'
import { partsOf, type Since } from './since.ts'
import type { Store } from './store.ts'
import { type LibraryTrouble, slotOf, superseded, type Write, type WriteResult } from './writes.ts'

/** Does writes so that each is durable or reported, and holds on to what was typed when the disk would not take it. */
export interface Writer {
  /** One transaction. A write that fails by itself leaves the others alone; when the disk fails, all fail. */
  write(writes: readonly Write[]): readonly WriteResult[]
  /** A draft that waits for room on the disk; undefined when none waits. */
  unsavedDraft(id: string): Draft | null | undefined
  unsavedPartials(id: string): readonly Turn[]
  /** Replies that wait, laid over those that are stored. */
  withUnsavedReplies(id: string, stored: Readonly<Record<string, string>>): Readonly<Record<string, string>>
  /** Our own copies that drafts go with which wait. */
  unsavedAssets(): readonly string[]
  /** Which sessions have a draft that waits. */
  unsavedDraftIds(): readonly string[]
  /** A session's messages, paused as long as that waits to be written. */
  withUnsavedPause(queue: readonly QueuedMessage[]): readonly QueuedMessage[]
  /** Everything that waits, for the writer that takes the place of this one. */
  waiting(): readonly Write[]
  /** Why nothing can be written now; null when the last try went well. */
  trouble(): LibraryTrouble | null
  /** Tries once more what waits, or whether anything can be written at all; never throws. */
  retry(): void
}

/** As much as a retry tries to write when nothing waits, in bytes: what a long draft takes. */
const TRIAL = 65_536

export interface WriterDeps {
  readonly db: DatabaseSync
  readonly store: Store
  readonly since: Pick<Since, 'about'>
  /** What waits from the start. */
  readonly waiting?: readonly Write[]
  /** Is told of errors that no person can act on. */
  readonly onUnforeseen: (error: unknown) => void
}

/** See {@link Writer}. */
export function createWriter({ db, store, since, waiting: given = [], onUnforeseen }: WriterDeps): Writer {
  /** Drafts and partial turns that failed with the disk, by slot: newer ones take their place. */
  const unsaved = new Map<string, Write>()
  let trouble: LibraryTrouble | null = null

  const fail = (error: unknown): WriteResult => {
    const known = toWriteError(error)
    if (toFailure(known).code === 'internal') onUnforeseen(error)
    return { ok: false, error: toFailure(known) }
  }
  const one = (write: Write): WriteResult => {
    db.exec('SAVEPOINT one')
    try {
      const value = store.apply(write)
      db.exec('RELEASE one')
      return { ok: true, value }
    } catch (error) {
      if (isWholeFailure(error) || !db.isTransaction) throw error
      db.exec('ROLLBACK TO one; RELEASE one')
      return fail(error)
    }
  }
  const transaction = (writes: readonly Write[]): readonly WriteResult[] => {
    const replacedBy = superseded(writes)
    const results = new Map<number, WriteResult>()
    db.exec('BEGIN IMMEDIATE')
    for (const [index, write] of writes.entries()) if (!replacedBy.has(index)) results.set(index, one(write))
    db.exec('COMMIT')
    return writes.flatMap((_, index) => results.get(replacedBy.get(index) ?? index) ?? [])
  }
  const attempt = (writes: readonly Write[]): readonly WriteResult[] => {
    const waiting = [...unsaved.values()]
    try {
      since.about([...waiting, ...writes].flatMap(partsOf))
      const results = transaction([...waiting, ...writes])
      unsaved.clear()
      trouble = null
      return results.slice(waiting.length)
    } catch (error) {
      if (db.isTransaction) db.exec('ROLLBACK')
      keep(writes)
      const failed = fail(error)
      if (!failed.ok) trouble = failed.error.code === 'diskFull' ? 'diskFull' : 'unwritable'
      return writes.map(() => failed)
    }
  }
  const keep = (writes: readonly Write[]): void => {
    const unsent = new Set(writes.flatMap((write) => (write.kind === 'addQueued' ? [write.id] : [])))
    for (const write of writes) {
      // Whatever waited at the start stays where it is until the person says otherwise, however late that is written.
      const slot = write.kind === 'pauseQueues' ? write.kind : slotOf(write)
      // A draft goes because its text has become a message: when that could not be stored, it stays.
      if (write.kind === 'putDraft' && write.draft === null && unsent.has(write.id)) continue
      if (slot !== null) unsaved.set(slot, write)
    }
  }
  const trial = (): void => {
    try {
      db.exec('BEGIN IMMEDIATE')
      db.prepare('INSERT INTO drafts (session_id, text, selection_start, selection_end) VALUES (?, ?, 0, 0)').run(
        '',
        ' '.repeat(TRIAL),
      )
      db.exec("DELETE FROM drafts WHERE session_id = ''; COMMIT")
      trouble = null
    } catch {
      if (db.isTransaction) db.exec('ROLLBACK')
    }
  }

  keep(given)
  return {
    write: attempt,
    unsavedDraft: (id) => {
      const held = [...unsaved.values()].find((write) => write.kind === 'putDraft' && write.id === id)
      return held?.kind === 'putDraft' ? held.draft : undefined
    },
    unsavedPartials: (id) =>
      [...unsaved.values()].flatMap((write) => (write.kind === 'putPartial' && write.id === id ? [write.turn] : [])),
    withUnsavedReplies: (id, stored) => {
      const replies = new Map(Object.entries(stored))
      for (const write of unsaved.values()) {
        if (write.kind !== 'putReply' || write.id !== id) continue
        if (write.text === null) replies.delete(write.requestId)
        else replies.set(write.requestId, write.text)
      }
      return Object.fromEntries(replies)
    },
    unsavedAssets: () =>
      [...unsaved.values()].flatMap((write) =>
        write.kind === 'putDraft' ? (write.draft?.attachments ?? []).flatMap(({ asset }) => asset ?? []) : [],
      ),
    unsavedDraftIds: () =>
      [...unsaved.values()].flatMap((write) =>
        write.kind === 'putDraft' && write.draft !== null && isSomething(write.draft) ? [write.id] : [],
      ),
    withUnsavedPause: (queue) =>
      unsaved.has('pauseQueues')
        ? queue.map((message) =>
            message.state === 'queued' ? { ...message, state: 'paused', pausedBy: 'ended' } : message,
          )
        : queue,
    waiting: () => [...unsaved.values()],
    trouble: () => trouble,
    retry: () => {
      if (unsaved.size > 0) attempt([])
      else if (trouble !== null) trial()
    },
  }
}

function isSomething({ text, attachments }: Draft): boolean {
  return text !== '' || attachments.length > 0
}
