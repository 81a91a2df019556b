import { useEffect, useRef, useState } from 'react'
import type { ReactNode } from 'react'
import { MAX_NOTES } from '../../shared/model/session.ts'
import type { SessionRow } from '../../shared/model/session.ts'
import { flushNotes, notesOf, saveNotes } from '../store/marks.ts'
import { useT } from '../store/store.ts'
import { focusIfWished, NOTES_ID } from '../ui/focus.ts'

/** What a person writes about a session for themselves; kept while they write. */
export function Notes({ row }: { readonly row: SessionRow }): ReactNode {
  const t = useT()
  const box = useRef<HTMLTextAreaElement>(null)
  const [text, setText] = useState(() => notesOf(row))
  const [stored, setStored] = useState(row.notes)
  // What comes from elsewhere is shown, unless something is being written here.
  if (stored !== row.notes) {
    setStored(row.notes)
    setText(notesOf(row))
  }

  useEffect(() => {
    if (box.current !== null) focusIfWished(box.current)
    return flushNotes
  }, [])

  return (
    <label className="marks-field">
      <span className="marks-name">{t('marks.notes')}</span>
      <textarea
        ref={box}
        id={NOTES_ID}
        className="input marks-notes"
        rows={2}
        maxLength={MAX_NOTES}
        placeholder={t('marks.notesPlaceholder')}
        value={text}
        onChange={(event) => {
          setText(event.target.value)
          saveNotes(row.id, event.target.value)
        }}
        onBlur={flushNotes}
      />
    </label>
  )
}
