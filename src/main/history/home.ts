import { readdirSync, statSync } from 'node:fs'
import { setImmediate } from 'node:timers/promises'
import { isAsideId } from '../../shared/aside.ts'
import { AppError } from '../../shared/errors.ts'
import { describe, errorCode, isSessionId, keyOf, look } from './describe.ts'
import type { KeptList, Known } from './keptList.ts'
import type { DiskSession } from './port.ts'

/** How long the worker may be busy with folders before others get their turn (ms). */
const SLICE = 8
/** A folder that changed this recently may change again within the same tick of its clock (ms). */
const TICK = 100
/** Of a kept list so many, the last used first, are compared with the disk before it is shown: those that are seen first. */
const SEEN_FIRST = 50
/** How long what came since the list was kept may hold it up (ms); the rest is told later. */
const FRESH = 100

/** What changed since it was last told. */
export interface Changes {
  readonly changed: readonly DiskSession[]
  readonly removed: readonly string[]
}

/** The sessions of a home, known as long as their files do not change. */
export interface Home {
  /** Reads what was kept, so that it is there for the first list. */
  prepare(): void
  /**
   * Every session; where a list was kept, as it says, without those whose folder is gone. What changed in the others since then
   * is found by the next look around.
   */
  list(): Promise<readonly DiskSession[]>
  /** Whether the list told what was kept, a part of which was not compared with the disk yet. */
  isUnverified(): boolean
  get(id: string): DiskSession | null
  /** Every folder that could be a session's, as they were found last. */
  names(): ReadonlySet<string>
  /** Keeps what is known for the next start, if it is not what was kept last; a disk that takes nothing is none of its troubles. */
  keep(): void
  /** The same, and nothing stays in the kept list of sessions whose folder is gone: where that can't be had, the list goes. */
  scrub(): void
  /** Looks for changes: at new and gone folders, at those `at`, and for `budget` milliseconds at all of them in turn. */
  lookAround(at: Iterable<string>, budget: number): Promise<Changes>
}

/** Copies that only a side question knows are no sessions to anybody else. */
function isListed(name: string): boolean {
  return isSessionId(name) && !isAsideId(name)
}

/**
 * @param root the folder session-state of a home; it need not exist
 * @param kept where what is known is kept from one start to the next
 */
