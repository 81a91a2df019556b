import type { SessionRow } from '../../shared/model/session.ts'
import type { Settings } from '../../shared/model/settings.ts'

/** What closing the window comes to. */
export type CloseAction = 'close' | 'hide' | 'quit' | 'ask'

/** What to do when the window is being closed: the setting decides, the first time the person does. */
export function closeAction(options: {
  readonly onClose: Settings['onClose']
  readonly tray: boolean
  readonly platform: NodeJS.Platform
  readonly quitting: boolean
}): CloseAction {
  const { onClose, tray, platform, quitting } = options
  if (quitting) return 'close'
  // Without a tray nothing would bring a hidden window back, but for the Dock.
  if (!tray && platform !== 'darwin') return 'quit'
  return onClose === 'tray' ? 'hide' : onClose
}

/** Titles of the sessions that quitting would interrupt. */
export function runningTitles(rows: readonly SessionRow[]): readonly string[] {
  return rows.filter((row) => row.state === 'running' || row.state === 'needsYou').map((row) => row.title)
}

/** Says what to do about a page that crashed: reload it, unless it crashed a short while ago. */
export function createCrashPolicy(now: () => number, calm = 60_000): () => 'reload' | 'ask' {
  let last = Number.NEGATIVE_INFINITY
  return () => {
    const soon = now() - last < calm
    last = now()
    return soon ? 'ask' : 'reload'
  }
}
