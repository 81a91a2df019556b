import type { SessionProblem, SessionRow } from '../../shared/model/session.ts'
import type { SessionState } from '../../shared/model/turn.ts'
import type { DiskSession, History } from '../history/port.ts'
import type { Library, SessionRecord } from '../library/port.ts'
import { newRecord } from '../library/record.ts'
import type { Belongings } from '../trash/belongings.ts'
import type { Outgoing } from './outgoing.ts'
import { changesMarks } from './metadata.ts'
import { buildRow, lastSeen } from './rows.ts'

/** Every session of the home and every unsent one, as rows; changes reach the window by themselves. */
export interface Catalogue {
  rows(): readonly SessionRow[]
  row(id: string): SessionRow | null
  record(id: string): SessionRecord | null
  disk(id: string): DiskSession | null
  /** Whether the runtime, the library or the disk knows the id. */
  has(id: string): boolean
  /** Changes what the library holds of a session: visible at once, durable when it resolves. */
  patch(id: string, patch: Partial<Omit<SessionRecord, 'id'>>): Promise<void>
  setDraft(id: string, hasDraft: boolean): void
  setQueued(id: string, count: number): void
  setBookmarks(id: string, count: number): void
  /** Looks at a session's folder now instead of with the next look around. */
  refresh(id: string): Promise<DiskSession | null>
  /** Says that a row may have changed. */
  touch(id: string): void
  /** Puts a session on the list that came back with what the library has of it. */
  adopt(id: string, belongings: Belongings): Promise<void>
  /**
   * From now on nothing of a session is written: it is on its way into the trash, and a record written behind it would be
   * one of a session that is not there. The undo writes what came meanwhile, if the session stayed.
   */
  leave(id: string): () => Promise<void>
  /** Takes a session off the list, now and for as long as its folder does not come back. */
  forget(id: string): void
  /** Keeps the row of a session as it is while nothing is left of it for a moment: nobody hears that it went. */
  during<T>(id: string, work: () => Promise<T>): Promise<T>
  onDiskChanged(listener: (session: DiskSession) => void): () => void
  /** Every session that the library has a record of. */
  records(): Iterable<SessionRecord>
  /** A person changed title, pin or tags of a session. */
  onMarked(listener: (id: string) => void): () => void
  dispose(): void
}

export interface CatalogueDeps {
  readonly history: History
  readonly library: Library
  readonly outgoing: Outgoing
  /** The conversation of a session that main has in memory. */
  readonly stateOf: (id: string) => SessionState | null
  readonly isLive: (id: string) => boolean
  /** What is known to be wrong with a session beyond what the ends of its log show. */
  readonly foundIn?: (disk: DiskSession, record: SessionRecord | null) => SessionProblem | null
  /** Called with all rows whenever one changed (tray, badge, notifications). */
  readonly onRows: (rows: readonly SessionRow[]) => void
  readonly now: () => number
  readonly log: { readonly error: (what: string, error: unknown) => void }
}