export function createHome(root: string, now: () => number, kept: KeptList | null = null): Home {
  const known = new Map<string, Known>()
  /** What the other side has been told, by id; and those of which it may have to be told anew. */
  const told = new Map<string, DiskSession>()
  const untold = new Set<string>()
  let names: ReadonlySet<string> = new Set()
  let rootChangedAt: number | null = null
  let inTurn: IterableIterator<string> = names.values()
  /** What is known is what was kept, and not yet compared with the disk. */
  let unverified = false
  /** Something is known that is not kept, or the other way round. */
  let unkept = false
  /** All that there is was listed once. */
  let listed = false

  /** Looks at one folder, reads it if it changed; null when it is no session or gone. */
  const refresh = (id: string): DiskSession | null => {
    const state = look(root, id)
    if (state === null) {
      forget(id)
      return null
    }
    const key = keyOf(state)
    const before = known.get(id)
    // Whether a file may be read can change without any trace of it in what was compared.
    if (before?.key === key && before.session.problem?.code !== 'unreadable') return before.session
    const session = describe(root, state)
    known.set(id, { key, session })
    untold.add(id)
    unkept = true
    return session
  }
  const forget = (id: string): void => {
    if (!known.delete(id)) return
    untold.add(id)
    unkept = true
  }

  const readNames = (): ReadonlySet<string> => {
    try {
      return new Set(readdirSync(root).filter(isListed))
    } catch (error) {
      const code = errorCode(error)
      if (code === 'ENOENT' || code === 'ENOTDIR') return new Set()
      throw new AppError('readFailed', code, { cause: error })
    }
  }
  const rootTime = (): number => statSync(root, { throwIfNoEntry: false })?.mtimeMs ?? 0
  /** Reads which folders there are; those that are gone are forgotten. */
  const readFolders = (): void => {
    const changedAt = rootTime()
    names = readNames()
    rootChangedAt = now() - changedAt < TICK ? null : changedAt
    for (const id of known.keys()) if (!names.has(id)) forget(id)
  }

  const refreshAll = async (ids: Iterable<string>, budget: number): Promise<void> => {
    let sliceEnd = performance.now() + SLICE
    const end = performance.now() + budget
    for (const id of ids) {
      refresh(id)
      const time = performance.now()
      if (time >= end) return
      if (time < sliceEnd) continue
      await setImmediate()
      sliceEnd = performance.now() + SLICE
    }
  }

  /** Goes on where it stopped, round and round; a folder that came or went meanwhile does no harm. */
  function* goOn(): Generator<string> {
    for (let count = 0; count < names.size; count += 1) {
      let next = inTurn.next()
      if (next.done === true) {
        inTurn = names.values()
        next = inTurn.next()
      }
      if (next.done !== true) yield next.value
    }
  }

  const takeChanges = (): Changes => {
    const changed: DiskSession[] = []
    const removed: string[] = []
    for (const id of untold) {
      const session = known.get(id)?.session
      const before = told.get(id)
      if (session === undefined) {
        if (told.delete(id)) removed.push(id)
        continue
      }
      told.set(id, session)
      if (JSON.stringify(before) !== JSON.stringify(session)) changed.push(session)
    }
    untold.clear()
    return { changed, removed }
  }

  const unknown = (): readonly string[] => [...names].filter((id) => !known.has(id))
  /** What was kept; undefined until it is read, null once it was taken. */
  let prepared: readonly Known[] | null | undefined
  const prepare = (): void => {
    if (prepared === undefined) prepared = kept?.read() ?? []
  }
  /** Takes what was kept for known, the first time. */
  const takeKept = (): boolean => {
    prepare()
    const list = prepared ?? []
    prepared = null
    for (const one of list) if (!known.has(one.session.id)) known.set(one.session.id, one)
    return list.length > 0
  }
  /** Half a list is none: it would be shown as if it were whole. */
  const keepNow = (): void => {
    if (kept === null || !listed) return
    readFolders()
    if (!unkept) return
    // The last used first: these are compared with the disk before the others.
    kept.write([...known.values()].sort((a, b) => b.session.activeAt - a.session.activeAt))
    unkept = false
  }

  return {
    prepare,
    list: async () => {
      unverified = takeKept()
      readFolders()
      if (unverified) {
        await refreshAll([...known.keys()].slice(0, SEEN_FIRST), Infinity)
        await refreshAll(unknown(), FRESH)
      } else await refreshAll(names, Infinity)
      takeChanges()
      for (const [id, { session }] of known) told.set(id, session)
      listed = true
      return [...known.values()].map(({ session }) => session)
    },
    get: (id) => (isListed(id) ? refresh(id) : null),
    isUnverified: () => unverified && known.size > SEEN_FIRST,
    names: () => names,
    keep: () => {
      try {
        keepNow()
      } catch {
        // The next start reads the disk.
      }
    },
    scrub: () => {
      try {
        // What was never listed here can't be written, and may hold what is gone.
        if (listed) keepNow()
        else kept?.remove()
      } catch {
        kept?.remove()
      }
    },
    lookAround: async (at, budget) => {
      // For a list that nobody asks for: main has one of a worker that died.
      prepared = null
      if (unverified || rootTime() !== rootChangedAt) {
        readFolders()
        await refreshAll(unknown(), Infinity)
      }
      if (unverified) {
        await refreshAll([...known.keys()], Infinity)
        unverified = false
      }
      await refreshAll(
        [...at].filter((id) => names.has(id)),
        Infinity,
      )
      if (budget > 0) await refreshAll(goOn(), budget)
      return takeChanges()
    },
  }
}
