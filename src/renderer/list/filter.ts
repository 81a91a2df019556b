import { fold } from '../../shared/fold.ts'
import type { SessionRow } from '../../shared/model.ts'
import { rowText } from '../../shared/rowText.ts'

/** The words of a filter, folded; none when nothing is filtered. */
export function filterWords(filter: string): readonly string[] {
  return fold(filter)
    .split(/\s+/)
    .filter((word) => word !== '')
}

/** Whether every word stands somewhere in what is known of a session. `model` is the name that is shown. */
export function matchesWords(words: readonly string[], row: SessionRow, model: string): boolean {
  if (words.length === 0) return true
  const text = rowText(row)
  const name = fold(model)
  return words.every((word) => text.includes(word) || name.includes(word))
}