/** Reads the disk and the library once, then follows both. */
export async function createCatalogue(deps: CatalogueDeps): Promise<Catalogue> {
  const { history, library, outgoing, now } = deps
  const [found, known] = await Promise.all([history.list(), library.snapshot()])
  const disk = new Map(found.map((session) => [session.id, session]))
  const records = new Map(known.records.map((record) => [record.id, record]))
  const drafts = new Set(known.draftIds)
  const queued = new Map(Object.entries(known.queued))
  const bookmarks = new Map(Object.entries(known.bookmarks))
  const rows = new Map<string, SessionRow>()
  const dirty = new Set<string>()
  const staying = new Set<string>()
  const listeners = new Set<(session: DiskSession) => void>()
  const markListeners = new Set<(id: string) => void>()

  const build = (id: string): SessionRow | null => {
    const onDisk = disk.get(id) ?? null
    const record = records.get(id) ?? null
    if (onDisk === null && record === null) return null
    return buildRow({
      id,
      record,
      disk: onDisk,
      state: deps.stateOf(id),
      live: deps.isLive(id),
      hasDraft: drafts.has(id),
      queued: queued.get(id) ?? 0,
      bookmarks: bookmarks.get(id) ?? 0,
      found: onDisk === null ? null : (deps.foundIn?.(onDisk, record) ?? null),
    })
  }

  const flush = (): void => {
    const upserted: SessionRow[] = []
    const removed: string[] = []
    for (const id of dirty) {
      const before = rows.get(id)
      const row = build(id)
      if (row === null) {
        if (!staying.has(id) && rows.delete(id)) removed.push(id)
      } else if (before === undefined || JSON.stringify(before) !== JSON.stringify(row)) {
        rows.set(id, row)
        upserted.push(row)
      }
    }
    dirty.clear()
    if (upserted.length === 0 && removed.length === 0) return
    outgoing.add({ type: 'list.changed', upserted, removed })
    deps.onRows([...rows.values()])
  }
  const touch = (id: string): void => {
    dirty.add(id)
    outgoing.beforeBatch(flush)
  }
  const setCount = (counts: Map<string, number>, id: string, count: number): void => {
    if (count === 0) counts.delete(id)
    else counts.set(id, count)
    touch(id)
  }
  const seeOnDisk = (session: DiskSession): void => {
    disk.set(session.id, session)
    touch(session.id)
    const known = records.get(session.id)
    // What it would be called if its files went away; the rest comes along when something is written anyway.
    if (known !== undefined && known.seen?.title !== lastSeen(session).title) remember(session.id, session)
    for (const listener of listeners) listener(session)
  }

  const leaving = new Map<string, Partial<Omit<SessionRecord, 'id'>>>()
  /** The patch of each record that went to the library last, while it is on its way. */
  const underway = new Map<string, object>()
  const put = async (id: string, patch: Partial<Omit<SessionRecord, 'id'>>): Promise<void> => {
    const isNew = !records.has(id)
    records.set(id, { ...(records.get(id) ?? newRecord(id, now())), ...patch })
    touch(id)
    const held = leaving.get(id)
    if (held !== undefined) {
      leaving.set(id, { ...held, ...patch })
      return
    }
    underway.set(id, patch)
    const stored = await library.putRecord(id, patch).catch((error: unknown) => {
      // A session that could not be begun is none.
      if (isNew && !disk.has(id)) records.delete(id)
      throw error
    })
    // What was changed meanwhile is not in it, and comes with the answer to that.
    if (underway.get(id) !== patch) return
    underway.delete(id)
    // It may have been deleted meanwhile, and must not come back by this.
    if (records.has(id)) records.set(id, stored)
  }
  /** What its files say is written while it is known. */
  const remember = (id: string, session: DiskSession): void => {
    put(id, { seen: lastSeen(session) }).catch((error: unknown) => deps.log.error('keeping what was seen', error))
  }

  for (const id of new Set([...disk.keys(), ...records.keys()])) {
    const row = build(id)
    if (row !== null) rows.set(id, row)
  }
  const stopWatching = history.onChanged((changed, removed) => {
    for (const session of changed) seeOnDisk(session)
    for (const id of removed) {
      const session = disk.get(id)
      disk.delete(id)
      if (session !== undefined && records.has(id)) remember(id, session)
      touch(id)
    }
  })

  return {
    rows: () => {
      flush()
      return [...rows.values()]
    },
    row: build,
    record: (id) => records.get(id) ?? null,
    disk: (id) => disk.get(id) ?? null,
    has: (id) => disk.has(id) || records.has(id),
    patch: async (id, patch) => {
      const before = records.get(id) ?? newRecord(id, now())
      const session = disk.get(id)
      // Written along with what is written anyway.
      const seen = session === undefined ? {} : { seen: lastSeen(session) }
      const marked = changesMarks(before, patch)
      // Only grows, whatever the clock does: the later one counts.
      const markedAt = marked ? { markedAt: Math.max(now(), (before.markedAt ?? 0) + 1) } : {}
      const written = put(id, { ...seen, ...markedAt, ...patch })
      if (marked) for (const listener of markListeners) listener(id)
      try {
        await written
      } catch (error) {
        const record = records.get(id)
        // A mark that could not be written is not there after the next start, and is not shown until then.
        if (marked && record !== undefined) records.set(id, { ...record, ...marksOf(before) })
        touch(id)
        throw error
      }
    },
    setDraft: (id, hasDraft) => {
      if (drafts.has(id) === hasDraft) return
      if (hasDraft) drafts.add(id)
      else drafts.delete(id)
      touch(id)
    },
    setQueued: (id, count) => setCount(queued, id, count),
    setBookmarks: (id, count) => setCount(bookmarks, id, count),
    refresh: async (id) => {
      const session = await history.get(id)
      if (session === null) disk.delete(id)
      else disk.set(id, session)
      touch(id)
      return session
    },
    touch,
    adopt: async (id, { record, draft, queue, bookmarks: marks }) => {
      if (record !== null) records.set(id, record)
      if (draft !== null && draft.text !== '') drafts.add(id)
      setCount(queued, id, queue.length)
      setCount(bookmarks, id, marks.length)
      const session = await history.get(id)
      if (session !== null) disk.set(id, session)
      touch(id)
    },
    leave: (id) => {
      leaving.set(id, {})
      return async () => {
        const held = leaving.get(id) ?? {}
        leaving.delete(id)
        if (records.has(id) && Object.keys(held).length > 0) await put(id, held)
      }
    },
    forget: (id) => {
      disk.delete(id)
      records.delete(id)
      drafts.delete(id)
      queued.delete(id)
      bookmarks.delete(id)
      touch(id)
    },
    during: async (id, work) => {
      staying.add(id)
      try {
        return await work()
      } finally {
        staying.delete(id)
        touch(id)
      }
    },
    onDiskChanged: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    records: () => records.values(),
    onMarked: (listener) => {
      markListeners.add(listener)
      return () => markListeners.delete(listener)
    },
    dispose: stopWatching,
  }
}

function marksOf({ title, pinned, tags, archivedAt, markedAt }: SessionRecord): Partial<SessionRecord> {
  return { title, pinned, tags, archivedAt, markedAt }
}
