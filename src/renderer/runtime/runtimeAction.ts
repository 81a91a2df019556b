import { call } from '../bridge.ts'
import type { RuntimeStatus } from '../../shared/model/runtimeStatus.ts'
import type { Translate } from '../../shared/strings/translateWith.ts'
import { report } from '../store/toasts.ts'

/** The one thing that a person can do about the runtime now. */
export interface RuntimeAction {
  readonly kind: 'stop' | 'again'
  readonly label: string
  readonly perform: () => void
}

/** What there is to do about a runtime that is not as it should be; null when it is well, or just starting. */
export function runtimeAction(t: Translate, runtime: RuntimeStatus): RuntimeAction | null {
  if (runtime.state === 'failed') return { kind: 'again', label: t('status.tryAgain'), perform: tryAgain }
  return isTrying(runtime) ? { kind: 'stop', label: t('status.stopTrying'), perform: stopTrying } : null
}

/** Whether it is being started for longer than one would notice: a first new start is over before one could read of it. */
export function isTrying(runtime: RuntimeStatus): boolean {
  if (runtime.state === 'restarting') return runtime.attempt > 1 || runtime.slow === true
  return runtime.state === 'starting' && runtime.slow === true
}

// How it goes stands in the status: a message that passes would only say it twice.
function tryAgain(): void {
  call('app.restartRuntime', {}).catch(() => undefined)
}

function stopTrying(): void {
  call('app.stopTrying', {}).catch(report)
}
