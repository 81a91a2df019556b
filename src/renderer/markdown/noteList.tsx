import CornerLeftUp from 'lucide-react/icons/corner-left-up'
import { memo } from 'react'
import type { ReactNode } from 'react'
import { useT } from '../store/store.ts'
import { MarkdownText } from './markdownText.tsx'
import type { Note } from './notes.ts'

/** The footnotes of a text, below it. They have no ids of their own in the page: nothing that a model writes can be mistaken for one. */
export const NoteList = memo(function NoteList({
  notes,
  onBack,
}: {
  readonly notes: readonly Note[]
  readonly onBack: (label: string) => void
}): ReactNode {
  const t = useT()
  const defined = notes.filter((note) => note.text !== null)
  if (defined.length === 0) return null
  return (
    <section className="md-notes" aria-label={t('reading.notes')}>
      <ol>
        {defined.map(({ label, number, text }) => (
          <li key={label} value={number} data-note={label} tabIndex={-1}>
            <MarkdownText text={text ?? ''} />
            <button
              type="button"
              className="md-note-back"
              aria-label={t('reading.noteBack', { number })}
              onClick={() => onBack(label)}
            >
              <CornerLeftUp aria-hidden="true" />
            </button>
          </li>
        ))}
      </ol>
    </section>
  )
})
