/** What is being typed at the caret and can be completed: `/command` at the very beginning, or `@file`. */
export interface Token {
  readonly kind: 'command' | 'file'
  /** From the sign on. */
  readonly start: number
  /** The caret. */
  readonly end: number
  /** Without the sign. */
  readonly query: string
}

/** Nobody types a path that is longer than this; what is before it needs no look. */
const LONGEST = 300

/** What can be completed at the caret; null for anything else. */
export function tokenAt(text: string, caret: number): Token | null {
  if (text.startsWith('/')) {
    const typed = text.slice(0, Math.min(caret, LONGEST))
    if (caret > 0 && caret <= LONGEST && /^\/[\w-]*$/u.test(typed))
      return { kind: 'command', start: 0, end: caret, query: typed.slice(1) }
  }
  // An address of mail has its sign within a word.
  const from = Math.max(0, caret - LONGEST)
  const found = /(?:^|[\s([{"'“‘«])@([^\s@]*)$/u.exec(text.slice(from, caret))
  const query = found?.[1]
  if (query === undefined) return null
  return { kind: 'file', start: caret - query.length - 1, end: caret, query }
}
