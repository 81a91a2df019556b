import type { Carried, Turn } from '../../shared/model/turn.ts'
import { toMessages, type ExportedMessage } from '../archive/messages.ts'

/** The words that stand around the history of another session; they are read by a model, and by whoever exports it. */
export interface HistoryWords {
  /** What this is, and what to do with it. */
  readonly intro: string
  /** Stands in front when not all of it is there. */
  readonly leftOut: (counts: Pick<Carried, 'messages' | 'of'>) => string
  /** Stands above a summary of all that was said. */
  readonly summary: string
  readonly you: string
  readonly copilot: string
}

/** The share of a model's context that history may take, and what a token is counted as, in characters. */
const SHARE = 0.5
const TOKEN = 3
/** What a model of which nothing is known is trusted with, in tokens. */
const UNKNOWN_LIMIT = 32_000

/** How much history a model may be given, in characters; `contextLimit` in tokens, null when it is not known. */
export function historyBudget(contextLimit: number | null): number {
  return Math.floor((contextLimit ?? UNKNOWN_LIMIT) * SHARE * TOKEN)
}

/**
 * The newest messages of a session as Markdown, as many as fit into `budget` characters, whole ones only: of the newest
 * one the end is kept when it alone is too long. A summary stands in front when they are not all there. Null when nothing was said.
 */
export function historyOf(
  from: string,
  turns: readonly Turn[],
  budget: number,
  words: HistoryWords,
  summary: string | null = null,
): { readonly text: string; readonly carried: Carried } | null {
  const said = toMessages(turns).flatMap((message) => {
    const text = messageText(message, words)
    return text === null ? [] : [text]
  })
  if (said.length === 0) return null
  const kept: string[] = []
  const whole = said.reduce((sum, text) => sum + text.length, 0) <= budget
  const above = summary === null || whole ? null : `${words.summary}\n\n${summary.slice(0, budget / 2).toWellFormed()}`
  const room = budget - (above?.length ?? 0)
  let size = 0
  for (const text of said.toReversed()) {
    if (kept.length > 0 && size + text.length > room) break
    kept.unshift(text.length > room ? `…${text.slice(text.length - room).toWellFormed()}` : text)
    size += text.length
  }
  const carried = { from, messages: kept.length, of: said.length }
  const gap = kept.length < said.length ? [words.leftOut(carried)] : []
  return { text: [words.intro, ...(above === null ? [] : [above]), ...gap, ...kept].join('\n\n'), carried }
}

/** One message: its text, and a line for each tool; what a tool put out is not repeated. Null when it says nothing. */
function messageText(message: ExportedMessage, words: HistoryWords): string | null {
  const tools = (message.tools ?? []).map(({ name, subject, state }) => `- ${name}: ${oneLine(subject)} (${state})`)
  const files = (message.attachments ?? []).map((path) => `- ${path}`)
  const parts = [tools.join('\n'), message.content.trim(), files.join('\n')].filter((part) => part !== '')
  if (parts.length === 0) return null
  return [`## ${message.role === 'user' ? words.you : words.copilot}`, ...parts].join('\n\n')
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim().slice(0, 300).toWellFormed()
}
