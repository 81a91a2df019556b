import { useEffect, useState } from 'react'
import type { ReactNode } from 'react'
import { filterValues } from '../../shared/query.ts'
import type { QueryProblem } from '../../shared/query.ts'
import type { IndexProgress } from '../../shared/search.ts'
import type { Translate } from '../../shared/strings/translateWith.ts'
import { useApp, useT } from '../store/store.ts'
import type { Line } from './lines.ts'
import { searchNow } from './actions.ts'
import { search, useSearch } from './state.ts'

/** Letters that are typed on are not interrupted by a voice (ms). */
const SAID_AFTER = 500

/** How many were found, what was not understood, and how far the index is. */
export function SearchStatus({ lines }: { readonly lines: readonly Line[] }): ReactNode {
  const t = useT()
  const indexing = useApp((state) => state.indexing)
  const problems = useSearch((view) => view.problems)
  const fresh = useSearch((view) => view.fresh)
  const found = useFoundText(lines)
  const news = fresh === 0 ? '' : t('search.fresh', { count: fresh })
  const said = useSaid([found, news, ...problems.map((one) => problemText(t, one))].join(' '))
  return (
    <>
      <div className="search-status">
        <span className="search-count">{found}</span>
        {fresh > 0 && (
          <button type="button" className="btn btn-link search-fresh" onClick={showFresh}>
            {news}
          </button>
        )}
        {indexing !== null && (
          <span className="search-indexing">
            {found !== '' && `${t('search.incomplete')} `}
            {indexingText(t, indexing)}
          </span>
        )}
      </div>
      {problems.map((problem) => (
        <p key={`${problem.name}:${problem.value}`} className="search-problem">
          {problemText(t, problem)}
        </p>
      ))}
      <span className="visually-hidden" role="status">
        {said}
      </span>
    </>
  )
}

/** From the top, where they mostly are; the button that asked for it goes, so the focus goes back to the box. */
function showFresh(): void {
  search.setState((view) => ({ focus: view.focus + 1 }))
  void searchNow()
}

function indexingText(t: Translate, { done, of, sessions }: IndexProgress): string {
  return t('search.indexing', { percent: of === 0 ? 0 : Math.min(99, Math.floor((100 * done) / of)), count: sessions })
}

function problemText(t: Translate, { name, value }: QueryProblem): string {
  switch (name) {
    case 'from':
    case 'is':
    case 'has':
      return t('search.problem.values', { name, value, values: filterValues[name].join(', ') })
    case 'since':
    case 'before':
      return t('search.problem.time', { name, value })
    default:
      return t('search.problem.empty', { name, value })
  }
}

function useFoundText(lines: readonly Line[]): string {
  const t = useT()
  const language = useApp((state) => state.dateLocale)
  const rows = useApp((state) => state.rows)
  const { results, state } = useSearch((view) => view)
  if (state === 'idle' || state === 'failed') return ''
  if (results === null) return t('search.searching')
  // What was found in a session that is gone does not count.
  const there = (sessionId: string): boolean => rows.has(sessionId)
  const hits = results.pages.flat().filter((hit) => there(hit.sessionId)).length
  const sessions = results.sessions.filter(there).length
  const bookmarks = results.bookmarks.filter((one) => there(one.sessionId)).length
  const number = new Intl.NumberFormat(language).format(hits)
  const counted = [
    ...(hits === 0
      ? []
      : [results.next === null ? t('search.count', { count: hits, number }) : t('search.countMore', { number })]),
    ...(sessions === 0 ? [] : [t('search.alsoSessions', { count: sessions })]),
    ...(bookmarks === 0 ? [] : [t('search.alsoBookmarks', { count: bookmarks })]),
  ].join(' · ')
  return lines.length === 0 && state === 'searching' ? t('search.searching') : counted
}

function useSaid(text: string): string {
  const [said, setSaid] = useState('')
  useEffect(() => {
    const timer = setTimeout(() => setSaid(text), SAID_AFTER)
    return () => clearTimeout(timer)
  }, [text])
  return said
}
