import type { ReactNode } from 'react'
import { gaugeOf, withKnownLimit } from '../inspector/gauge.ts'
import { selectRow, useApp, useT } from '../store/store.ts'
import { useDateLanguage } from '../transcript/clock.ts'
import { percentLabel } from '../transcript/format.ts'
import { CONTEXT_ID, focusInInspector } from '../ui/focus.ts'
import './contextChip.css'

/** How full the context is, small; amber when it is nearly full. Shows the details on request. */
export function ContextChip({ id }: { readonly id: string }): ReactNode {
  const t = useT()
  const language = useDateLanguage()
  const context = useApp((state) => state.opened.get(id)?.context ?? null)
  const { on, at } = useApp((state) => state.settings.compaction)
  const row = useApp(selectRow(id))
  const providers = useApp((state) => state.providers)
  const gauge = context === null ? null : gaugeOf(withKnownLimit(context, row, providers), on ? at : null)
  if (gauge === null) return null
  const percent = percentLabel(gauge.share, language)
  const label = t('gauge.chip', { percent })
  return (
    <button
      type="button"
      className={`chip context-chip ${gauge.near ? 'context-near' : ''}`}
      aria-label={label}
      data-tip={label}
      onClick={() => focusInInspector(CONTEXT_ID)}
    >
      <svg viewBox="0 0 14 14" aria-hidden="true">
        <circle className="context-ring" cx="7" cy="7" r="5.5" pathLength={100} />
        <circle
          className="context-arc"
          cx="7"
          cy="7"
          r="5.5"
          pathLength={100}
          strokeDasharray={`${gauge.share * 100} 100`}
        />
      </svg>
      <span>{percent}</span>
    </button>
  )
}
