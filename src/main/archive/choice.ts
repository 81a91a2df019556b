import { AppError } from '../../shared/errors.ts'
import type { Bookmark } from '../../shared/model/opened.ts'
import type { Turn } from '../../shared/model/turn.ts'
import type { ExportFormat } from '../../shared/exporting.ts'
import { contextBetween, contextSince, upTo } from './context.ts'
import { toMessages, type ExportedMessage } from './messages.ts'

/** What of a conversation is written. */
export type Range =
  | { readonly kind: 'all' }
  /** What came after a bookmark; up to another one and with it, where that is not null. */
  | { readonly kind: 'since'; readonly bookmark: Bookmark; readonly until: Bookmark | null }
  /** Turns, the first and the last included; null: from the beginning, to the end. */
  | { readonly kind: 'between'; readonly from: string | null; readonly to: string | null }
  | { readonly kind: 'bookmarked' }

/** What is written, and how. */
export interface Choice {
  readonly format: ExportFormat
  readonly range: Range
  readonly tools: boolean
  readonly reasoning: boolean
  /** Likely secrets are struck out. */
  readonly redact: boolean
}

/** Whether a file is to carry all that it takes to go on with the session. */
export function isWhole({ format, range, tools, reasoning }: Choice): boolean {
  return format === 'json' && range.kind === 'all' && tools && reasoning
}

/**
 * The messages that are chosen, in the order in which they were said. Rejects with `bookmarkMissing` or `turnMissing` where a
 * range begins or ends at what is not there.
 */
export async function* chosenMessages(
  turns: AsyncIterable<Turn>,
  { range, tools, reasoning }: Choice,
  bookmarks: readonly Bookmark[],
): AsyncGenerator<ExportedMessage> {
  const marked = new Set(bookmarks.map(({ turnId, itemId }) => itemId ?? turnId))
  for await (const turn of chosenTurns(turns, range)) {
    for (const message of toMessages([turn])) {
      if (range.kind === 'bookmarked' && !marked.has(message.id)) continue
      const { tools: used, requests, reasoning: thought, ...rest } = message
      yield {
        ...rest,
        ...(tools && used !== undefined ? { tools: used } : {}),
        ...(tools && requests !== undefined ? { requests } : {}),
        ...(reasoning && thought !== undefined ? { reasoning: thought } : {}),
      }
    }
  }
}

async function* betweenMarks(
  turns: AsyncIterable<Turn>,
  since: Bookmark,
  until: Bookmark | null,
): AsyncGenerator<Turn> {
  let begun = false
  for await (const turn of turns) {
    const first = turn.id === since.turnId
    if (until?.turnId === turn.id && (begun || first)) {
      yield* first ? contextBetween([turn], { since, until }) : [upTo(turn, until)]
      return
    }
    if (begun) yield turn
    else if (first) yield* contextSince([turn], since)
    begun ||= first
  }
  if (!begun || until !== null) throw new AppError('bookmarkMissing', (begun ? until : since)?.name ?? since.name)
}

async function* chosenTurns(turns: AsyncIterable<Turn>, range: Range): AsyncGenerator<Turn> {
  if (range.kind === 'since') {
    yield* betweenMarks(turns, range.bookmark, range.until)
    return
  }
  if (range.kind !== 'between') {
    yield* turns
    return
  }
  let begun = range.from === null
  for await (const turn of turns) {
    begun ||= turn.id === range.from
    if (begun) yield turn
    if (begun && turn.id === range.to) return
  }
  if (!begun || range.to !== null) throw new AppError('turnMissing', range.to ?? range.from ?? '')
}
