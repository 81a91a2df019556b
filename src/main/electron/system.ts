import { nativeTheme, powerMonitor } from 'electron'
import type { Settings } from '../../shared/model/settings.ts'

/** Tells when the machine wakes up or the person comes back to it. Call when Electron is ready. */
export function onWoke(listener: () => void): void {
  powerMonitor.on('resume', listener)
  powerMonitor.on('unlock-screen', listener)
}

/** Tells when the system is about to end everything: by shutting down, or by a signal. */
export function onSystemEnd(listener: () => void): void {
  powerMonitor.on('shutdown', listener)
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, listener)
}

/** Makes windows, menus and the page's `prefers-color-scheme` follow the setting. */
export function applyTheme(theme: Settings['theme']): void {
  nativeTheme.themeSource = theme
}
