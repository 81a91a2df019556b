import type { ReactNode } from 'react'
import { cleanupPaces, sameRule } from '../../shared/cleanup.ts'
import type { CleanupPace, CleanupRule } from '../../shared/cleanup.ts'
import { scheduleCleanup } from '../store/clearing.ts'
import { useApp, useT } from '../store/store.ts'
import { Button } from '../ui/button.tsx'

/** Whether one wants to be told what this rule finds, and how often; nothing is deleted by it. */
export function CleanupScheduleLine({
  rule,
  disabled,
}: {
  readonly rule: CleanupRule
  readonly disabled: boolean
}): ReactNode {
  const t = useT()
  const kept = useApp((state) => state.settings.cleanup)
  return (
    <div className="cleanup-schedule">
      <label>
        <span className="field-label">{t('cleanup.remind')}</span>
        <select
          className="input"
          value={kept.every}
          disabled={disabled}
          onChange={(event) => void scheduleCleanup(event.target.value as CleanupPace, rule)}
        >
          {cleanupPaces.map((every) => (
            <option key={every} value={every}>
              {t(`cleanup.every.${every}`)}
            </option>
          ))}
        </select>
      </label>
      {kept.every !== 'never' && !sameRule(kept.rule, rule) && (
        <Button disabled={disabled} onClick={() => void scheduleCleanup(kept.every, rule)}>
          {t('cleanup.keepRule')}
        </Button>
      )}
      <span className="cleanup-schedule-help">{t('cleanup.remindHelp')}</span>
    </div>
  )
}
