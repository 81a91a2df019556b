import TriangleAlert from 'lucide-react/icons/triangle-alert'
import { useId, useMemo, useState } from 'react'
import type { ReactNode } from 'react'
import type { ImportCandidate } from '../../shared/model/keeping.ts'
import { useT } from '../store/store.ts'
import { usePortions } from '../ui/portions.tsx'
import { shortName, whatFailed, whyNot } from './importLists.tsx'

/** With fewer than this one sees what one looks for. */
const MANY = 12

/** What is not imported unless a person says so: of several those that are here already, which would come a second time. */
export function leftAtFirst(importable: readonly ImportCandidate[]): ReadonlySet<string> {
  const here = importable.length < 2 ? [] : importable.filter(({ found }) => found?.here != null)
  return new Set(here.map(({ name }) => name))
}

/** What there is to import, each with a box where there are several, and of what can't be, why. */
export function CandidateList({
  candidates,
  left,
  onLeave,
}: {
  readonly candidates: readonly ImportCandidate[]
  /** The names of those that are not to come. */
  readonly left: ReadonlySet<string>
  readonly onLeave: (left: ReadonlySet<string>) => void
}): ReactNode {
  const t = useT()
  const boxes = useId()
  const [words, setWords] = useState('')
  const met = useMemo(() => {
    const wanted = words.trim().toLowerCase()
    const found = candidates.filter(({ name, found: one }) =>
      `${shortName(name)}\n${one?.title ?? ''}`.toLowerCase().includes(wanted),
    )
    // What needs a look comes first; all else is as it was found.
    return found.toSorted((a, b) => Number(b.error !== null) - Number(a.error !== null))
  }, [candidates, words])
  const { shown, more } = usePortions(met.length, met)
  if (candidates.length === 0) return null
  const choosable = met.flatMap(({ name, found }) => (found === null ? [] : [name]))
  const whole = choosable.every((name) => !left.has(name))
  const several = candidates.filter(({ found }) => found !== null).length > 1
  const leave = (names: readonly string[], out: boolean): void => {
    const next = new Set(left)
    for (const name of names)
      if (out) next.add(name)
      else next.delete(name)
    onLeave(next)
  }
  return (
    <>
      {several && (
        <div className="import-choose">
          {candidates.length >= MANY && (
            <input
              className="input"
              type="text"
              value={words}
              placeholder={t('import.find')}
              aria-label={t('import.find')}
              onChange={(event) => setWords(event.target.value)}
            />
          )}
          <label className="check">
            <input
              type="checkbox"
              checked={whole && choosable.length > 0}
              disabled={choosable.length === 0}
              onChange={() => leave(choosable, whole)}
            />
            {t('import.all', { count: choosable.length })}
          </label>
        </div>
      )}
      <ul className="dialog-list import-results" tabIndex={0} aria-label={t('import.candidates')}>
        {met.slice(0, shown).map(({ name, found, error }) => (
          <li
            key={name}
            data-bad={found === null ? '' : undefined}
            data-tick={several && found !== null ? '' : undefined}
          >
            {found === null ? (
              <TriangleAlert aria-hidden="true" />
            ) : (
              several && (
                <span className="check">
                  <input
                    type="checkbox"
                    id={`${boxes}${name}`}
                    checked={!left.has(name)}
                    aria-label={found.title}
                    onChange={() => leave([name], !left.has(name))}
                  />
                </span>
              )
            )}
            <label className="import-name" htmlFor={`${boxes}${name}`} title={name}>
              {shortName(name)}
            </label>
            <span>
              {found === null ? (
                <>
                  <span className="import-bad">{whatFailed(error, t)}</span> {whyNot(error, t)}
                </>
              ) : (
                <>
                  {t(`import.as.${found.as}`, { title: found.title })}
                  {found.here !== null && <>. {t('import.isHere', { id: found.here })}</>}
                </>
              )}
            </span>
          </li>
        ))}
        {more !== null && <li>{more}</li>}
      </ul>
    </>
  )
}
