import type { ReactNode } from 'react'
import { useT } from '../store/store.ts'
import { Check } from '../ui/field.tsx'
import type { CleanupRule } from './cleanup.ts'
import { ages } from './cleanup.ts'

/** How old is old enough, and what is left out unless one says otherwise. */
export function CleanupRules({
  rule,
  disabled,
  onChange,
}: {
  readonly rule: CleanupRule
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
