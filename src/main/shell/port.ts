import type { Failure } from '../../shared/errors.ts'
import type { ExportFormat } from '../../shared/exporting.ts'
import type { AppEvent, Route } from '../../shared/events.ts'
import type { SessionRow } from '../../shared/model/session.ts'

/** What a file is saved as. */
export type SaveFormat = ExportFormat | 'text' | 'zip'

/** What the rest of main asks of window, tray, dialogs and desktop; nobody else knows Electron. */
export interface Shell {
  /** Shows the window, creating it where there is none, and goes to a place in it. */
  showWindow(to?: Route): void
  /** Gives events to every window that listens; a window that is still loading gets their effect with its boot. */
  send(batch: readonly AppEvent[]): void
  /** Asks where to save; `suggestion` is a file name. Null when cancelled. */
  pickSavePath(suggestion: string, format: SaveFormat): Promise<string | null>
  pickFolder(): Promise<string | null>
  /** Asks for files or for one folder; none when cancelled. */
  pickAttachments(what: 'files' | 'folder'): Promise<readonly string[]>
  /** Asks for files to import, or for a folder of sessions; none when cancelled. */
  pickImports(what: 'files' | 'folder'): Promise<readonly string[]>
  /** A picture small enough for a chip, as a data address; null when it can't be read as one. */
  thumbnail(bytes: Uint8Array): string | null
  /** Asks, then opens an address outside; resolves to whether it was opened. Rejects with `linkRefused` for anything but web and mail. */
  confirmAndOpenLink(url: string): Promise<boolean>
  /** Shows a file or folder in the file manager. */
  reveal(path: string): void
  writeClipboard(text: string): Promise<void>
  /** The list as it is now: tray, badge, notifications and the question at quitting go by it. */
  setRows(rows: readonly SessionRow[]): void
  /** Which sessions the window shows now. */
  setInView(sessionIds: readonly string[]): void
  /** Whether the person is looking at a session: the window has the focus and shows it. */
  isInView(sessionId: string): boolean
  /** Says that the app can't start, and why; resolves to whether to try again. */
  askTryAgain(failure: Failure): Promise<boolean>
  quit(): void
}
