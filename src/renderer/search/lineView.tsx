import { memo, useMemo } from 'react'
import type { ReactNode } from 'react'
import type { SearchHit } from '../../shared/search.ts'
import { ageLabel } from '../list/age.ts'
import { folderName } from '../../shared/folderName.ts'
import { glyphOf, titleOf } from '../list/labels.ts'
import { plainWords } from '../markdown/plain.ts'
import { useApp, useT } from '../store/store.ts'
import { Glyph } from '../ui/glyph.tsx'
import { MarkIcon } from '../ui/markIcon.tsx'
import { lineElementId } from './lines.ts'
import type { Line } from './lines.ts'
import { Marked, whoOf } from './snippetView.tsx'
import { useSearch } from './state.ts'
import { tellingNote } from './tellingNote.ts'

/** One line of the results. */
export const LineView = memo(function LineView({
  line,
  chosen,
  position,
  total,
}: {
  readonly line: Line
  readonly chosen: boolean
  readonly position: number
  readonly total: number
}): ReactNode {
  const t = useT()
  if (line.kind === 'heading') return <div className="search-heading">{t(`search.${line.of}`)}</div>
  if (line.kind === 'group') return <GroupLine sessionId={line.sessionId} />
  const option = {
    id: lineElementId(line.id),
    'data-line': line.id,
    role: 'option',
    'aria-selected': chosen,
    'aria-posinset': position,
    'aria-setsize': total,
    className: `search-line search-${line.kind}`,
  } as const
  switch (line.kind) {
    case 'session':
      return (
        <div {...option}>
          <SessionLine sessionId={line.sessionId} />
        </div>
      )
    case 'bookmark': {
      const { name, description, snippet, createdAt, sessionId, colour } = line.bookmark
      return (
        <div {...option}>
          <MarkIcon colour={colour} />
          <span className="search-name">{name}</span>
          <span className="search-rest">{description === '' ? plainWords(snippet) : description}</span>
          <span className="search-rest search-where">
            <TitleOf sessionId={sessionId} />
          </span>
          <Age at={createdAt} />
        </div>
      )
    }
    case 'hit':
      return (
        <div {...option}>
          <HitLine hit={line.hit} />
        </div>
      )
    case 'more':
      return (
        <div {...option}>
          {line.part === 'sessions' || line.part === 'bookmarks'
            ? t('search.more', { count: line.count })
            : t('search.moreIn', { count: line.count })}
        </div>
      )
    case 'older':
      return (
        <div {...option}>
          <OlderLine />
        </div>
      )
  }
})

function OlderLine(): ReactNode {
  const t = useT()
  return t(useSearch((view) => view.loadingOlder) ? 'search.loadingOlder' : 'search.older')
}

function TitleOf({ sessionId }: { readonly sessionId: string }): ReactNode {
  const t = useT()
  const row = useApp((state) => state.rows.get(sessionId))
  return row === undefined ? sessionId : titleOf(t, row)
}

function GroupLine({ sessionId }: { readonly sessionId: string }): ReactNode {
  const folder = useApp((state) => state.rows.get(sessionId)?.folder ?? null)
  const activeAt = useApp((state) => state.rows.get(sessionId)?.activeAt ?? 0)
  return (
    <div className="search-heading search-group">
      <span className="search-title">
        <TitleOf sessionId={sessionId} />
      </span>
      {folder !== null && <span className="search-rest">{folderName(folder)}</span>}
      <Age at={activeAt} />
    </div>
  )
}

function SessionLine({ sessionId }: { readonly sessionId: string }): ReactNode {
  const t = useT()
  const row = useApp((state) => state.rows.get(sessionId))
  const query = useSearch((view) => view.results?.query ?? '')
  const note = useMemo(() => (row === undefined ? null : tellingNote(row, query)), [row, query])
  if (row === undefined) return sessionId
  return (
    <>
      <Glyph state={glyphOf(row)} />
      <span className="search-name">{titleOf(t, row)}</span>
      {note === null ? (
        <span className="search-rest">{[row.id, ...row.tags].join(' · ')}</span>
      ) : (
        <span className="search-rest search-note">
          {t('search.note')} <Marked snippet={note} />
        </span>
      )}
      {row.folder !== null && <span className="search-rest search-where">{folderName(row.folder)}</span>}
      <Age at={row.activeAt} />
    </>
  )
}

function HitLine({ hit }: { readonly hit: SearchHit }): ReactNode {
  const t = useT()
  const place = useSearch((view) => view.results?.places.get(hit.key))
  const gone = useSearch((view) => view.results?.gone.has(hit.key) ?? false)
  const tool = hit.kind === 'input' || hit.kind === 'output'
  return (
    <>
      <span className={`search-who ${tool ? 'search-tool' : ''}`} data-kind={hit.kind}>
        {whoOf(t, hit)}
      </span>
      <span className="search-snippet">
        {place === undefined ? <i>{t(gone ? 'search.gone' : 'search.reading')}</i> : <Marked snippet={place.snippet} />}
      </span>
      {/* The heading is not read with it. */}
      <span className="visually-hidden">
        , <TitleOf sessionId={hit.sessionId} />,{' '}
      </span>
      <Age at={hit.at} />
    </>
  )
}

function Age({ at }: { readonly at: number }): ReactNode {
  const t = useT()
  const now = useApp((state) => state.now)
  const language = useApp((state) => state.dateLocale)
  return <time className="search-age">{ageLabel(at, Math.max(now, at), language, t)}</time>
}
