import type { ReactNode, RefObject } from 'react'
import { LEAST_LIMIT, MOST_LIMIT } from '../../shared/model/provider.ts'
import { useApp, useT } from '../store/store.ts'
import { Field } from '../ui/field.tsx'
import { writtenLimit } from './limits.ts'

/** How much a request to each model may have, for providers that don't tell it: one model at a time, however many there are. */
export function ModelLimits({
  names,
  told,
  written,
  chosen,
  checked,
  box,
  onChoose,
  onWrite,
}: {
  readonly names: readonly string[]
  readonly told: ReadonlyMap<string, number>
  readonly written: ReadonlyMap<string, string>
  readonly chosen: string
  /** Whether somebody wanted to save it as it is. */
  readonly checked: boolean
  readonly box: RefObject<HTMLInputElement | null>
  readonly onChoose: (model: string) => void
  readonly onWrite: (model: string, text: string) => void
}): ReactNode {
  const t = useT()
  const locale = useApp((state) => state.dateLocale)
  const number = (value: number): string => new Intl.NumberFormat(locale).format(value)
  const text = written.get(chosen) ?? ''
  const known = told.get(chosen)
  const bad = checked && writtenLimit(text) === 'bad'
  const label = (name: string): string => {
    const own = writtenLimit(written.get(name) ?? '')
    const limit = typeof own === 'number' ? own : told.get(name)
    return limit === undefined ? name : t('limits.modelOf', { model: name, limit: number(limit) })
  }
  return (
    <div className="field">
      <div className="provider-pair">
        <Field label={t('limits.model')}>
          <select className="input" value={chosen} onChange={(event) => onChoose(event.target.value)}>
            {names.map((name) => (
              <option key={name} value={name}>
                {label(name)}
              </option>
            ))}
          </select>
        </Field>
        <Field label={t('limits.tokens')}>
          <input
            ref={box}
            className="input"
            value={text}
            inputMode="numeric"
            autoComplete="off"
            maxLength={40}
            placeholder={known === undefined ? t('limits.unknown') : number(known)}
            aria-invalid={bad}
            aria-describedby="provider-limit-help"
            onChange={(event) => onWrite(chosen, event.target.value)}
          />
        </Field>
      </div>
      <div id="provider-limit-help" className={`field-help ${bad ? 'field-help-bad' : ''}`} aria-live="polite">
        {bad
          ? t('limits.bad', { least: number(LEAST_LIMIT), most: number(MOST_LIMIT) })
          : known === undefined
            ? t('limits.help')
            : t('limits.told', { limit: number(known) })}
      </div>
    </div>
  )
}
