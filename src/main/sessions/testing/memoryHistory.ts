import { AppError } from '../../../shared/errors.ts'
import { outlineText } from '../../../shared/find.ts'
import type { Turn } from '../../../shared/model/turn.ts'
import type { DiskSession, History } from '../../history/port.ts'

/** A home in memory: sessions appear, change and go as a test says. */
export interface MemoryHistory extends History {
  put(session: Partial<DiskSession> & { readonly id: string }, turns: readonly Turn[]): void
  take(id: string): void
}

/** See {@link MemoryHistory}. */
export function createMemoryHistory(): MemoryHistory {
  const sessions = new Map<string, { readonly disk: DiskSession; readonly turns: readonly Turn[] }>()
  const listeners = new Set<Parameters<History['onChanged']>[0]>()
  const turnsOf = (id: string): readonly Turn[] => {
    const session = sessions.get(id)
    if (session === undefined) throw new AppError('sessionMissing', id)
    return session.turns
  }
  return {
    put: (session, turns) => {
      const disk: DiskSession = {
        name: null,
        userNamed: false,
        title: session.name ?? (session.summary || session.id),
        summary: '',
        folder: null,
        model: 'demo',
        origin: 'sdk',
        clientName: 'retoma',
        createdAt: 1,
        activeAt: 1,
        size: turns.length + 1,
        problem: null,
        ...session,
      }
      sessions.set(session.id, { disk, turns })
      for (const listener of listeners) listener([disk], [])
    },
    take: (id) => {
      sessions.delete(id)
      for (const listener of listeners) listener([], [id])
    },
    list: () => Promise.resolve([...sessions.values()].map((session) => session.disk)),
    get: (id) => Promise.resolve(sessions.get(id)?.disk ?? null),
    read: async ({ id }) => {
      await Promise.resolve()
      return { turns: turnsOf(id), before: null, problem: null }
    },
    around: () => Promise.resolve(null),
    newer: () => Promise.resolve({ turns: [], places: {}, after: null }),
    readAll: async (id) => {
      await Promise.resolve()
      return turnsOf(id)
    },
    prompts: async (id) => {
      await Promise.resolve()
      return turnsOf(id).flatMap(({ id: turnId, at, prompt }) =>
        prompt === null ? [] : [{ turnId, at, text: outlineText(prompt.text) }],
      )
    },
    changes: () => Promise.resolve({ edits: [], turns: [] }),
    diffs: () => Promise.resolve([]),
    texts: {
      open: (key) => Promise.reject(new AppError('outputMissing', key.itemId)),
      rows: () => Promise.resolve([]),
      find: () => Promise.resolve({ total: 0, places: [] }),
      whole: () => Promise.resolve(''),
    },
    sentPicture: () => Promise.resolve(null),
    usage: () => Promise.resolve({ lives: [], compactions: [], context: null }),
    onChanged: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    scrub: () => Promise.resolve(),
    setAttention: () => undefined,
    dispose: () => Promise.resolve(),
  }
}
