import type { DatabaseSync } from 'node:sqlite'
import { AppError } from '../../shared/errors.ts'
import type { AppNotice } from '../../shared/model.ts'
import type { Handlers } from '../rpc/types.ts'
import { backUp } from './backups.ts'
import { scrubBackups, scrubDamaged } from './scrub.ts'
import { openLibrary } from './open.ts'
import type { Since } from './since.ts'
import { sqliteCode } from './sqliteError.ts'
import { createStore, type Store } from './store.ts'
import { createWriter, type Writer } from './writer.ts'
import type { LibraryMethods, LibraryTrouble } from './writes.ts'

/** How long after the start the library is backed up, and how often it is looked whether a backup is due (ms). */
const FIRST_BACKUP = 3_000
const NEXT_BACKUP = 3_600_000
/** How often what could not be written is tried again (ms). */
const RETRY = 1_000

interface Opened {
  readonly folder: string
  readonly db: DatabaseSync
  readonly store: Store
  readonly writer: Writer
  readonly notices: readonly AppNotice[]
  readonly since: Since
  readonly timers: readonly NodeJS.Timeout[]
  retry: NodeJS.Timeout | null
  trouble: LibraryTrouble | null
}

/** What the library's worker does; `onUnforeseen` is told of errors that are nobody's answer. */
export function createLibraryService(deps: {
  readonly now: () => number
  readonly onUnforeseen: (error: unknown) => void
  readonly onTrouble: (trouble: LibraryTrouble | null) => void
  /** For tests: called before each write, to make the disk full or not. */
  readonly beforeWrite?: ((db: DatabaseSync) => void) | undefined
}): Handlers<LibraryMethods> {
  let opened: Opened | null = null
  const library = (): Opened => {
    if (opened === null) throw new AppError('readFailed', 'library')
    return opened
  }
  const backUpQuietly = ({ db, folder, since }: Pick<Opened, 'db' | 'folder' | 'since'>): void => {
    try {
      since.backedUp(backUp(db, folder, deps.now()))
    } catch (error) {
      // The library itself is well: a copy less is no reason to stop.
      deps.onUnforeseen(error)
    }
  }

  /** Says when writing stops to work and when it works again; until then it is tried again and again. */
  const follow = (shelf: Opened): void => {
    const trouble = shelf.writer.trouble()
    if (trouble !== shelf.trouble) {
      shelf.trouble = trouble
      deps.onTrouble(trouble)
    }
    if (trouble === null) return
    shelf.retry ??= setTimeout(() => {
      shelf.retry = null
      deps.beforeWrite?.(shelf.db)
      shelf.writer.retry()
      follow(shelf)
    }, RETRY)
  }

  return {
    open: (folder) => {
      const { db, notices, since } = readable(() => openLibrary(folder, deps.now()))
      const store = createStore(db)
      const timers = [
        setTimeout(() => backUpQuietly({ db, folder, since }), FIRST_BACKUP),
        setInterval(() => backUpQuietly({ db, folder, since }), NEXT_BACKUP),
      ]
      const writer = createWriter({ db, store, since, onUnforeseen: deps.onUnforeseen })
      opened = { folder, db, store, writer, notices, since, timers, retry: null, trouble: null }
    },
    write: (writes) => {
      const shelf = library()
      deps.beforeWrite?.(shelf.db)
      const results = shelf.writer.write(writes)
      follow(shelf)
      return results
    },
    snapshot: () => {
      const { store, writer, notices } = library()
      const snapshot = store.snapshot(notices)
      return { ...snapshot, draftIds: [...new Set([...snapshot.draftIds, ...writer.unsavedDraftIds()])] }
    },
    record: (id) => library().store.record(id),
    draft: (id) => {
      const { store, writer } = library()
      const unsaved = writer.unsavedDraft(id)
      return unsaved === undefined ? store.draft(id) : unsaved
    },
    queue: (id) => library().store.queue(id),
    replies: (id) => {
      const { store, writer } = library()
      return writer.withUnsavedReplies(id, store.replies(id))
    },
    rules: () => library().store.rules(),
    given: (id) => library().store.given(id),
    assets: () => {
      const { store, writer } = library()
      return [...store.assets(), ...writer.unsavedAssets()]
    },
    partials: (id) => {
      const { store, writer } = library()
      const unsaved = writer.unsavedPartials(id)
      const ids = new Set(unsaved.map((turn) => turn.id))
      return [...store.partials(id).filter((turn) => !ids.has(turn.id)), ...unsaved].toSorted((a, b) => a.at - b.at)
    },
    bookmarks: (sessionId) => library().store.bookmarks(sessionId),
    bookmark: (id) => library().store.bookmark(id),
    scrub: (ids) => {
      const { db, folder, since } = library()
      // Rebuilt without its freed pages; what the log held of them goes with it.
      db.exec('VACUUM; PRAGMA wal_checkpoint(TRUNCATE)')
      scrubBackups(folder, ids)
      scrubDamaged(folder, ids)
      since.backedUp(backUp(db, folder, deps.now()))
    },
    close: () => {
      if (opened === null) return
      const { db, folder, since, writer, timers, retry } = opened
      opened = null
      if (retry !== null) clearTimeout(retry)
      for (const timer of timers) clearTimeout(timer)
      writer.retry()
      backUpQuietly({ db, folder, since })
      db.close()
    },
  }
}

/** What SQLite or the file system says when the library can't be opened, as something that a person can act on. */
function readable<T>(open: () => T): T {
  try {
    return open()
  } catch (error) {
    const code = sqliteCode(error)
    if (code !== null) throw new AppError('readFailed', `library ${code}`, { cause: error })
    if (error instanceof Error && 'syscall' in error && 'code' in error) {
      throw new AppError(error.code === 'ENOSPC' ? 'diskFull' : 'readFailed', `library ${String(error.code)}`, {
        cause: error,
      })
    }
    throw error
  }
}
