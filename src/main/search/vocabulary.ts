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
const SLICE = 20_000

/** Every word of the index, to find those that hold a part of a word: FTS5 itself knows whole words and beginnings only. */
export interface Vocabulary {
  /** Reads the words anew when many texts came since they were read; others get their turn meanwhile. */
  refresh(docs: number): Promise<void>
  /** The words that hold a part (see {@link wordsOf}), the shortest first; none when the index has none. */
  holding(part: string): readonly string[]
  forget(): void
}

export function createVocabulary(db: DatabaseSync): Vocabulary {
  const after = db.prepare('SELECT term FROM terms WHERE term > ? ORDER BY term LIMIT ?')
  /** All words, each between two line feeds. */
  let words = '\n'
  let readAt = -1

  return {
    refresh: async (docs) => {
      if (readAt >= 0 && docs <= readAt * 1.02) return
      const pieces: string[] = []
      // In slices, each a query of its own: texts are written meanwhile.
      for (let last = ''; ;) {
        const terms = after.all(last, SLICE).map((row) => String(row['term']))
        // One string for each slice: a million small ones would take several times as much memory for a moment.
        pieces.push(terms.filter((term) => term.length <= LONGEST_WORD).join('\n'))
        last = terms.at(-1) ?? ''
        if (terms.length < SLICE) break
        await setImmediate()
      }
      words = `\n${pieces.filter((piece) => piece !== '').join('\n')}\n`
      readAt = docs
    },
    holding: (part) => {
      if (part.length < SHORTEST_PART) return [part]
      const found: string[] = []
      for (let at = words.indexOf(part); at >= 0;) {
        const end = words.indexOf('\n', at)
        found.push(words.slice(words.lastIndexOf('\n', at) + 1, end))
        at = words.indexOf(part, end)
      }
      return found.toSorted((a, b) => a.length - b.length).slice(0, MOST_HOLDERS)
    },
    forget: () => {
      words = '\n'
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
