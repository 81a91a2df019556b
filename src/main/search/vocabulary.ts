import type { DatabaseSync } from 'node:sqlite'
import { setImmediate } from 'node:timers/promises'
import { foldQuery } from '../history/foldText.ts'

/** More words than this that hold a part are left out, the longest first. */
const MOST_HOLDERS = 200
/** Longer words are no words: hashes, encoded bytes. */
const LONGEST_WORD = 64
/** A part that is shorter stands in nearly every word (characters). */
const SHORTEST_PART = 2
/** How many words are read at once before others get their turn. */
const SLICE = 4_000
const LINE_FEED = 10

/** Every word of the index, to find those that hold a part of a word: FTS5 itself knows whole words and beginnings only. */
export interface Vocabulary {
  /** Reads the words anew when many texts came since they were read; others get their turn meanwhile. */
  refresh(docs: number): Promise<void>
  /** The words that hold a part (see {@link wordsOf}), those of the fewest bytes first; none when the index has none. */
  holding(part: string): readonly string[]
  forget(): void
}

export function createVocabulary(db: DatabaseSync): Vocabulary {
  const after = db.prepare('SELECT term FROM terms WHERE term > ? ORDER BY term LIMIT ?')
  /** All words, each between two line feeds: as bytes, since strings of them would take the heap several times as much. */
  let slices: readonly Buffer[] = []
  let readAt = -1

  return {
    refresh: async (docs) => {
      if (readAt >= 0 && docs <= readAt * 1.02) return
      const read: Buffer[] = []
      // In slices, each a query of its own: texts are written meanwhile.
      for (let last = ''; ;) {
        const terms = after.all(last, SLICE).map((row) => String(row['term']))
        const words = terms.filter((term) => term.length <= LONGEST_WORD)
        if (words.length > 0) read.push(Buffer.from(`\n${words.join('\n')}\n`))
        last = terms.at(-1) ?? ''
        if (terms.length < SLICE) break
        await setImmediate()
      }
      slices = read
      readAt = docs
    },
    holding: (part) => {
      if (part.length < SHORTEST_PART) return [part]
      const wanted = Buffer.from(part)
      // No more of each length than are taken of all: a few letters stand in every tenth word of a million.
      const byLength = new Map<number, string[]>()
      for (const words of slices) {
        for (let at = words.indexOf(wanted); at >= 0;) {
          const start = words.lastIndexOf(LINE_FEED, at) + 1
          const end = words.indexOf(LINE_FEED, at)
          const alike = byLength.get(end - start) ?? []
          if (alike.length < MOST_HOLDERS) alike.push(words.toString('utf8', start, end))
          byLength.set(end - start, alike)
          at = words.indexOf(wanted, end)
        }
      }
      return [...byLength]
        .toSorted(([a], [b]) => a - b)
        .flatMap(([, alike]) => alike)
        .slice(0, MOST_HOLDERS)
    },
    forget: () => {
      slices = []
      readAt = -1
    },
  }
}

/** What was typed, as the index writes words: without case and accents, cut at every sign. */
export function wordsOf(typed: string): readonly string[] {
  return foldQuery(typed, 'loose')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((part) => part !== '')
}
