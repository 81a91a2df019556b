/** What the window begins with. Plain, immutable data that crosses the border; times are epoch milliseconds. */

import type { ListKept } from '../listing.ts'
import type { NewSessionDraft } from './draft.ts'
import type { OpenedSession } from './opened.ts'
import type { StoredPane } from '../panes.ts'
import type { Provider } from './provider.ts'
import type { RuntimeStatus } from './runtimeStatus.ts'
import type { SessionRow } from './session.ts'
import type { Settings } from './settings.ts'

/** What the window was showing. */
export interface Where {
  /** The session that had the focus. */
  readonly sessionId: string | null
  /** All that were side by side with it, from the left, itself included. */
  readonly panes: readonly StoredPane[]
  readonly sidebarOpen: boolean
  readonly sidebarWidth: number
  readonly inspectorOpen: boolean
}

/** Everything that the window needs for its first paint, in one call. */
export interface Boot {
  readonly version: string
  readonly platform: 'darwin' | 'win32' | 'linux'
  readonly locale: string
  readonly user: string
  readonly copilotHome: string
  readonly settings: Settings
  readonly where: Where
  /** How the list is looked at. */
  readonly list: ListKept
  /** All rows, or of a long list those that it begins with. */
  readonly rows: readonly SessionRow[]
  /** How many rows there are beside these: `list.rest` has them told. */
  readonly unlisted: number
  /** The sessions to show side by side, opened already; `where` tells their order. */
  readonly opened: readonly OpenedSession[]
  /** What was entered for a new session; null when nothing was. */
  readonly newSession: NewSessionDraft | null
  readonly providers: readonly Provider[]
  readonly runtime: RuntimeStatus
  readonly notices: readonly AppNotice[]
}

/**
 * What the library holds, by what a person would miss; `marks` are titles, pins, tags and what is archived, `reading` how far
 * one has read, `views` the kept views of the list and the colours of tags.
 */
export type LibraryPart =
  'marks' | 'notes' | 'drafts' | 'queue' | 'bookmarks' | 'answers' | 'reading' | 'sessions' | 'rules' | 'views'

/** Something about the app itself that stays on screen until the person has seen it. */
export type AppNotice =
  /**
   * The library came back from the backup of the time `from`. `lost` are the parts that were written to since, null when
   * that is not known; `recovered` is how many sessions gave back titles, pins or tags, null until they were asked.
   */
  | {
      readonly kind: 'libraryRestored'
      readonly from: number
      readonly lost: readonly LibraryPart[] | null
      readonly recovered: number | null
    }
  /** There was no backup either. */
  | { readonly kind: 'libraryLost'; readonly damaged: boolean; readonly recovered: number | null }
  | { readonly kind: 'crashLoop'; readonly sessionId: string }
  /** The app ended in the middle of an import: so many of those that were to come are there. */
  | { readonly kind: 'importCut'; readonly done: number; readonly of: number }
  /**
   * The app ended in the middle of an export of so many sessions, and of so many other exports. `many`: `to` is a folder, in which what
   * is there is whole; otherwise it is one file, of which nothing was written.
   */
  | {
      readonly kind: 'exportCut'
      readonly to: string
      readonly of: number
      readonly many: boolean
      readonly others: number
    }
  /** What the kept rule of the clean-up finds; only told, never done. */
  | { readonly kind: 'cleanupDue'; readonly count: number; readonly bytes: number }
  /** What is typed can't be written: it waits in memory. These last until that is over. */
  | { readonly kind: 'diskFull' }
  | { readonly kind: 'unsaved' }
  /** The runtime can't keep what is said; these last, too. */
  | { readonly kind: 'homeReadOnly' }
  | { readonly kind: 'homeFull' }
  | { readonly kind: 'homeUnwritable' }
