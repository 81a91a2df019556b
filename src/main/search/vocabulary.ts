import { DatabaseSync } from 'node:sqlite'
import { setImmediate } from 'node:timers/promises'
import { foldQuery } from '../history/foldText.ts'
import { asIndexed } from './asIndexed.ts'
import { tokenizer } from './schema.ts'

/** More words than this that hold a part are left out, the longest first. */
const MOST_HOLDERS = 200
/** Longer words are no words: hashes, encoded bytes. */
const LONGEST_WORD = 64
/** A part that is shorter stands in nearly every word (characters). */
const SHORTEST_PART = 2
/** How many words are read at once before others get their turn. */
const SLICE = 4_000
/** When so many texts came since all words were read, as a share of those that there were, all are read anew. */
const GROWTH = 0.02
/** So much text that came waits until its words are asked for (UTF-16 units). */
const MOST_WAITING = 256 * 1024
const LINE_FEED = 10

/** Every word of the index, to find those that hold a part of a word: FTS5 itself knows whole words and beginnings only. */
export interface Vocabulary {
  /** Reads the words when they are not known, or many texts came since; others get their turn meanwhile. */
  refresh(docs: number): Promise<void>
  /** Texts came into the index: their words are known at once. */
  hear(texts: readonly string[]): void
  /** The words that hold a part (see {@link wordsOf}), those of the fewest bytes first; none when the index has none. */
  holding(part: string): readonly string[]
  forget(): void
}

export function createVocabulary(db: DatabaseSync): Vocabulary {
  const after = db.prepare('SELECT term FROM terms WHERE term > ? ORDER BY term LIMIT ?')
  /** All words, each between two line feeds: as bytes, since strings of them would take the heap several times as much. */
  let slices: readonly Buffer[] = []
  /** How many texts there were when all words were read; null when they have to be read. */
  let readAt: number | null = null
  let reading: Promise<void> | null = null
  /** What came since: how many texts, their words, and those texts whose words nobody asked for yet. */
  let heard = 0
  let heardSlices: Buffer[] = []
  let waiting: string[] = []
  let waitingSize = 0

  const forgetTexts = (): void => {
    heardSlices = []
    waiting = []
    waitingSize = 0
  }
  const takeIn = (): void => {
    if (waiting.length > 0) heardSlices.push(sliceOf(termsOf(waiting)))
    waiting = []
    waitingSize = 0
  }
  const isGrown = (): boolean => readAt === null || heard > readAt * GROWTH
  const read = async (docs: number): Promise<void> => {
    const all: Buffer[] = []
    // What comes from now on may come behind the place that was read already.
    readAt = docs
    heard = 0
    forgetTexts()
    try {
      // In slices, each a query of its own: texts are written meanwhile.
      for (let last = ''; ;) {
        const terms = after.all(last, SLICE).map((row) => String(row['term']))
        if (terms.length > 0) all.push(sliceOf(terms))
        last = terms.at(-1) ?? ''
        if (terms.length < SLICE) break
        await setImmediate()
      }
      slices = all
    } catch (error) {
      readAt = null
      throw error
    }
  }

  return {
    refresh: async (docs) => {
      if (reading === null && !isGrown()) return
      reading ??= read(docs).finally(() => {
        reading = null
      })
      await reading
    },
    hear: (texts) => {
      if (readAt === null) return
      heard += texts.length
      // All are read anew before they are asked for again.
      if (isGrown() && reading === null) {
        forgetTexts()
        return
      }
      for (const text of texts) {
        waiting.push(text)
        waitingSize += text.length
      }
      if (waitingSize <= MOST_WAITING) return
      try {
        takeIn()
      } catch {
        // Whoever writes the index must not fail by this: all words are read again.
        readAt = null
        forgetTexts()
      }
    },
    holding: (part) => {
      if (part.length < SHORTEST_PART) return [part]
      takeIn()
      const wanted = Buffer.from(part)
      // No more of each length than are taken of all: a few letters stand in every tenth word of a million.
      const byLength = new Map<number, Set<string>>()
      for (const words of [...slices, ...heardSlices]) {
        for (let at = words.indexOf(wanted); at >= 0;) {
          const start = words.lastIndexOf(LINE_FEED, at) + 1
          const end = words.indexOf(LINE_FEED, at)
          const alike = byLength.get(end - start) ?? new Set()
          if (alike.size < MOST_HOLDERS) alike.add(words.toString('utf8', start, end))
          byLength.set(end - start, alike)
          at = words.indexOf(wanted, end)
        }
      }
      return [...byLength]
        .toSorted(([a], [b]) => a - b)
        .flatMap(([, alike]) => [...alike])
        .slice(0, MOST_HOLDERS)
    },
    forget: () => {
      slices = []
      readAt = null
      forgetTexts()
    },
  }
}

/** What was typed, as the index writes words: without case and accents, cut at every sign. */
export function wordsOf(typed: string): readonly string[] {
  return foldQuery(typed, 'loose')
    .toLowerCase()
    .replaceAll('ς', 'σ')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((part) => part !== '')
}

function sliceOf(words: readonly string[]): Buffer {
  return Buffer.from(`\n${words.filter((word) => word.length <= LONGEST_WORD).join('\n')}\n`)
}

/** The words of texts, as FTS5 itself takes them apart. */
function termsOf(texts: readonly string[]): readonly string[] {
  const db = new DatabaseSync(':memory:')
  try {
    db.exec(`CREATE VIRTUAL TABLE words USING fts5(text, content = '', tokenize = "${tokenizer}");
      CREATE VIRTUAL TABLE terms USING fts5vocab('words', 'row'); BEGIN`)
    const add = db.prepare('INSERT INTO words (text) VALUES (?)')
    for (const text of texts) add.run(asIndexed(text))
    return db
      .prepare('SELECT term FROM terms')
      .all()
      .map((row) => String(row['term']))
  } finally {
    db.close()
  }
}
