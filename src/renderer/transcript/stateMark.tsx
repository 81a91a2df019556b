import Ban from 'lucide-react/icons/ban'
import Check from 'lucide-react/icons/check'
import type { ReactNode } from 'react'
import type { ToolItem } from '../../shared/model/tool.ts'
import { useT } from '../store/store.ts'
import { Glyph } from '../ui/glyph.tsx'

/** How a tool's work stands, told by a shape. */
export function StateMark({ state }: { readonly state: ToolItem['state'] | 'stopped' }): ReactNode {
  const t = useT()
  return (
    <span
      className={`state-mark state-${state}`}
      role="img"
      aria-label={t(`tool.${state}`)}
      data-tip={t(`tool.${state}`)}
    >
      {state === 'running' && <Glyph state="running" />}
      {state === 'done' && <Check aria-hidden="true" />}
      {state === 'failed' && <Glyph state="failed" />}
      {state === 'stopped' && <Glyph state="stopped" />}
      {state === 'denied' && <Ban aria-hidden="true" />}
    </span>
  )
}
