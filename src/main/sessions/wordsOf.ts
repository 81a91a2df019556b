/** The longest words of the runtime that are passed on, in characters. */
const MAX = 400

/**
 * What the runtime itself said of a failure: the message at the root of an error, without the event that it quotes (which
 * holds what was said). Null when there is none.
 */
export function wordsOf(error: unknown): string | null {
  let root: unknown = error
  while (root instanceof Error && root.cause !== undefined) root = root.cause
  if (root === error || !(root instanceof Error)) return null
  const words = root.message.replace(/\bEvent: [^]*$/u, '').trim()
  return words === '' ? null : words.slice(0, MAX).toWellFormed()
}
