import Archive from 'lucide-react/icons/archive'
import Pin from 'lucide-react/icons/pin'
import { memo } from 'react'
import type { ReactNode } from 'react'
import type { SessionRow } from '../../shared/model/session.ts'
import { selectRow, useApp, useT } from '../store/store.ts'
import { Glyph } from '../ui/glyph.tsx'
import { TagLabel } from '../ui/tagLabel.tsx'
import { ageLabel } from './age.ts'
import { glyphOf, modelLabel, noteText, secondLine, titleOf } from './labels.ts'
import { rowElementId } from './rowElement.ts'
import './sessionRow.css'

/** So many tags are shown: more would take the room of the words. */
const MOST_TAGS = 3

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
  const beside = useApp(
    ({ place, panes }) =>
      panes.length > 1 && place.kind === 'session' && !selected && panes.some((pane) => pane.id === id),
  )
  const choosing = useApp((state) => state.selecting || state.selection.size > 0)
  const chosen = useApp((state) => state.selection.has(id))
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
      // Where one goes on when a button beside the list is gone.
      data-first-focus={tabbable ? '' : undefined}
      className={`row ${selected ? 'row-selected' : ''} ${beside ? 'row-beside' : ''} ${row.unread ? 'row-unread' : ''} ${chosen ? 'row-chosen' : ''}`}
      role="option"
      aria-selected={choosing ? chosen : selected}
      aria-current={choosing && selected ? 'true' : undefined}
      aria-posinset={position}
      aria-setsize={total}
      tabIndex={tabbable ? 0 : -1}
    >
      {choosing ? <Box checked={chosen} /> : <Glyph state={state} />}
      <div className="row-first">
        <div className="row-title" data-whole={titleOf(t, row)}>
          {titleOf(t, row)}
          {row.problem === null && state !== 'idle' && (
            <span className="visually-hidden"> ({t(`state.${state}`)})</span>
          )}
          {beside && <span className="visually-hidden"> ({t('panes.shown')})</span>}
        </div>
        {row.archived && (
          <span className="row-pin">
            <Archive aria-hidden="true" />
            <span className="visually-hidden">{t('list.archived')}</span>
          </span>
        )}
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
          <span className="row-tags" data-tip={row.tags.join(', ')}>
            {row.tags.slice(0, MOST_TAGS).map((tag) => (
              <TagLabel key={tag} tag={tag} />
            ))}
          </span>
        )}
        {row.hasDraft && <span className="row-draft">{t('list.draft')}</span>}
      </div>
    </div>
  )
})

/** Shows whether a session is chosen, where its state stands otherwise. */
function Box({ checked }: { readonly checked: boolean }): ReactNode {
  return (
    <svg className="row-box" viewBox="0 0 16 18" aria-hidden="true" focusable="false">
      <rect
        x="1.5"
        y="2.5"
        width="13"
        height="13"
        rx="3.5"
        fill={checked ? 'currentColor' : 'none'}
        stroke="currentColor"
      />
      {checked && <path className="row-box-tick" d="m4.8 9.2 2.2 2.2 4.2-4.6" fill="none" strokeWidth="1.8" />}
    </svg>
  )
}

function SecondLine({ row, model }: { readonly row: SessionRow; readonly model: string | null }): ReactNode {
  const t = useT()
  if (row.note === null || row.state === 'running') {
    const line = secondLine(t, row, model).join(' · ')
    return (
      <div className="row-line" data-whole={line}>
        {line}
      </div>
    )
  }
  const note = noteText(t, row.note, row.folder)
  return (
    <div className={`row-line row-note-${row.note.kind}`} data-whole={`${note.text} ${note.code ?? ''}`.trim()}>
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
