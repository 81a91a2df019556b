import type { ReactNode } from 'react'
import type { ErrorCode } from '../../shared/errors.ts'
import type { ImportCandidate, ItemResult } from '../../shared/model/keeping.ts'
import type { Translate } from '../../shared/strings/translateWith.ts'
import { useT } from '../store/store.ts'

/** More lines than this are counted, not listed. */
const MOST = 500

/** What there is to import, and of what can't be, why. */
export function CandidateList({ candidates }: { readonly candidates: readonly ImportCandidate[] }): ReactNode {
  const t = useT()
  return (
    <Lines
      label={t('import.candidates')}
      lines={candidates.map(({ name, found, error }) => ({
        name,
        bad: error !== null,
        text: found === null ? whyNot(error, t) : t(`import.as.${found.as}`, { title: found.title }),
      }))}
    />
  )
}

/** What became of each: where it is, and what it had to leave behind. */
export function ResultList({ results }: { readonly results: readonly ItemResult[] }): ReactNode {
  const t = useT()
  return (
    <Lines
      label={t('import.results')}
      lines={results.map((result) => ({ name: result.id, bad: result.error !== null, text: wordsOf(result, t) }))}
    />
  )
}

interface Line {
  readonly name: string
  readonly text: string
  readonly bad: boolean
}

function Lines({ label, lines }: { readonly label: string; readonly lines: readonly Line[] }): ReactNode {
  const t = useT()
  if (lines.length === 0) return null
  // What needs a look comes first; all else is as it was asked for.
  const shown = [...lines].sort((a, b) => Number(b.bad) - Number(a.bad)).slice(0, MOST)
  return (
    <ul className="dialog-list import-results" tabIndex={0} aria-label={label}>
      {shown.map(({ name, text, bad }) => (
        <li key={name}>
          <span className="import-name" title={name}>
            {name.split(/[\\/]/).at(-1)}
          </span>
          <span className={bad ? 'import-bad' : undefined}>{text}</span>
        </li>
      ))}
      {lines.length > MOST && <li>{t('import.more', { count: lines.length - MOST })}</li>}
    </ul>
  )
}

function whyNot(error: ItemResult['error'], t: Translate): string {
  if (error === null) return ''
  const detail = { detail: error.message }
  const code = error.code as ErrorCode
  return `${t(`error.${code}`, detail)}. ${t(`error.${code}.help`, detail)}`
}

function wordsOf({ error, imported }: ItemResult, t: Translate): string {
  if (error !== null) return whyNot(error, t)
  if (imported === undefined) return ''
  return [
    t(imported.renamed ? 'import.renamed' : 'import.kept.id', { id: imported.sessionId }),
    ...(imported.as === 'whole' ? [] : [t(imported.as === 'unsent' ? 'import.unsent' : 'import.fromMessages')]),
    ...(imported.leftOut === 0 ? [] : [t('import.leftOut', { count: imported.leftOut })]),
    ...(imported.tools === 0 ? [] : [t('import.tools', { count: imported.tools })]),
  ].join(' ')
}
