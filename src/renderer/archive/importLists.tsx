import TriangleAlert from 'lucide-react/icons/triangle-alert'
import type { ReactNode } from 'react'
import type { ErrorCode } from '../../shared/errors.ts'
import type { ItemResult } from '../../shared/model/keeping.ts'
import type { Translate } from '../../shared/strings/translateWith.ts'
import { useT } from '../store/store.ts'

/** More lines than this are counted, not listed. */
const MOST = 500

/** What became of each: where it is, and what it had to leave behind. */
export function ResultList({ results }: { readonly results: readonly ItemResult[] }): ReactNode {
  const t = useT()
  return (
    <Lines
      label={t('import.results')}
      lines={results.map((result) => ({
        name: result.id,
        bad: whatFailed(result.error, t),
        text: wordsOf(result, t),
      }))}
    />
  )
}

interface Line {
  readonly name: string
  /** What is wrong with it; null where nothing is. */
  readonly bad: string | null
  readonly text: string
}

function Lines({ label, lines }: { readonly label: string; readonly lines: readonly Line[] }): ReactNode {
  const t = useT()
  if (lines.length === 0) return null
  // What needs a look comes first; all else is as it was asked for.
  const shown = [...lines].sort((a, b) => Number(b.bad !== null) - Number(a.bad !== null)).slice(0, MOST)
  return (
    <ul className="dialog-list import-results" tabIndex={0} aria-label={label}>
      {shown.map(({ name, text, bad }) => (
        <li key={name} data-bad={bad === null ? undefined : ''}>
          {bad !== null && <TriangleAlert aria-hidden="true" />}
          <span className="import-name" title={name}>
            {shortName(name)}
          </span>
          <span>
            {bad !== null && <span className="import-bad">{bad}</span>} {text}
          </span>
        </li>
      ))}
      {lines.length > MOST && <li>{t('import.more', { count: lines.length - MOST })}</li>}
    </ul>
  )
}

/** The last part of a path. */
export function shortName(name: string): string {
  return name.split(/[\\/]/).at(-1) ?? name
}

/** What a person can do about it; nothing where nothing is wrong. */
export function whyNot(error: ItemResult['error'], t: Translate): string {
  if (error === null) return ''
  return t(`error.${error.code as ErrorCode}.help`, { detail: error.message })
}

/** What is wrong; null where nothing is. */
export function whatFailed(error: ItemResult['error'], t: Translate): string | null {
  return error === null ? null : `${t(`error.${error.code as ErrorCode}`, { detail: error.message })}.`
}

function wordsOf({ error, imported }: ItemResult, t: Translate): string {
  if (error !== null) return whyNot(error, t)
  if (imported === undefined) return ''
  return [
    t(imported.renamed ? 'import.renamed' : 'import.kept.id', { id: imported.sessionId }),
    ...(imported.as === 'whole' ? [] : [t(imported.as === 'unsent' ? 'import.unsent' : 'import.fromMessages')]),
    ...(imported.late === true ? [t('import.late')] : []),
    ...(imported.leftOut === 0 ? [] : [t('import.leftOut', { count: imported.leftOut })]),
    ...(imported.tools === 0 ? [] : [t('import.tools', { count: imported.tools })]),
  ].join(' ')
}
