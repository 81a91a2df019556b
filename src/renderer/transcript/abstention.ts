/** The mark by which a model says that it does not answer. */
const mark = '[[POR_ABSTAIN]]'

/** An answer that abstains, with the raw text. */
export interface Abstention {
  readonly abstained: boolean
  /** What is shown as an answer: nothing when it abstained, and never the beginning of the mark while it streams. */
  readonly text: string
  readonly raw: string
}

/** Tells an abstention from an answer, also while it streams: the mark may have come half. */
export function splitAbstention(text: string, complete: boolean): Abstention {
  if (text.includes(mark)) return { abstained: true, text: '', raw: text }
  return { abstained: false, text: complete ? text : withoutHalfMark(text), raw: text }
}

function withoutHalfMark(text: string): string {
  for (let length = Math.min(mark.length - 1, text.length); length > 0; length -= 1) {
    if (text.endsWith(mark.slice(0, length))) return text.slice(0, -length)
  }
  return text
}
