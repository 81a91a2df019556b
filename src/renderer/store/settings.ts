import { call } from '../bridge.ts'
import type { Input } from '../../shared/contract.ts'
import type { Settings } from '../../shared/model/settings.ts'
import { app } from './store.ts'
import { report } from './toasts.ts'

/**
 * Changes settings: they hold at once, and go back when they could not be stored. True when they are stored. What comes back
 * decides of these settings alone: others may have changed since it left.
 */
export async function changeSettings(patch: Partial<Settings>): Promise<boolean> {
  const { settings: before } = app.getState()
  const take = (from: Partial<Settings>): void => {
    const changed = Object.fromEntries(Object.keys(patch).map((key) => [key, from[key as keyof Settings]]))
    app.setState(({ settings }) => ({ settings: { ...settings, ...(changed as Partial<Settings>) } }))
  }
  take(patch)
  try {
    take(await call('settings.set', patch as Input<'settings.set'>))
    return true
  } catch (error) {
    take(before)
    report(error)
    return false
  }
}
