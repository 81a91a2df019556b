import type { CleanupRule } from '../../shared/cleanup.ts'
import type { ExportFormat, FoundSecrets } from '../../shared/exporting.ts'
import type { Failure } from '../../shared/errors.ts'
import type { RepairResult } from '../../shared/health.ts'
import type { AppNotice } from '../../shared/model/boot.ts'
import type { ItemResult } from '../../shared/model/keeping.ts'
import type { Bookmark, OpenedSession } from '../../shared/model/opened.ts'
import type { Provider } from '../../shared/model/provider.ts'
import type { RuntimeStatus } from '../../shared/model/runtimeStatus.ts'
import type { SessionRow } from '../../shared/model/session.ts'
import type { SessionState } from '../../shared/model/turn.ts'
import type { Settings } from '../../shared/model/settings.ts'
import type { IndexProgress } from '../../shared/search.ts'
import type { Arrangement, SavedView, TagColour } from '../../shared/listing.ts'
import type { Language } from '../../shared/strings/language.ts'
import type { Translate } from '../../shared/strings/translateWith.ts'
import type { ListEntry } from '../list/order.ts'
import type { PaneLayout } from '../panes/layout.ts'

/** A session that is kept warm: everything that its page shows. Streaming replaces `state` and nothing else. */
export interface OpenedView extends Omit<OpenedSession, 'away'> {
  /** Turns further up that are shown in place of the newest ones; see `stretch.ts`. */
  readonly away: Away | null
  /** Grows when other turns are shown, so that they are laid out anew. */
  readonly shown: number
  /** Grows when the person sends something in it: its end is gone to then. */
  readonly sent: number
  /** Older turns are being read for what is shown. */
  readonly loadingOlder: boolean
}

/** Turns from the middle of a conversation, and where what is before and behind them is to be read from. */
export interface Away {
  readonly state: SessionState
  /** Where its turns stand in the log, as far as that was told. */
  readonly places: Readonly<Record<string, number>>
  readonly before: number | null
  readonly after: number | null
  readonly loadingNewer: boolean
}

/** What the main part of the window shows. */
export type Place =
  | { readonly kind: 'session'; readonly id: string }
  | { readonly kind: 'newSession' }
  | { readonly kind: 'welcome' }
  | { readonly kind: 'settings' }
  /** `rule`: what the page begins with; left out, the kept rule or the first one. */
  | { readonly kind: 'cleanup'; readonly rule?: CleanupRule }
  | { readonly kind: 'trash' }
  /** Finding in every session. */
  | { readonly kind: 'search' }
  /** No session is open: what to do next. */
  | { readonly kind: 'start' }

/** A place in a transcript that is to be shown; `nonce` tells two equal wishes apart. */
export interface Jump {
  readonly sessionId: string
  readonly turnId: string
  readonly itemId: string | null
  readonly nonce: number
}

/** A picture to show as large as the window allows; its size is in CSS pixels. */
export interface PictureRequest {
  readonly kind: 'picture'
  readonly name: string
  readonly src: string
  readonly width: number
  readonly height: number
}

/** What came after one bookmark, up to another one where that is given; null: all of the session. */
export interface MarkedPart {
  readonly sinceBookmarkId: string | null
  readonly untilBookmarkId?: string | null
}

/** The one dialog that is open. */
export type DialogRequest =
  /** `beside`: what is chosen opens in a pane of its own. */
  | { readonly kind: 'palette'; readonly beside?: true }
  | { readonly kind: 'keys' }
  | { readonly kind: 'bookmarks' }
  | { readonly kind: 'prompts' }
  /** `files` were dropped. */
  | { readonly kind: 'import'; readonly files?: readonly File[] }
  /** `found`: what is to be decided first; null where nothing is yet. */
  | ({
      readonly kind: 'export'
      readonly ids: readonly string[]
      readonly format: ExportFormat
      readonly found: FoundSecrets | null
    } & MarkedPart)
  | { readonly kind: 'rename'; readonly id: string }
  /** `refused` is the line that the runtime named when it would not take the log; null when it named none. */
  | { readonly kind: 'repair'; readonly id: string; readonly refused: number | null }
  /** A whole text of a tool; `place` is what is to be in view. */
  | {
      readonly kind: 'text'
      readonly id: string
      readonly itemId: string
      readonly part: 'output' | 'input' | 'change'
      readonly place: number | null
    }
  /** The changes of one file in a session, of one turn, or all. */
  | { readonly kind: 'changes'; readonly id: string; readonly turnId: string | null; readonly path: string | null }
  /** Asks before a conversation is taken back to before a turn, to be sent anew as it was or as it is edited. */
  | {
      readonly kind: 'rewind'
      readonly id: string
      readonly turnId: string
      readonly how: 'edit' | 'retry'
      /** The model from then on; null leaves it. */
      readonly model: { readonly providerId: string; readonly model: string } | null
      /** The pictures that went with the message stay behind. */
      readonly withoutImages?: true
    }
  /** Asks before older messages are summed up; `keep` is what the summary is to be about above all. */
  | { readonly kind: 'compact'; readonly id: string; readonly keep: string }
  | { readonly kind: 'delete'; readonly ids: readonly string[] }
  /** Names and changes a view of the list; null makes one of what is shown. */
  | { readonly kind: 'view'; readonly view: SavedView | null }
  /** Adds and takes tags of many sessions. */
  | { readonly kind: 'tagMany'; readonly ids: readonly string[] }
  /** What could not be done with some of many sessions, and why. */
  | { readonly kind: 'failures'; readonly title: string; readonly results: readonly ItemResult[] }
  | PictureRequest
  /** Begins sessions with different models and what was said since a bookmark, or up to another one. */
  | { readonly kind: 'compare'; readonly bookmark: Bookmark; readonly until: string | null }
  | {
      readonly kind: 'bookmark'
      readonly sessionId: string
      readonly turnId: string
      /** Null marks the prompt. */
      readonly itemId: string | null
      /** The bookmark to edit; null for a new one. */
      readonly bookmark: Bookmark | null
    }

