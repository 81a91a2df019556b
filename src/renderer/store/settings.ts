import { call } from '../bridge.ts'
import type { Input } from '../../shared/contract.ts'
import type { Settings } from '../../shared/model.ts'
import { app } from './store.ts'
import { report } from './toasts.ts'

/** Changes settings: they hold at once, and go back when they could not be stored. True when they are stored. */
export async function changeSettings(patch: Partial<Settings>): Promise<boolean> {
  const before = app.getState().settings
  app.setState({ settings: { ...before, ...patch } })
  try {
    app.setState({ settings: await call('settings.set', patch as Input<'settings.set'>) })
    return true
  } catch (error) {
    app.setState({ settings: before })
    report(error)
    return false
  }
}
