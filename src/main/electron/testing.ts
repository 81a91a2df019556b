import type { Notification } from 'electron'

/** What tests can't reach through Electron: no system lets one ask for the tray's menu or the notifications that stand. */
export interface TestAccess {
  readonly trayMenu: () => Electron.Menu | null
  readonly notifications: () => ReadonlyMap<string, Notification>
}

/** Puts it where `electronApplication.evaluate` finds it: `globalThis.retomaForTests`. Only under RETOMA_TEST=1. */
export function exposeToTests(access: TestAccess): void {
  Object.defineProperty(globalThis, 'retomaForTests', { value: access, configurable: true })
}
