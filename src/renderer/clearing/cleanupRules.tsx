import type { ReactNode } from 'react'
import { cleanupOnly } from '../../shared/cleanup.ts'
import type { CleanupRule } from '../../shared/cleanup.ts'
import { useT } from '../store/store.ts'
import { Check } from '../ui/field.tsx'
import { ages } from './cleanup.ts'

/** As the sizes in the table are told. */
const MB = 1_000_000

/** How old is old enough, and what is left out unless one says otherwise. */
export function CleanupRules({
  rule,
  sparing,
  disabled,
  onChange,
}: {
  readonly rule: CleanupRule
  /** Only what is left out counts here. */
  readonly sparing: boolean
  readonly disabled: boolean
  readonly onChange: (rule: CleanupRule) => void
}): ReactNode {
  const t = useT()
  const nearest = ages.findLastIndex((age) => age <= rule.olderThanDays)
  const days = (value: number): void => {
    if (Number.isInteger(value) && value >= 0 && value <= 36_500) onChange({ ...rule, olderThanDays: value })
  }
  return (
    <fieldset className="cleanup-rules" disabled={disabled}>
      {!sparing && (
        <>
          <div className="cleanup-age">
            <span className="field-label" id="cleanup-age">
              {t('cleanup.age')}
            </span>
            <input
              type="range"
              min={0}
              max={ages.length - 1}
              value={Math.max(0, nearest)}
              aria-labelledby="cleanup-age"
              aria-valuetext={t('cleanup.days', { count: rule.olderThanDays })}
              onChange={(event) => days(ages[Number(event.target.value)] ?? 90)}
            />
            <input
              className="input cleanup-days"
              type="number"
              min={0}
              max={36500}
              value={rule.olderThanDays}
              aria-label={t('cleanup.daysLabel')}
              onChange={(event) => days(Number(event.target.value))}
            />
            <span>{t('cleanup.daysUnit', { count: rule.olderThanDays })}</span>
          </div>
          <div className="cleanup-age">
            <label className="field-label" htmlFor="cleanup-size">
              {t('cleanup.atLeast')}
            </label>
            <input
              id="cleanup-size"
              className="input cleanup-days"
              type="number"
              min={0}
              max={1_000_000}
              step="any"
              value={rule.minBytes / MB}
              onChange={(event) => {
                const bytes = Math.round(Number(event.target.value) * MB)
                if (Number.isSafeInteger(bytes) && bytes >= 0) onChange({ ...rule, minBytes: bytes })
              }}
            />
            <span>{t('cleanup.unit')}</span>
            <select
              className="input cleanup-only"
              aria-label={t('cleanup.only')}
              value={rule.only}
              onChange={(event) => onChange({ ...rule, only: event.target.value as CleanupRule['only'] })}
            >
              {cleanupOnly.map((only) => (
                <option key={only} value={only}>
                  {t(`cleanup.only.${only}`)}
                </option>
              ))}
            </select>
          </div>
        </>
      )}
      <Check
        label={t('cleanup.includeCli')}
        checked={rule.includeCli}
        disabled={disabled}
        onChange={(includeCli) => onChange({ ...rule, includeCli })}
      />
      <Check
        label={t('cleanup.includeBookmarked')}
        checked={rule.includeBookmarked}
        disabled={disabled}
        onChange={(includeBookmarked) => onChange({ ...rule, includeBookmarked })}
      />
      <Check
        label={t('cleanup.includePinned')}
        checked={rule.includePinned}
        disabled={disabled}
        onChange={(includePinned) => onChange({ ...rule, includePinned })}
      />
    </fieldset>
  )
}
