import type { SessionEvent } from '../../shared/events.ts'
import { searchKinds, type SearchKind } from '../../shared/search.ts'

/** A text of a conversation that can be found. */
export interface Unit {
  readonly kind: SearchKind
  /** The item that it stands in; null for a prompt. */
  readonly itemId: string | null
  readonly at: number
  readonly text: string
}

/** Longer texts are indexed in pieces, so that a hit leads to its place (UTF-16 units). */
const PIECE = 32_768
/** A word that lies across the end of a piece is whole in the next one. */
const OVERLAP = 128

/** What of one translated event can be found; most events give nothing. */
export function unitsOf(event: SessionEvent): readonly Unit[] {
  switch (event.type) {
    case 'turnStarted': {
      if (event.prompt === null) return []
      const text = [event.prompt.text, ...event.prompt.attachments].join('\n')
      return [{ kind: 'prompt', itemId: null, at: event.at, text }]
    }
    case 'messageCompleted': {
      const { itemId, at } = event
      return [
        { kind: 'reasoning', itemId, at, text: event.reasoning },
        { kind: 'answer', itemId, at, text: event.text },
      ]
    }
    case 'toolStarted':
      return [{ kind: 'input', itemId: event.itemId, at: event.at, text: inputText(event.input, event.subject) }]
    case 'toolFinished':
      return [{ kind: 'output', itemId: event.itemId, at: event.at, text: event.output }]
    case 'requestOpened':
      return event.request.kind === 'question'
        ? [{ kind: 'question', itemId: event.request.id, at: event.at, text: event.request.question }]
        : []
    case 'noticeAdded':
      return event.notice.kind === 'compacted'
        ? [{ kind: 'summary', itemId: event.itemId, at: event.at, text: event.notice.summary }]
        : []
    default:
      return []
  }
}

/** The pieces in which a text is indexed; one for all but the longest. */
export function piecesOf(text: string): readonly string[] {
  if (text.length <= PIECE) return [text]
  const pieces: string[] = []
  for (let start = 0; start < text.length; start += PIECE) {
    pieces.push(text.slice(Math.max(0, start - OVERLAP), start + PIECE))
  }
  return pieces
}

/** How a kind is written in the index. */
export function kindNumber(kind: SearchKind): number {
  return searchKinds.indexOf(kind)
}

/** The arguments of a tool as one reads them: in JSON, line breaks and quotes would hide where words begin. */
function inputText(input: string, subject: string): string {
  try {
    const values = stringsIn(JSON.parse(input))
    return values.length === 0 ? subject : values.join('\n')
  } catch {
    return input === '' ? subject : input
  }
}

function stringsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value]
  if (typeof value === 'number') return [String(value)]
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(stringsIn)
}
