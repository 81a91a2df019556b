import type { SyntheticEvent } from 'react'
import { changeNewSession, newSessionCaret } from './begin.ts'

type Field = 'topic' | 'id'

/** What an input of the new session's page needs so that its caret is remembered. */
export function caretOf(field: Field): {
  readonly 'data-new-field': Field
  readonly onSelect: (event: SyntheticEvent<HTMLInputElement>) => void
} {
  return {
    'data-new-field': field,
    onSelect: ({ currentTarget: { selectionStart, selectionEnd } }) =>
      changeNewSession({ caret: { field, start: selectionStart ?? 0, end: selectionEnd ?? 0 } }),
  }
}

/** Puts the focus where it was last on the page of a new session: into the title when it was nowhere. */
export function restoreCaret(): void {
  const caret = newSessionCaret()
  const input = document.querySelector<HTMLInputElement>(`[data-new-field="${caret?.field ?? 'topic'}"]`)
  input?.focus()
  if (caret !== null) input?.setSelectionRange(caret.start, caret.end)
}
