import type { ExportFormat, FoundSecrets } from '../../shared/exporting.ts'
import type { Failure } from '../../shared/errors.ts'
import type { RepairResult } from '../../shared/health.ts'
import type {
  AppNotice,
  Bookmark,
  Draft,
  ItemResult,
  Provider,
  QueuedMessage,
  RuntimeStatus,
  ScrollAnchor,
  SessionProblem,
  SessionRow,
  SessionState,
  Settings,
  Version,
} from '../../shared/model.ts'
import type { Resuming } from '../../shared/resuming.ts'
import type { IndexProgress } from '../../shared/search.ts'
import type { Arrangement, SavedView, TagColour } from '../../shared/listing.ts'
import type { Language } from '../../shared/strings/language.ts'
import type { Translate } from '../../shared/strings/translateWith.ts'
import type { ContextUse } from '../../shared/usage.ts'
import type { ListEntry } from '../list/order.ts'

/** A session that is kept warm: everything that its page shows. Streaming replaces `state` and nothing else. */
export interface OpenedView {
  readonly row: SessionRow
  readonly state: SessionState
  /** The number of the last event that `state` contains. */
  readonly seq: number
  readonly before: number | null
  readonly draft: Draft | null
  readonly queue: readonly QueuedMessage[]
  readonly replies: Readonly<Record<string, string>>
  readonly bookmarks: readonly Bookmark[]
  readonly anchor: ScrollAnchor | null
  readonly readTurnId: string | null
  readonly readAt: number | null
  readonly problem: SessionProblem | null
  /** How making it live goes, or why it was given up. */
  readonly resuming: Resuming | null
  readonly versions: readonly Version[]
  /** How full its context is. */
  readonly context: ContextUse | null
  readonly loadingOlder: boolean
}

/** What the main part of the window shows. */
export type Place =
  | { readonly kind: 'session'; readonly id: string }
  | { readonly kind: 'newSession' }
  | { readonly kind: 'welcome' }
  | { readonly kind: 'settings' }
  | { readonly kind: 'cleanup' }
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

/** The one dialog that is open. */
export type DialogRequest =
  | { readonly kind: 'palette' }
  | { readonly kind: 'keys' }
  | { readonly kind: 'bookmarks' }
  | { readonly kind: 'prompts' }
  | { readonly kind: 'import' }
  /** `found`: what is to be decided first; null where nothing is yet. */
  | {
      readonly kind: 'export'
      readonly ids: readonly string[]
      readonly format: ExportFormat
      readonly sinceBookmarkId: string | null
      readonly found: FoundSecrets | null
    }
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
  readonly tone: 'info' | 'bad'
  readonly title: string
  readonly text: string
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

/** Where the person is. */
export interface NavigationSlice {
  readonly place: Place
  /** The session that was shown last, also while another page covers it. */
  readonly activeId: string | null
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
