import type { ReactNode } from 'react'
import { useT } from '../store/store.ts'
import { useNotes } from './noteContext.ts'

/** The number that leads to a footnote; as it is written when there is none. */
export function NoteMark({ label, written }: { readonly label: string; readonly written: string }): ReactNode {
  const t = useT()
  const { numberOf, goToNote } = useNotes()
  const number = numberOf(label)
  if (number === null) return written
  return (
    <sup className="md-note-mark">
      <button
        type="button"
        data-note-mark={label}
        aria-label={t('reading.note', { number })}
        onClick={() => goToNote(label)}
      >
        {number}
      </button>
    </sup>
  )
}
