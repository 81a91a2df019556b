/** How many tokens a text has, as far as that can be told without the tokenizer of the model. */
export interface Estimate {
  /** It is certainly no less than this. */
  readonly least: number
  readonly likely: number
}

/** How much more a message has than the model takes. */
export interface TooLong {
  /** Tokens, to two digits. */
  readonly by: number
  readonly limit: number
  /** It can't work: it is too long however one counts. */
  readonly certain: boolean
}

/** Counts characters by how tokenizers treat them: words of Latin letters in pieces, most other scripts sign by sign. */
export function estimateTokens(text: string): Estimate {
  let plain = 0
  let dense = 0
  let other = 0
  let inSpace = false
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    const space = code === 32 || (code >= 9 && code <= 13)
    // White space goes with the word behind it, however much there is.
    if (space && inSpace) continue
    inSpace = space
    if (code < 0x250) plain += 1
    else if (code >= 0x2e80 && code < 0xd800) dense += 1
    else other += 1
  }
  return { least: Math.floor(plain / 8 + dense / 2 + other / 4), likely: Math.ceil(plain / 4 + dense + other / 2) }
}

/** The estimate for a file of words that goes along, by its bytes. */
export function estimateBytes(bytes: number): Estimate {
  return { least: Math.floor(bytes / 8), likely: Math.ceil(bytes / 4) }
}

/**
 * Whether all of it together is more than a model takes; null when it is not, or when nobody knows what the model takes.
 * `always`: tokens that go along with whatever is said, as far as they were measured: the system's words and the tools.
 */
export function tooLong(parts: readonly Estimate[], limit: number | null, always = 0): TooLong | null {
  if (limit === null) return null
  const least = parts.reduce((sum, part) => sum + part.least, 0)
  const likely = parts.reduce((sum, part) => sum + part.likely, always)
  if (likely <= limit) return null
  return { by: twoDigits(likely - limit), limit, certain: least > limit }
}

function twoDigits(value: number): number {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(value)) - 1)
  return Math.ceil(value / unit) * unit
}
