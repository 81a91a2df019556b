import type { ReadText } from './read.ts'
import type { Batch, IndexedSession, IndexStore } from './store.ts'

/** About so much text becomes one piece of the index: each costs, and has to be merged with others (UTF-16 units). */
const BATCH = 2 * 1024 * 1024
/** About so much of it is put there at once: more would keep a search waiting (UTF-16 units). */
const SLICE = 512 * 1024

type Texts = Batch['texts']
type Reached = Omit<IndexedSession, 'id'>

/** What was read of logs and is on its way into the index. */
export interface Gathered {
  /** Takes texts of a session, and how far it was read with them. */
  add(reached: Reached, texts: readonly ReadText[]): void
  isFull(): boolean
  /** Puts all of it into the index, a slice at a time; durable when it resolves. `rest` is waited for between two of them. */
  flush(rest: () => Promise<void>): Promise<void>
  /** Puts at once what a flush has left: nothing can be removed in the middle of it. */
  finish(): void
  /** Forgets what was read of a session. */
  drop(session: number): void
  /** Forgets all that was not put, also what a flush has left. */
  clear(): void
}

/** See {@link Gathered}. `onPut`: texts were put, and can be found. */
export function createGathered(store: IndexStore, onPut: () => void): Gathered {
  let texts: { session: number; text: ReadText }[] = []
  let sessions = new Map<number, Reached>()
  let size = 0
  let slices: Generator<undefined, undefined> | null = null

  // Only whole parts, together with how far they reach: what a crash cuts is read again, and nothing is there twice.
  function* put(): Generator<undefined, undefined> {
    // In the order of the rowids: whatever goes back makes FTS5 write a piece of its own.
    const ordered = texts.toSorted((a, b) => a.text.at - b.text.at)
    const reached = [...sessions.values()]
    texts = []
    sessions = new Map()
    size = 0
    for (const [index, slice] of slicesOf(ordered).entries()) {
      if (index > 0) yield
      store.put({ texts: slice, sessions: [] })
      onPut()
    }
    store.put({ texts: [], sessions: reached })
    store.keep()
    return undefined
  }

  return {
    add: (reached, read) => {
      sessions.set(reached.n, reached)
      for (const text of read) {
        texts.push({ session: reached.n, text })
        size += text.text.length
      }
    },
    isFull: () => size >= BATCH,
    flush: async (rest) => {
      if (sessions.size === 0) return
      const own = put()
      slices = own
      while (own.next().done !== true) await rest()
      if (slices === own) slices = null
    },
    finish: () => {
      while (slices !== null && slices.next().done !== true);
    },
    drop: (session) => {
      texts = texts.filter((one) => one.session !== session)
      sessions.delete(session)
    },
    clear: () => {
      texts = []
      sessions = new Map()
      size = 0
      slices?.return(undefined)
      slices = null
    },
  }
}

function slicesOf(texts: Texts): readonly Texts[] {
  const slices: Texts[] = []
  let from = 0
  let size = 0
  for (const [index, { text }] of texts.entries()) {
    size += text.text.length
    if (size < SLICE && index < texts.length - 1) continue
    slices.push(texts.slice(from, index + 1))
    from = index + 1
    size = 0
  }
  return slices
}
