import type { ReactNode } from 'react'
import { changeSettings } from '../store/settings.ts'
import { useApp, useT } from '../store/store.ts'
import { useDateLanguage } from '../transcript/clock.ts'
import { percentLabel } from '../transcript/format.ts'
import { Check, Field } from '../ui/field.tsx'

const shares = [0.5, 0.6, 0.7, 0.8, 0.9]

/** Whether and when older messages are summed up. */
export function ContextSettings(): ReactNode {
  const t = useT()
  const language = useDateLanguage()
  const { on, at } = useApp((state) => state.settings.compaction)
  return (
    <>
      <Check
        label={t('settings.compaction')}
        help={t('settings.compactionHelp')}
        checked={on}
        onChange={(next) => void changeSettings({ compaction: { on: next, at } })}
      />
      <Field label={t('settings.compactionAt')}>
        <select
          className="input settings-days"
          value={at}
          disabled={!on}
          onChange={(event) => void changeSettings({ compaction: { on, at: Number(event.target.value) } })}
        >
          {[...new Set([...shares, at])]
            .toSorted((a, b) => a - b)
            .map((share) => (
              <option key={share} value={share}>
                {percentLabel(share, language)}
              </option>
            ))}
        </select>
      </Field>
    </>
  )
}
