/** How a text is looked for in a conversation. */
export interface FindOptions {
  /** Off: case and accents make no difference. On: every character is as it was typed. */
  readonly matchCase: boolean
  readonly wholeWord: boolean
  /** The query is a regular expression, as JavaScript has them with the flag `u`; `^` and `$` are the ends of lines. */
  readonly regex: boolean
}

/** Whose words are looked through: the person's, the answers with their reasoning, what tools did. */
export const findScopes = ['mine', 'answers', 'tools'] as const
export type FindScope = (typeof findScopes)[number]

/** Where in a turn a text stands. */
export type FindPart =
  'prompt' | 'reasoning' | 'text' | 'thinking' | 'question' | 'subject' | 'input' | 'change' | 'output'

/** The hits in one text of a conversation. */
export interface HitGroup {
  readonly turnId: string
  /** Null for the prompt, and for thinking that has no message yet. */
  readonly itemId: string | null
  readonly part: FindPart
  /** Start and end (exclusive) of each hit in turn, in UTF-16 units of that text. */
  readonly places: readonly number[]
}

/** How a search goes. `slow`: the pattern took too long on some text, and the search was ended there. */
export type FindState = 'searching' | 'done' | 'slow' | 'failed'

/** More of what a search found. */
export interface Found {
  readonly run: string
  /** Hits further up than all before, the lowest first. */
  readonly older: readonly HitGroup[]
  /** All hits in the newest turns, from top to bottom, in place of those told before; null when nothing changed there. */
  readonly newest: readonly HitGroup[] | null
  /** Hits further up that are only counted, because there are too many to step through. */
  readonly unlisted: number
  /** The turn down to which everything was looked through; null before the first. */
  readonly reached: string | null
  readonly state: FindState
}

/** One prompt of a conversation, for its outline. */
export interface OutlineLine {
  readonly turnId: string
  readonly at: number
  /** The first line of the prompt. */
  readonly text: string
}

/** The first line of a prompt, as an outline shows it. */
export function outlineText(prompt: string): string {
  return prompt.trimStart().split('\n', 1)[0]?.slice(0, 160).toWellFormed() ?? ''
}
