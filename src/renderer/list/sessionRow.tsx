import Pin from 'lucide-react/icons/pin'
import { memo } from 'react'
import type { ReactNode } from 'react'
import type { SessionRow } from '../../shared/model.ts'
import { selectRow, useApp, useT } from '../store/store.ts'
import { Glyph } from '../ui/glyph.tsx'
import '../ui/tag.css'
import { ageLabel } from './age.ts'
import { glyphOf, modelLabel, noteText, secondLine, titleOf } from './labels.ts'

/** The id of a row's element. */
export function rowElementId(id: string): string {
  return `session-${id}`
}

/** One session of the list: its own subscriber, so that a change of one row renders one row. */
export const Row = memo(function Row({
  id,
  position,
  total,
  tabbable,
}: {
  readonly id: string
  readonly position: number
  readonly total: number
  readonly tabbable: boolean
}): ReactNode {
  const t = useT()
  const row = useApp(selectRow(id))
  const selected = useApp((state) => state.place.kind === 'session' && state.place.id === id)
  const age = useApp((state) => (row === undefined ? '' : ageLabel(row.activeAt, state.now, state.dateLocale, state.t)))
  const model = useApp((state) =>
    row === undefined ? null : modelLabel(state.t, state.providers, row.providerId, row.model),
  )
  // A session that is gone leaves its place until the order follows: nothing moves under the pointer.
  if (row === undefined) return <div className="row row-gone" />

  const state = glyphOf(row)
  return (
    <div
      id={rowElementId(id)}
      data-session-id={id}
      className={`row ${selected ? 'row-selected' : ''} ${row.unread ? 'row-unread' : ''}`}
      role="option"
      aria-selected={selected}
      aria-posinset={position}
      aria-setsize={total}
      tabIndex={tabbable ? 0 : -1}
    >
      <Glyph state={state} />
      <div className="row-first">
        <div className="row-title">
          {titleOf(t, row)}
          {row.problem === null && state !== 'idle' && (
            <span className="visually-hidden"> ({t(`state.${state}`)})</span>
          )}
        </div>
        {row.pinned && (
          <span className="row-pin">
            <Pin aria-hidden="true" />
            <span className="visually-hidden">{t('marks.pinned')}</span>
          </span>
        )}
        <time>{age}</time>
      </div>
      <div className="row-second">
        <SecondLine row={row} model={model} />
        {row.tags.length > 0 && (
          <span className="row-tags">
            {row.tags.slice(0, 2).map((tag) => (
              <span key={tag} className="tag">
                {tag}
              </span>
            ))}
          </span>
        )}
        {row.hasDraft && <span className="row-draft">{t('list.draft')}</span>}
      </div>
    </div>
  )
})

function SecondLine({ row, model }: { readonly row: SessionRow; readonly model: string | null }): ReactNode {
  const t = useT()
  if (row.note === null || row.state === 'running') {
    return <div className="row-line">{secondLine(t, row, model).join(' · ')}</div>
  }
  const note = noteText(t, row.note, row.folder)
  return (
    <div className={`row-line row-note-${row.note.kind}`}>
      {note.text}
      {note.code !== null && (
        <>
          {' '}
          <code>{note.code}</code>
        </>
      )}
    </div>
  )
}
