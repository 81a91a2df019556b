import type { Carried } from './model/turn.ts'

/** The element that holds the history of another session within the text that a model is given. */
const TAG = 'conversation_history'
/** As far into a message as it is looked for, in characters: only what the runtime adds stands before it. */
const NEAR = 4000
const OPENING = new RegExp(`<${TAG} from="([A-Za-z0-9_-]{1,255})" messages="(\\d{1,9})" of="(\\d{1,9})">`, 'u')

/** A message as a model is given it: the history of another session first, then the person's words. */
export function withHistory(history: string, { from, messages, of }: Carried, words: string): string {
  // What was said must not end the element before its end.
  const inside = history.replaceAll(`</${TAG}`, `<\\/${TAG}`)
  return `<${TAG} from="${from}" messages="${messages}" of="${of}">\n${inside}\n</${TAG}>\n\n${words}`
}

/** What a message carried, read from the text that the model was given; null when nothing, or when the person typed it. */
export function carriedIn(given: string, words: string): Carried | null {
  if (given.length <= words.length) return null
  const [, from, messages, of] = OPENING.exec(given.slice(0, NEAR)) ?? []
  if (from === undefined || OPENING.test(words)) return null
  return { from, messages: Number(messages), of: Number(of) }
}
