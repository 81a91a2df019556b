import { readdirSync, statSync } from 'node:fs'
import { setImmediate } from 'node:timers/promises'
import { AppError } from '../../shared/errors.ts'
import { describe, errorCode, isSessionId, keyOf, look } from './describe.ts'
import type { DiskSession } from './port.ts'

/** How long the worker may be busy with folders before others get their turn (ms). */
const SLICE = 8
/** How many of the newest sessions every look around includes. */
const NEWEST = 200
/** A folder that changed this recently may change again within the same tick of its clock (ms). */
const TICK = 100

/** What changed since it was last told. */
export interface Changes {
  readonly changed: readonly DiskSession[]
  readonly removed: readonly string[]
}

/** The sessions of a home, known as long as their files do not change. */
export interface Home {
  list(): Promise<readonly DiskSession[]>
  get(id: string): DiskSession | null
  /**
   * Looks for changes: at new and gone folders, at the newest sessions, and for `budget` milliseconds at the others in
   * turn.
   */
  lookAround(budget: number): Promise<Changes>
}

interface Known {
  readonly key: string
  readonly session: DiskSession
  readonly touchedAt: number
}

/** @param root the folder session-state of a home; it need not exist */
export function createHome(root: string, now: () => number): Home {
  const known = new Map<string, Known>()
  /** What the other side has been told, by id. */
  const told = new Map<string, DiskSession>()
  let rootChangedAt: number | null = null
  let newest: readonly string[] | null = null
  let turn = 0

  /** Looks at one folder, reads it if it changed; null when it is no session or gone. */
  const refresh = (id: string): DiskSession | null => {
    const state = look(root, id)
    if (state === null) {
      if (known.delete(id)) newest = null
      return null
    }
    const key = keyOf(state)
    const before = known.get(id)
    // Whether a file may be read can change without any trace of it in what was compared.
    if (before?.key === key && before.session.problem?.code !== 'unreadable') return before.session
    const session = describe(root, state)
    known.set(id, { key, session, touchedAt: Math.max(state.log?.mtimeMs ?? 0, state.workspace?.mtimeMs ?? 0) })
    newest = null
    return session
  }

  const folderNames = (): readonly string[] => {
    try {
      return readdirSync(root).filter(isSessionId)
    } catch (error) {
      const code = errorCode(error)
      if (code === 'ENOENT' || code === 'ENOTDIR') return []
      throw new AppError('readFailed', code, { cause: error })
    }
  }
  const rootChanged = (): boolean => {
    const changedAt = statSync(root, { throwIfNoEntry: false })?.mtimeMs ?? 0
    const changed = changedAt !== rootChangedAt
    rootChangedAt = now() - changedAt < TICK ? null : changedAt
    return changed
  }

  const refreshAll = async (ids: Iterable<string>, budget: number): Promise<number> => {
    let count = 0
    let sliceEnd = performance.now() + SLICE
    const end = performance.now() + budget
    for (const id of ids) {
      refresh(id)
      count += 1
      const time = performance.now()
      if (time >= end) break
      if (time < sliceEnd) continue
      await setImmediate()
      sliceEnd = performance.now() + SLICE
    }
    return count
  }

  const takeChanges = (): Changes => {
    const changed: DiskSession[] = []
    for (const { session } of known.values()) {
      const before = told.get(session.id)
      // The same object: nothing on the disk changed, and comparing thousands costs nothing.
      if (before === session) continue
      told.set(session.id, session)
      if (JSON.stringify(before) !== JSON.stringify(session)) changed.push(session)
    }
    const removed = [...told.keys()].filter((id) => !known.has(id))
    for (const id of removed) told.delete(id)
    return { changed, removed }
  }

  return {
    list: async () => {
      rootChangedAt = null
      const names = folderNames()
      await refreshAll(names, Infinity)
      const there = new Set(names)
      for (const id of known.keys()) if (!there.has(id)) known.delete(id)
      takeChanges()
      return [...known.values()].map(({ session }) => session)
    },
    get: (id) => (isSessionId(id) ? refresh(id) : null),
    lookAround: async (budget) => {
      if (rootChanged()) {
        const names = folderNames()
        const there = new Set(names)
        for (const id of known.keys()) if (!there.has(id)) known.delete(id)
        await refreshAll(
          names.filter((id) => !known.has(id)),
          Infinity,
        )
      }
      newest ??= [...known.entries()]
        .toSorted(([, a], [, b]) => b.touchedAt - a.touchedAt)
        .slice(0, NEWEST)
        .map(([id]) => id)
      await refreshAll(newest, Infinity)
      const others = [...known.keys()]
      turn = turn < others.length ? turn : 0
      turn += await refreshAll(others.slice(turn), budget)
      return takeChanges()
    },
  }
}
