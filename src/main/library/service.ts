import type { DatabaseSync } from 'node:sqlite'
import { AppError } from '../../shared/errors.ts'
import type { AppNotice } from '../../shared/model/boot.ts'
import type { Handlers } from '../rpc/types.ts'
import { backUp } from './backups.ts'
import { scrubBackups, scrubDamaged } from './scrub.ts'
import { openLibrary } from './open.ts'
import { readLibrary, troubleOf } from './reading.ts'
import { closedSince, type Since } from './since.ts'
import { sqliteCode } from './sqliteError.ts'
import { createStore, type Store } from './store.ts'
import { createWriter, type Writer } from './writer.ts'
import type { LibraryMethods, LibraryTrouble, Write } from './writes.ts'

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
  /** Its folder takes nothing: this is a copy in memory, and all that is written waits until the library can be opened. */
  readonly copy: boolean
  retry: NodeJS.Timeout | null
  trouble: LibraryTrouble | null
}

/** What the library's worker does; `onUnforeseen` is told of errors that are nobody's answer. */
export function createLibraryService(deps: {
  readonly now: () => number
  readonly onUnforeseen: (error: unknown) => void
  readonly onTrouble: (trouble: LibraryTrouble | null) => void
  /** A library that could only be read is open now, and this has to be said about how it was found. */
  readonly onOpenedLate: (notices: readonly AppNotice[]) => void
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
      if (shelf.copy) openLate(shelf)
      else {
        deps.beforeWrite?.(shelf.db)
        shelf.writer.retry()
      }
      follow(library())
    }, RETRY)
  }

  const openNow = (folder: string, waiting: readonly Write[] = []): Opened => {
    const { db, notices, since } = openLibrary(folder, deps.now())
    const store = createStore(db)
    const timers = [
      setTimeout(() => backUpQuietly({ db, folder, since }), FIRST_BACKUP),
      setInterval(() => backUpQuietly({ db, folder, since }), NEXT_BACKUP),
    ]
    const writer = createWriter({ db, store, since, waiting, onUnforeseen: deps.onUnforeseen })
    return { folder, db, store, writer, notices, since, timers, copy: false, retry: null, trouble: null }
  }
  /** What can be read, while the folder takes nothing. */
  const openCopy = (folder: string, trouble: LibraryTrouble): Opened => {
    const db = readLibrary(folder)
    const store = createStore(db)
    const since = closedSince(trouble)
    const writer = createWriter({ db, store, since, onUnforeseen: deps.onUnforeseen })
    // So that it is told at once, and tried again, without a first write.
    writer.write([])
    return { folder, db, store, writer, notices: [], since, timers: [], copy: true, retry: null, trouble: null }
  }
  const openLate = (shelf: Opened): void => {
    try {
      const next = openNow(shelf.folder, shelf.writer.waiting())
      shelf.db.close()
      opened = { ...next, trouble: shelf.trouble }
    } catch {
      // Still no room, or no right: it is tried again.
      return
    }
    library().writer.retry()
    deps.onOpenedLate(library().notices)
  }

  return {
    open: (folder) => {
      try {
        opened = openNow(folder)
      } catch (error) {
        const trouble = error instanceof AppError ? null : troubleOf(folder)
        opened = readable(() => {
          if (trouble === null) throw error
          return openCopy(folder, trouble)
        })
        follow(opened)
      }
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
    draftTimes: () => library().store.draftTimes(),
    queue: (id) => {
      const { store, writer } = library()
      return writer.withUnsavedPause(store.queue(id))
    },
    replies: (id) => {
      const { store, writer } = library()
      return writer.withUnsavedReplies(id, store.replies(id))
    },
    rules: () => library().store.rules(),
    views: () => library().store.views(),
    given: (id) => library().store.given(id),
    prompts: (id) => library().store.prompts(id),
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
    usage: (id, from, to) => library().store.usage(id, from, to),
    usageSummary: (id, lives, newest) => library().store.usageSummary(id, lives, newest),
    context: (id) => library().store.context(id),
    scrub: (ids) => {
      const { db, folder, since, copy, store } = library()
      if (copy) throw new AppError('writeFailed', 'library')
      const living = ids.flatMap((id) => store.record(id) ?? [])
      const scrubbed = { ids, there: new Map(living.map(({ id, createdAt }) => [id, createdAt])) }
      // Rebuilt without its freed pages; what the log held of them goes with it.
      db.exec('VACUUM; PRAGMA wal_checkpoint(TRUNCATE)')
      scrubBackups(folder, scrubbed)
      scrubDamaged(folder, scrubbed)
      since.backedUp(backUp(db, folder, deps.now()))
    },
    close: () => {
      if (opened === null) return
      if (opened.retry !== null) clearTimeout(opened.retry)
      if (opened.copy) openLate(opened)
      const { db, folder, since, writer, timers, copy } = opened
      opened = null
      for (const timer of timers) clearTimeout(timer)
      if (!copy) {
        writer.retry()
        backUpQuietly({ db, folder, since })
      }
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
