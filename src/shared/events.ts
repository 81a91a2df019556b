import type { AsideTold } from './aside.ts'
import type { Failure } from './errors.ts'
import type { Found } from './find.ts'
import type { AppNotice } from './model/boot.ts'
import type { QueuedMessage } from './model/draft.ts'
import type { ItemResult } from './model/keeping.ts'
import type { NoticeItem } from './model/notice.ts'
import type { Bookmark, OpenedSession } from './model/opened.ts'
import type { Provider } from './model/provider.ts'
import type { Request, RequestOutcome } from './model/request.ts'
import type { RuntimeStatus } from './model/runtimeStatus.ts'
import type { SessionRow } from './model/session.ts'
import type { Settings } from './model/settings.ts'
import type { StyleRun, SubAgent, ToolFacts, ToolItem } from './model/tool.ts'
import type { Prompt, TurnError, TurnOutcome } from './model/turn.ts'
import type { Resuming } from './resuming.ts'
import type { IndexProgress } from './search.ts'
import type { Table } from './table.ts'
import type { ContextUse, Usage } from './usage.ts'

/** What happens in a session, live or stored: the only input of the reducer. */
export type SessionEvent =
  | {
      readonly type: 'turnStarted'
      readonly turnId: string
      readonly at: number
      readonly prompt: Prompt | null
      /** The runtime took the message in between two steps of the running turn, which goes on under it. */
      readonly steered?: true
    }
  /** The newest turn, which everything's end had cut while it waited for the person, goes on. */
  | { readonly type: 'turnTakenUp'; readonly turnId: string }
  | { readonly type: 'reasoningStreamed'; readonly at: number; readonly text: string }
  | { readonly type: 'textStreamed'; readonly itemId: string; readonly at: number; readonly text: string }
  | {
      readonly type: 'messageCompleted'
      readonly itemId: string
      readonly at: number
      readonly text: string
      readonly reasoning: string
      readonly model: string | null
    }
  | {
      readonly type: 'toolStarted'
      readonly itemId: string
      readonly at: number
      readonly name: string
      readonly subject: string
      readonly input: string
      readonly parentId: string | null
      readonly facts?: ToolFacts
    }
  /** What a running tool has printed so far, or the end of it: takes the place of what was told before. */
  | {
      readonly type: 'toolPrinted'
      readonly itemId: string
      readonly output: string
      /** The colours of the output. */
      readonly styles: readonly StyleRun[]
    }
  | {
      readonly type: 'toolFinished'
      readonly itemId: string
      readonly at: number
      readonly state: Exclude<ToolItem['state'], 'running'>
      readonly output: string
      readonly facts?: ToolFacts
    }
  /** The call of an item has started a sub-agent. */
  | {
      readonly type: 'agentStarted'
      readonly itemId: string
      readonly at: number
      readonly name: string
      readonly sort: string
      readonly model: string | null
    }
  | { readonly type: 'agentSpoke'; readonly itemId: string; readonly words: string }
  | {
      readonly type: 'agentEnded'
      readonly itemId: string
      readonly at: number
      readonly state: Exclude<SubAgent['state'], 'running'>
      /** Why it failed. */
      readonly words?: string
    }
  | { readonly type: 'requestOpened'; readonly at: number; readonly request: Request }
  | { readonly type: 'requestClosed'; readonly requestId: string; readonly outcome: RequestOutcome }
  | { readonly type: 'usageReported'; readonly at: number; readonly usage: Usage }
  /** How full the context is: about the session, not about what is said in it. */
  | { readonly type: 'contextMeasured'; readonly context: ContextUse }
  | {
      readonly type: 'noticeAdded'
      readonly itemId: string
      readonly at: number
      readonly notice: NoticeItem['notice']
    }
  | {
      readonly type: 'turnEnded'
      readonly at: number
      readonly outcome: Exclude<TurnOutcome, 'running'>
      readonly error: TurnError | null
    }

/** What main tells the window, in order, in batches of at most one a frame. */
export type AppEvent =
  /** `seq` is the number of the last of `events`; they are numbered without gaps within a session. */
  | {
      readonly type: 'session.events'
      readonly id: string
      readonly seq: number
      readonly events: readonly SessionEvent[]
    }
  /** The log changed under us (another program wrote to it): take this instead of what was there. */
  | { readonly type: 'session.reopened'; readonly opened: OpenedSession }
  /** The runtime uses another model than the session was to use. */
  | { readonly type: 'session.otherModel'; readonly id: string; readonly model: string }
  /** A stored message could not be sent: it waits, paused. */
  | { readonly type: 'session.sendFailed'; readonly id: string; readonly error: Failure }
  /** How making a session live goes; null when it is live, or nothing is left to tell. */
  | { readonly type: 'session.resuming'; readonly id: string; readonly resuming: Resuming | null }
  /** How far a scan or a repair of a log has come, in bytes. */
  | { readonly type: 'health.progressed'; readonly id: string; readonly done: number; readonly total: number }
  | { readonly type: 'session.queueChanged'; readonly id: string; readonly queue: readonly QueuedMessage[] }
  | { readonly type: 'session.bookmarksChanged'; readonly id: string; readonly bookmarks: readonly Bookmark[] }
  | { readonly type: 'list.changed'; readonly upserted: readonly SessionRow[]; readonly removed: readonly string[] }
  /** After `list.rest`: some more of the rows that the start left out. */
  | { readonly type: 'list.continued'; readonly rows: Table<SessionRow> }
  /** After `list.rest`: every row was told. */
  | { readonly type: 'list.completed' }
  | { readonly type: 'providers.changed'; readonly providers: readonly Provider[] }
  | { readonly type: 'settings.changed'; readonly settings: Settings }
  | { readonly type: 'runtime.changed'; readonly runtime: RuntimeStatus }
  | { readonly type: 'notice.added'; readonly notice: AppNotice }
  /** What a notice told of is over. */
  | { readonly type: 'notice.removed'; readonly kind: AppNotice['kind'] }
  /** One more of the many things that a call was asked to do; `result` tells what came of it. */
  | {
      readonly type: 'work.progressed'
      readonly id: string
      readonly done: number
      readonly of: number
      readonly result: ItemResult
    }
  /** More of the answer to a side question, or how it ended. */
  | { readonly type: 'aside.told'; readonly told: AsideTold }
  /** More of what a search in a conversation found, or how it ended. */
  | { readonly type: 'find.found'; readonly found: Found }
  /** How far the index of all messages is; null when it is up to date. */
  | { readonly type: 'search.progressed'; readonly progress: IndexProgress | null }
  /** Messages came into the index or left it: what was looked for before may be met by others now. */
  | { readonly type: 'search.changed' }
  /** The tray, a link, a notification or a second start asks for a place in the window. */
  | { readonly type: 'navigated'; readonly to: Route }
  /** A menu entry whose work is the renderer's. */
  | { readonly type: 'commanded'; readonly command: string }

/** Text to add to the draft of a session, or why there is none. */
export type BroughtText = { readonly text: string } | { readonly failure: Failure }

/** A place in the window. */
export type Route =
  | {
      readonly kind: 'session'
      readonly id: string
      /** When there is no session of this id: the page that makes one, with the id entered, or one is made at once, for work in `folder` where agents are what new sessions are. */
      readonly create?: 'ask' | { readonly folder: string }
      readonly draft?: BroughtText
    }
  | {
      readonly kind: 'newSession'
      /** An id to begin with, valid or not: the page says what is wrong with it. */
      readonly id?: string
      readonly draft?: BroughtText
      /** What else was asked for and can't be done. */
      readonly failure?: Failure
    }
  | { readonly kind: 'settings' }
