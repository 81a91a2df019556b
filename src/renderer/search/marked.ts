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
  const terms = parseQuery(query, 0).terms.filter((term) => !term.not)
  const [first] = terms
  if (first === undefined) return null
  if (terms.length === 1) return { query: first.text, options: plain }
  // As they stand there: a pattern makes a difference between letters with and without accents.
  const marked = piecesOf(place?.snippet ?? { text: '', marks: [] }).flatMap((piece) =>
    piece.marked ? [piece.text] : [],
  )
  const words = [...new Set((marked.length === 0 ? terms.map((term) => term.text) : marked).map((one) => one.trim()))]
  if (words.length === 1) return { query: words[0] ?? first.text, options: plain }
  return { query: words.map(escaped).join('|'), options: { ...plain, regex: true } }
}

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
