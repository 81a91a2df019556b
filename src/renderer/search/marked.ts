import { fold } from '../../shared/fold.ts'
import { parseQuery } from '../../shared/query.ts'
import type { SearchHit, SearchPlace, SearchKind, Snippet } from '../../shared/search.ts'
import type { FindOptions, FindPart } from '../../shared/find.ts'

/** A piece of a snippet. */
export interface Piece {
  readonly text: string
  readonly marked: boolean
}

/** A snippet on one line, piece by piece. */
export function piecesOf({ text, marks }: Snippet): readonly Piece[] {
  const pieces: Piece[] = []
  const put = (from: number, to: number, marked: boolean): void => {
    const piece = text.slice(from, to).replace(/\s+/gu, ' ')
    if (piece !== '') pieces.push({ text: piece, marked })
  }
  let at = 0
  for (let mark = 0; mark + 1 < marks.length; mark += 2) {
    const [start = 0, end = 0] = [marks[mark], marks[mark + 1]]
    put(at, start, false)
    put(start, end, true)
    at = end
  }
  put(at, text.length, false)
  return pieces
}

const plain: FindOptions = { matchCase: false, wholeWord: false, regex: false }

/** How the words of a hit are found in its conversation; null when the query has none. */
export function findFor(
  query: string,
  place: SearchPlace | undefined,
): { readonly query: string; readonly options: FindOptions } | null {
  const { terms: all, filters } = parseQuery(query, 0)
  const words = all.flatMap((term) => (term.not ? [] : [term.text]))
  // Without words it is the file that it was found by.
  const files = filters.flatMap((one) => (one.name === 'file' && !one.not ? [one.value] : []))
  const terms = words.length > 0 ? words : files
  const [first] = terms
  if (first === undefined) return null
  const pieces = piecesOf(place?.snippet ?? { text: '', marks: [] })
  const marked = pieces.flatMap((piece) => (piece.marked ? [piece.text.trim()] : []))
  const plainly = { query: first, options: plain }
  if (terms.length === 1) {
    // Signs between words make no difference to what is found: what stands there may have others than were typed.
    const there = place === undefined || marked.length === 0 || fold(place.snippet.text).includes(fold(first))
    return there ? plainly : { query: [...new Set(runsOf(pieces))].join('|'), options: { ...plain, regex: true } }
  }
  // As they stand there: a pattern makes a difference between letters with and without accents.
  const told = [...new Set(marked.length === 0 ? terms.map((term) => term.trim()) : marked)]
  if (told.length === 1) return { ...plainly, query: told[0] ?? first }
  return { query: told.map(escaped).join('|'), options: { ...plain, regex: true } }
}

/** Patterns for what is marked, as many of them together as stand anywhere with nothing but signs between them. */
function runsOf(pieces: readonly Piece[]): readonly string[] {
  const runs: string[][] = []
  let open = false
  for (const { text, marked } of pieces) {
    if (!marked) open &&= !letter.test(text)
    else if (open) runs.at(-1)?.push(escaped(text.trim()))
    else runs.push([escaped(text.trim())])
    open ||= marked
  }
  const most = Math.max(...runs.map((run) => run.length))
  return runs.filter((run) => run.length === most).map((run) => run.join(signs))
}
const letter = /[\p{L}\p{N}]/u
const signs = String.raw`[^\p{L}\p{N}]+`

const parts: Readonly<Record<SearchKind, FindPart>> = {
  prompt: 'prompt',
  answer: 'text',
  reasoning: 'reasoning',
  question: 'question',
  input: 'subject',
  output: 'output',
  summary: 'text',
}

/** From where on the words are looked for, so that those of the hit are met first. */
export function startOf(
  hit: SearchHit,
  place: SearchPlace | undefined,
): { readonly turnId: string; readonly itemId: string | null; readonly part: FindPart } {
  const itemId = place?.itemId ?? null
  // Where the item is not known it is the whole turn.
  return { turnId: hit.turnId, itemId, part: itemId === null ? 'prompt' : parts[hit.kind] }
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/gu, String.raw`\$&`).replaceAll(' ', String.raw`\s+`)
}
