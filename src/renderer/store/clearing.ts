import { call } from '../bridge.ts'
import type { CleanupPace, CleanupRule } from '../../shared/cleanup.ts'
import { goTo } from './navigation.ts'
import { app } from './store.ts'
import { attempt } from './toasts.ts'

/** Keeps a rule and how often one is told what it finds; `never` tells nothing any more. */
export async function scheduleCleanup(every: CleanupPace, rule: CleanupRule): Promise<void> {
  const settings = await attempt(call('cleanup.schedule', { every, rule }))
  if (settings !== undefined) app.setState({ settings })
}

/** Shows what the kept rule finds. */
export function lookAtCleanup(): void {
  goTo({ kind: 'cleanup', rule: app.getState().settings.cleanup.rule })
}
