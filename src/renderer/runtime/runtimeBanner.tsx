import CircleDashed from 'lucide-react/icons/circle-dashed'
import TriangleAlert from 'lucide-react/icons/triangle-alert'
import type { ReactNode } from 'react'
import type { RuntimeStatus } from '../../shared/model/runtimeStatus.ts'
import type { Translate } from '../../shared/strings/translateWith.ts'
import { useApp, useT } from '../store/store.ts'
import { Button } from '../ui/button.tsx'
import { isTrying, runtimeAction } from './runtimeAction.ts'
import '../ui/bars.css'

/** In a session: that the runtime is down or takes its time, what that means, and what can be done. */
export function RuntimeBanner(): ReactNode {
  const t = useT()
  const runtime = useApp((state) => state.runtime)
  const words = bannerWords(t, runtime)
  if (words === null) return null
  const action = runtimeAction(t, runtime)
  const failed = runtime.state === 'failed'
  const Icon = failed ? TriangleAlert : CircleDashed
  return (
    <div className={`bar ${failed ? 'bar-bad' : 'bar-warn'}`} role="status">
      <Icon aria-hidden="true" />
      <p className="bar-text">
        <strong>{words.title}</strong> {words.help}
      </p>
      {action !== null && (
        <div className="bar-actions">
          <Button onClick={action.perform}>{action.label}</Button>
        </div>
      )}
    </div>
  )
}

/** What a session says of the runtime; null while there is nothing that one would notice. */
function bannerWords(t: Translate, runtime: RuntimeStatus): { readonly title: string; readonly help: string } | null {
  if (runtime.state === 'failed') {
    const { reason, message } = runtime
    return { title: t(`runtime.failed.${reason}`), help: t(`runtime.failed.${reason}.help`, { detail: message }) }
  }
  if (!isTrying(runtime)) return null
  if (runtime.state !== 'restarting') return { title: t('runtime.starting'), help: t('runtime.meanwhile') }
  const { attempt, of } = runtime
  return { title: t('runtime.restarting', { attempt, of }), help: t('runtime.meanwhile') }
}