/** A passing message: an error of a call, or that something was done. */
export interface Toast {
  readonly id: number
  /** `busy`: something goes on; it stays until whoever began it takes it away. */
  readonly tone: 'info' | 'bad' | 'busy'
  readonly title: string
  readonly text: string
  /** Somebody who is busy with something else is to see it too: it stays as long as an error does. */
  readonly lasting?: true
  readonly action: { readonly label: string; readonly perform: () => void } | null
}

/** What the window knows about the app itself. */
export interface AppSlice {
  readonly phase: 'loading' | 'ready' | 'failed'
  readonly bootFailure: Failure | null
  readonly version: string
  readonly platform: 'darwin' | 'win32' | 'linux'
  readonly locale: string
  readonly user: string
  readonly copilotHome: string
  readonly settings: Settings
  readonly providers: readonly Provider[]
  readonly runtime: RuntimeStatus
  /** Whether the machine has a network, as far as the window knows: a hint, never a reason to refuse anything. */
  readonly online: boolean
  readonly notices: readonly AppNotice[]
  /** How far the index of all messages is; null while it is up to date. */
  readonly indexing: IndexProgress | null
  /** Grows whenever messages came into the index or left it. */
  readonly indexed: number
  readonly language: Language
  /** How dates and numbers are written: the system's own way when its language is the one that is shown. */
  readonly dateLocale: string
  readonly t: Translate
  /** The present minute, for ages: changes once a minute. */
  readonly now: number
}

/** The list of sessions, and how it is looked at. */
export interface ListSlice extends Arrangement {
  readonly rows: ReadonlyMap<string, SessionRow>
  /** True while a long list is still being told: `rows` are not all, and the order is that of those which are there. */
  readonly listing: boolean
  /** Group headings and rows in the order in which they are shown; ids without a row are skipped. */
  readonly entries: readonly ListEntry[]
  /** How many rows the filter hides. */
  readonly hidden: number
  /** How many new rows wait to be shown, because the order holds still. */
  readonly waiting: number
  /** All that is asked for, in the language of searches. */
  readonly filter: string
  /** The end of the filter that stands in its box; what is before it is shown as chips. */
  readonly filterBox: string
  /** The view that was chosen last: a built-in one, or one that is kept. */
  readonly viewId: string
  readonly views: readonly SavedView[]
  /** By tag in lower case. */
  readonly tagColours: Readonly<Record<string, TagColour>>
  /** The keys of the groups that are folded. */
  readonly collapsed: ReadonlySet<string>
  /** The sessions that are chosen together. */
  readonly selection: ReadonlySet<string>
  /** Whether a click chooses instead of opening. */
  readonly selecting: boolean
  /** How far something is that is done with many sessions. */
  readonly working: { readonly done: number; readonly total: number; readonly cancel: () => void } | null
}

/** The sessions that are kept warm. */
export interface OpenedSlice {
  /** The least recently used first. */
  readonly opened: ReadonlyMap<string, OpenedView>
  /** Why a session did not open; the session's page says it. */
  readonly openFailures: ReadonlyMap<string, Failure>
}

/** What the session doctor does and did, by session. */
export interface HealthSlice {
  /** How far a scan or a repair has come, 0 to 1. */
  readonly examined: ReadonlyMap<string, { readonly done: number; readonly total: number }>
  /** The last repair that can be undone. */
  readonly repaired: ReadonlyMap<string, RepairResult>
}

/** Where the person is. The sessions side by side, and which has the focus, stay what they are while another page covers them. */
export interface NavigationSlice extends PaneLayout {
  readonly place: Place
  /** The panes (by key) that are scrolled out of a row too long for the window. */
  readonly panesAside: ReadonlySet<number>
  /** Sessions that stay unread although they are shown, until the person chooses them or does something in them. */
  readonly keptUnread: ReadonlySet<string>
  readonly sidebarOpen: boolean
  /** CSS pixels. */
  readonly sidebarWidth: number
  readonly inspectorOpen: boolean
  /** In a narrow window the list is a drawer: whether it is out. Never stored. */
  readonly drawerOpen: boolean
  /** The same for the inspector, which is a drawer in a window of middle width already. Never stored. */
  readonly inspectorDrawerOpen: boolean
  readonly inspectorTab: 'session' | 'changes'
  readonly dialog: DialogRequest | null
  readonly jump: Jump | null
  /** Grows whenever the composer is asked to take the focus. */
  readonly composerFocus: number
}

export interface ToastSlice {
  readonly toasts: readonly Toast[]
}

/** The whole state of the window. */
export type AppState = AppSlice & ListSlice & OpenedSlice & HealthSlice & NavigationSlice & ToastSlice
