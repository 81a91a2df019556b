import type { Cdp } from './cdp.ts'
import type { Chromium } from './chromium.ts'

/** What the parts of the stand-in know in common. */
export const core = {
  /** Whether `app` is ready. */
  ready: false,
  /** Set by main.ts before the app's first line runs. */
  chromium: undefined as Chromium | undefined,
}

/** The connection to Chromium. */
export function cdp(): Cdp {
  if (!core.chromium) throw new Error('Chromium has not been started')
  return core.chromium.cdp
}

/** Throws `message` before the app is ready, as Electron does in the same place. */
export function assertReady(message: string): void {
  if (!core.ready) throw new Error(message)
}

/** For commands whose failure means only that the page has gone meanwhile. */
export function ignore(promise: Promise<unknown>): void {
  promise.catch(() => undefined)
}
