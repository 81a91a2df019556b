/** The nouns of Retoma: plain, immutable data that crosses the border between main and renderer. Times are epoch milliseconds. */

import type { Form, FormContent } from './form.ts'
import type { ListKept } from './listing.ts'
import type { Resuming } from './resuming.ts'
import type { RuleOffer } from './rules.ts'
import type { ContextUse, ModelUsage, Usage } from './usage.ts'

/** Where models come from; `keyStored` tells that a key exists, the key itself never leaves main. */
export interface Provider {
  readonly id: string
  readonly kind: 'copilot' | 'openai' | 'anthropic' | 'azure' | 'practice'
  readonly name: string
  /** Null for providers without an address of their own (Copilot, practice). */
  readonly baseUrl: string | null
  readonly keyStored: boolean
  /** True for a server on this machine (Ollama, LM Studio, llama.cpp). */
  readonly local: boolean
  readonly models: readonly Model[]
  readonly state: ProviderState
}

/** Whether a provider can be used now, and if not, why. */
export type ProviderState = 'ready' | 'signedOut' | 'unreachable' | 'unknown'

/** One model as a provider offers it; `efforts` is empty where reasoning effort can't be chosen. */
export interface Model {
  readonly id: string
  readonly name: string
  readonly efforts: readonly string[]
  /** Tokens that a prompt may have, or null where the provider does not tell. */
  readonly contextLimit: number | null
}

/** The id of the provider that is always there and answers offline. */
export const PRACTICE_PROVIDER = 'practice'
/** The only model of the practice provider. */
export const PRACTICE_MODEL = 'practice'
/** The id of the provider that stands for GitHub Copilot itself. */
export const COPILOT_PROVIDER = 'copilot'

/** A server for models that was found running on this machine. */
export interface LocalServer {
  readonly name: string
  readonly baseUrl: string
  readonly models: readonly string[]
}

/** What the runtime found about the person's GitHub sign-in. */
export interface AuthState {
  readonly signedIn: boolean
  readonly login: string | null
  /** Where the sign-in comes from, for example `env`, `gh`, `user`; null when signed out. */
  readonly source: string | null
  /** What the runtime says about it, unchanged; never a secret. */
  readonly detail: string
}

/** `chat` has no tools; `agent` works in a folder, and asks before it does. */
export type SessionKind = 'chat' | 'agent'

/**
 * How an agent works: it asks as it goes, it only plans until the plan is approved, or it goes on by itself until the task
 * is done.
 */
export type SessionMode = 'interactive' | 'plan' | 'autopilot'

/** A command of the runtime: `run` answers at once, `ask` becomes a message to the model. */
export interface SlashCommand {
  readonly name: string
  readonly how: 'run' | 'ask'
  /** In the runtime's own words; empty where ours are better. */
  readonly description: string
}

/** Files and folders of a session's folder: paths from it with `/`, folders with one at their end. */
export interface FolderFiles {
  readonly paths: readonly string[]
  /** False when the folder holds more than could be looked through. */
  readonly complete: boolean
}

/** What a command answered. */
export interface CommandOutput {
  readonly text: string
  readonly markdown: boolean
}

/** Something that a person sent, in whatever session. */
export interface PastPrompt {
  readonly sessionId: string
  readonly text: string
  readonly at: number
}

/** Where a session's history comes from: another one, which stays as it is. */
export interface Lineage {
  readonly from: string
  /** Why it was begun: in place of one that could not be resumed, or to go another way from a message on. */
  readonly kind: 'continued' | 'forked'
  /** The turn of the other session at which a fork was made; null or left out: at its end. */
  readonly turnId?: string | null | undefined
  /** What it was given of the other session, where that was not all of it. */
  readonly range?: MarkedRange | undefined
}

/** A message by its place: the prompt of a turn where the item is null. */
export interface Mark {
  readonly turnId: string
  readonly itemId: string | null
}

/** What was said after one marked message, up to another and with it; null goes to the end. */
export interface MarkedRange {
  readonly since: Mark
  readonly until: Mark | null
}

/** How many tags a session may have, and how long each may be. */
export const MAX_TAGS = 20
/** Characters of one tag. */
export const MAX_TAG_LENGTH = 40
/** Characters of a session's notes. */
export const MAX_NOTES = 100_000

/** What a row's glyph shows. `unread` is separate, since a failed session may be unread too. */
export type RowState = 'idle' | 'running' | 'needsYou' | 'failed' | 'stopped'

/** Why a session can't be read or resumed as it should be. */
export interface SessionProblem {
  readonly code: 'missing' | 'empty' | 'damaged' | 'newer' | 'unreadable' | 'inUse' | 'folderMissing'
  /** The first damaged line (1-based), the holder's name, or the folder that is gone; null when there is nothing to add. */
  readonly detail: string | null
}

/** One line of the list. */
export interface SessionRow {
  readonly id: string
  readonly title: string
  /** True when a person gave the title: it is then never replaced. */
  readonly titleIsManual: boolean
  readonly summary: string
  readonly folder: string | null
  readonly kind: SessionKind | null
  readonly providerId: string | null
  readonly model: string | null
  /** How long the model is to think; null leaves it to the provider. */
  readonly effort: string | null
  readonly mode: SessionMode
  readonly createdAt: number
  /** Last activity, never the time of a mere read. */
  readonly activeAt: number
  /** The program that made it: `retoma`, `cli`, or another program on the SDK. */
  readonly origin: 'retoma' | 'cli' | 'sdk'
  readonly state: RowState
  /** What the session waits for, or why it failed; shown as the second line. Null when there is nothing to say. */
  readonly note: RowNote | null
  readonly unread: boolean
  /** True until the first message is sent: the runtime does not know it yet. */
  readonly unsent: boolean
  readonly hasDraft: boolean
  readonly queued: number
  readonly bookmarks: number
  /** Bytes of its event log. */
  readonly size: number
  readonly problem: SessionProblem | null
  readonly pinned: boolean
  /** In the order in which the person gave them. */
  readonly tags: readonly string[]
  readonly notes: string
  readonly lineage: Lineage | null
  /** Whether anything was ever said in it, as far as its log, its name or the library tell. */
  readonly said: boolean
  /** Put away by a person; it comes back by itself when something happens in it. */
  readonly archived: boolean
  /** The repository that its folder belonged to when it began (`owner/name` where the runtime told it). */
  readonly repository: string | null
  readonly branch: string | null
  /** The session that spawned it for work of its own: it is a sub-agent's then. */
  readonly parentId: string | null
}

/** The second line of a row that needs a word. */
export type RowNote =
  | { readonly kind: 'permission' | 'question' | 'form' | 'plan'; readonly what: string }
  | { readonly kind: 'failed'; readonly error: TurnError }

/** What a person sent. */
export interface Prompt {
  readonly text: string
  readonly attachments: readonly string[]
  /** What went along with the first message of a session that continues another; left out everywhere else. */
  readonly carried?: Carried
}

/** How much of another session a message carried: the newest `messages` of the `of` that were said in it. */
export interface Carried {
  readonly from: string
  readonly messages: number
  readonly of: number
}

/** One user message and all that follows until the session is idle. A finished turn never changes identity. */
export interface Turn {
  /** The id of the stored `user.message` event. */
  readonly id: string
  readonly at: number
  /** Null for a turn that the runtime began by itself (for example after compaction). */
  readonly prompt: Prompt | null
  readonly items: readonly Item[]
  /** Reasoning that streamed before its message began; empty most of the time. */
  readonly thinking: Thinking | null
  readonly outcome: TurnOutcome
  readonly error: TurnError | null
  readonly endedAt: number | null
  readonly usage: Usage | null
}

export type TurnOutcome = 'running' | 'done' | 'stopped' | 'failed' | 'interrupted'

/** Reasoning text with the time it began. */
export interface Thinking {
  readonly text: string
  readonly since: number
}

/** Why a turn failed. `kind` chooses the message and the action; `message` is the provider's own, shown on request. */
export interface TurnError {
  readonly kind:
    'authentication' | 'rateLimit' | 'unreachable' | 'stalled' | 'rejected' | 'runtime' | 'persistence' | 'other'
  readonly message: string
  readonly status: number | null
}

/** One thing in a turn. */
export type Item = MessageItem | ToolItem | RequestItem | NoticeItem

export interface MessageItem {
  readonly kind: 'message'
  readonly id: string
  readonly at: number
  readonly text: string
  readonly reasoning: string
  /** How long it thought, in milliseconds; null when that was not seen. */
  readonly reasoningMs: number | null
  readonly model: string | null
  /** False while it streams, and for ever when it was cut. */
  readonly complete: boolean
}

export interface ToolItem {
  readonly kind: 'tool'
  readonly id: string
  readonly at: number
  readonly name: string
  /** One line that says what it works on: a command, a path, a pattern; may be empty. */
  readonly subject: string
  /** The arguments as formatted JSON. */
  readonly input: string
  /** What it gave, as a terminal would show it at the end; of a long text its beginning. */
  readonly output: string
  readonly state: 'running' | 'done' | 'failed' | 'denied'
  readonly endedAt: number | null
  /** It had not ended when everything did. */
  readonly cut?: true
  /** The tool call that started the sub-agent which made this call. */
  readonly parentId: string | null
  readonly facts?: ToolFacts
  /** The sub-agent that it started. */
  readonly agent?: SubAgent
}

/** What else is known of a use of a tool; what does not apply is left out. */
export interface ToolFacts {
  /** The colours of the output. */
  readonly styles?: readonly StyleRun[]
  /** Where the output was cut. */
  readonly cut?: CutText
  /** The length of arguments that were cut, in UTF-16 units. */
  readonly inputSize?: number
  /** How a command ended. */
  readonly exitCode?: number
  /** The runtime logged only the beginning of the output: it wrote all of it into a file. */
  readonly saved?: { readonly path: string; readonly size: string }
  /** What it did to files, with exact numbers. */
  readonly changes?: readonly FileChange[]
  /** The change as a unified diff, cut at the end of a line where it is long. */
  readonly diff?: string
  /** The length of a diff that was cut. */
  readonly diffSize?: number
}

/** Start, end (exclusive) and CSS classes of a stretch of text. */
export type StyleRun = readonly [number, number, string]

/** What was left out of a long text between its beginning and its end. */
export interface CutText {
  /** The length of the whole text, in UTF-16 units. */
  readonly size: number
  /** The end of the text. */
  readonly tail: string
}

/** What one use of a tool did to one file. */
export interface FileChange {
  /** Absolute, or as the tool was told. */
  readonly path: string
  /** Where it was before it was moved. */
  readonly from?: string
  readonly kind: 'created' | 'edited' | 'deleted' | 'moved' | 'binary'
  /** Lines. */
  readonly added: number
  readonly removed: number
}

/** One that works for the agent, on its own. */
export interface SubAgent {
  readonly name: string
  /** What sort of agent: `explore`, `general-purpose`, …; empty when it is not told. */
  readonly sort: string
  readonly model: string | null
  readonly state: 'running' | 'done' | 'failed' | 'stopped'
  /** What it said last. */
  readonly words: string
  readonly startedAt: number
  readonly endedAt: number | null
}

export interface RequestItem {
  readonly kind: 'request'
  readonly id: string
  readonly at: number
  readonly request: Request
  /** Null while it waits. */
  readonly outcome: RequestOutcome | null
}

/** Something that waits for the person. */
export type Request =
  | {
      readonly kind: 'permission'
      readonly id: string
      /** What the tool wants to do. */
      readonly action: 'shell' | 'write' | 'read' | 'url' | 'tool' | 'other'
      /** The command, path or address in full. */
      readonly subject: string
      /** Why, in the agent's own words; may be empty. */
      readonly intention: string
      /** A change as a unified diff, when it is about writing a file. */
      readonly diff: string | null
      readonly folder: string | null
      /** The tool call that waits for it; left out where the runtime names none. */
      readonly toolId?: string
      /** What a rule for the session's folder would cover; left out where none may. */
      readonly offer?: RuleOffer
    }
  | {
      readonly kind: 'question'
      readonly id: string
      readonly question: string
      readonly choices: readonly string[]
      readonly freeform: boolean
    }
  | {
      readonly kind: 'form'
      readonly id: string
      /** The server that asks; empty when it is the agent itself. */
      readonly source: string
      readonly message: string
      /** What is to be filled in; null when a page is to be opened instead. */
      readonly form: Form | null
      readonly url: string | null
    }
  | {
      readonly kind: 'plan'
      readonly id: string
      /** Markdown. */
      readonly summary: string
      /** The plan in full, as Markdown; empty where the summary is all there is. */
      readonly plan: string
      readonly actions: readonly PlanAction[]
      readonly recommended: PlanAction
    }

/** How to go on when a plan is approved: in which mode, or not at all for now. */
export type PlanAction = 'interactive' | 'autopilot' | 'autopilot_fleet' | 'exit_only'

/** `unanswered`: everything ended while it waited. */
export type RequestOutcome =
  | 'allowed'
  | 'allowedForSession'
  | 'allowedForFolder'
  | 'allowedByRule'
  | 'denied'
  | 'answered'
  | 'dismissed'
  | 'unanswered'

/** What a person answers. */
export type Answer =
  | { readonly kind: 'allowOnce' }
  | { readonly kind: 'allowForSession' }
  /** Stores a rule for the session's folder first. */
  | { readonly kind: 'allowForFolder' }
  | { readonly kind: 'deny' }
  | { readonly kind: 'reply'; readonly text: string; readonly freeform: boolean }
  | { readonly kind: 'form'; readonly content: FormContent }
  /** Says no to a form; `cancel` leaves it undecided. */
  | { readonly kind: 'decline' | 'cancel' }
  | { readonly kind: 'approvePlan'; readonly action: PlanAction }
  | { readonly kind: 'revisePlan'; readonly feedback: string }

export interface NoticeItem {
  readonly kind: 'notice'
  readonly id: string
  readonly at: number
  readonly notice:
    | { readonly kind: 'modelChanged'; readonly from: string | null; readonly to: string }
    /**
     * `tokens`: what the context weighed then; null where the runtime did not tell. `manual`: the person asked for it.
     * `over`: nobody works on it any more.
     */
    | {
        readonly kind: 'compactionStarted'
        readonly tokens: number | null
        readonly manual?: true
        readonly over?: boolean
      }
    | ({ readonly kind: 'compacted'; readonly summary: string } & CompactionFacts)
    | { readonly kind: 'compactionFailed'; readonly message: string; readonly status: number | null }
    /** The person took it back: all is as it was. */
    | { readonly kind: 'compactionCancelled' }
    /** The oldest messages no longer fit, and nothing sums them up: the model was not given them. */
    | { readonly kind: 'truncated'; readonly messages: number; readonly tokens: number }
    /** The runtime wanted something that can't be given here, and was told so. `server` is empty where none asked. */
    | {
        readonly kind: 'refused'
        readonly what: 'autoModel' | 'limit' | 'sampling' | 'signIn'
        readonly server: string
      }
    /** `attempt` counts the tries after the first one. */
    | { readonly kind: 'retrying'; readonly message: string; readonly attempt?: number; readonly over?: boolean }
    /** `over`: what it tells of has passed. */
    | { readonly kind: 'info'; readonly message: string; readonly over?: boolean }
}

/** What summing up older messages did and took; null where the runtime did not tell. */
export interface CompactionFacts {
  readonly before: number | null
  readonly after: number | null
  readonly used: ModelUsage | null
}

/** A whole conversation as far as it is loaded. Streaming touches `active` alone. */
export interface SessionState {
  readonly turns: readonly Turn[]
  readonly active: Turn | null
}

/** Something that goes with a message. */
export interface Attachment {
  readonly id: string
  readonly kind: 'file' | 'folder' | 'image'
  readonly name: string
  /** Where it is on the disk; null for a picture of which we hold a copy of our own. */
  readonly path: string | null
  /** The name of our own copy: the hash of its bytes, and their kind. */
  readonly asset: string | null
  /** Bytes when it was attached; null for a folder. */
  readonly size: number | null
}

/** Something that could not be attached, and why. */
export interface RefusedAttachment {
  readonly name: string
  readonly code: 'attachmentMissing' | 'attachmentTooLarge' | 'attachmentKind' | 'attachmentUnreadable'
}

/** What came of attaching. */
export interface Attached {
  readonly added: readonly Attachment[]
  readonly refused: readonly RefusedAttachment[]
}

/** Text that was typed and not sent; white space and caret exact. */
export interface Draft {
  readonly text: string
  readonly selectionStart: number
  readonly selectionEnd: number
  readonly attachments: readonly Attachment[]
}

/** A message that waits for its turn. `paused`: it came back after a stop, a crash or a quit, and waits for the person. */
export interface QueuedMessage {
  readonly id: string
  readonly text: string
  /** When it was queued; once it is being sent, when it was handed over. */
  readonly at: number
  readonly state: 'queued' | 'sending' | 'paused'
  readonly attachments: readonly Attachment[]
  /** Why it is paused; null while it is not. Not kept: what comes back after a start was `ended`. */
  readonly pausedBy: PauseReason | null
}

/** The person stopped the turn before it, that turn failed or was cut, it could not be sent, or Retoma ended. */
export type PauseReason = 'stopped' | 'failed' | 'interrupted' | 'notSent' | 'ended'

/** What was entered for a session that does not exist yet. */
export interface NewSessionDraft {
  readonly topic: string
  /** Null: the id is written freely. */
  readonly template: string | null
  readonly freeId: string
  readonly kind: SessionKind
  readonly folder: string | null
  readonly model: { readonly providerId: string; readonly model: string } | null
  /** True when the person chose the model here. */
  readonly modelChosen: boolean
  /** Where the caret was last, and in which box. */
  readonly caret: { readonly field: 'topic' | 'id'; readonly start: number; readonly end: number } | null
}

/** What git knows of a folder; null for what it does not. */
export interface FolderFacts {
  readonly repository: string | null
  readonly branch: string | null
}

/** A marked message; `snippet` stays readable when the message is gone. */
export interface Bookmark {
  readonly id: string
  readonly sessionId: string
  readonly turnId: string
  /** The marked item, or null when the prompt itself is marked. */
  readonly itemId: string | null
  readonly name: string
  readonly description: string
  readonly snippet: string
  readonly createdAt: number
}

/** Where the transcript was scrolled to: the topmost visible turn and how far its top is above the viewport's, in CSS pixels. */
export interface ScrollAnchor {
  readonly turnId: string
  readonly offset: number
  /** The topmost visible item of the turn, when its beginning is not what is in view, and its own offset. */
  readonly item?: { readonly id: string; readonly offset: number } | undefined
  /** True when the end was in view: then the end is followed, whatever came since. */
  readonly atEnd: boolean
}

/** A session as it is shown when it opens. */
export interface OpenedSession {
  readonly row: SessionRow
  readonly state: SessionState
  /** The number of the last event that `state` contains: events up to it are to be dropped. */
  readonly seq: number
  /** Pass to `session.history` for older turns; null when `state` reaches the beginning. */
  readonly before: number | null
  readonly draft: Draft | null
  readonly queue: readonly QueuedMessage[]
  /** What was typed into requests and not sent, by the id of the request. */
  readonly replies: Readonly<Record<string, string>>
  readonly bookmarks: readonly Bookmark[]
  readonly anchor: ScrollAnchor | null
  /** The turn that was the last one when the person last looked; null when never. */
  readonly readTurnId: string | null
  readonly readAt: number | null
  readonly problem: SessionProblem | null
  /** How making it live goes, or why it was given up; null when there is nothing to tell. */
  readonly resuming: Resuming | null
  /** What rewinds took out of it, the oldest first. */
  readonly versions: readonly Version[]
  /** How full its context was when that was last measured here; null when it never was. */
  readonly context: ContextUse | null
}

/** What a rewind took out of a conversation and that we keep: it can be read, and come back as a session of its own. */
export interface Version {
  readonly id: string
  /** The message behind which it stood; null: at the beginning. */
  readonly after: string | null
  readonly at: number
  /** How many turns it has. */
  readonly turns: number
}

/** What a rewind would drop. */
export interface RewindPreview {
  readonly turns: number
  readonly tools: number
  /** Files that come back to what they were before (absolute paths); null when nobody kept what they were. */
  readonly files: readonly string[] | null
  /** How many of the tools that are dropped wrote files, as far as their names tell. */
  readonly writes: number
}

/** A session that continues another; `summarised`: with a summary that the model made for it. */
export interface HandedOver {
  readonly row: SessionRow
  readonly summarised: boolean
}

/** Older turns, oldest first. */
export interface HistoryPage {
  readonly turns: readonly Turn[]
  readonly before: number | null
}

/** What went or would go, one line for each session. */
export interface CleanupPreview {
  readonly rows: readonly SessionRow[]
  readonly bytes: number
  /** Sessions that the rule met and left out, with the reason. */
  readonly keptOut: readonly {
    readonly id: string
    readonly reason: 'bookmarked' | 'pinned' | 'running' | 'cli' | 'draft'
  }[]
}

export interface ItemResult {
  readonly id: string
  /** Null when it went well. */
  readonly error: { readonly code: string; readonly message: string } | null
  /** The entry of the trash that a deleted session has become; left out where none has. */
  readonly entryId?: string
  /** What came of importing something; left out everywhere else. */
  readonly imported?: Imported
}

/** A session that was imported. */
export interface Imported {
  readonly sessionId: string
  /** True when it could not keep the id that it had. */
  readonly renamed: boolean
  /** True when its own log came along; false when one was made of its messages. */
  readonly whole: boolean
  /** Messages that no log can hold: those of neither the person nor the model. */
  readonly leftOut: number
  /** Uses of tools that were told and are not in the log that was made. */
  readonly tools: number
}

/** A deleted session that can still come back. */
export interface TrashEntry {
  readonly entryId: string
  /** The id of the session. */
  readonly id: string
  readonly title: string
  readonly deletedAt: number
  /** When it goes for good by itself; null when it stays until a person says so. */
  readonly goesAt: number | null
  /** Bytes of all its files. */
  readonly size: number
  readonly origin: SessionRow['origin']
  readonly unsent: boolean
  readonly bookmarks: number
  /** What it says about itself can't be read: it can't be restored by itself, and never goes by itself. */
  readonly unreadable: boolean
}

/** How the runtime is doing. */
export type RuntimeStatus =
  | { readonly state: 'stopped' }
  /** `slow`: it takes longer than it usually does. */
  | { readonly state: 'starting'; readonly slow?: boolean }
  | { readonly state: 'running'; readonly version: string }
  | {
      readonly state: 'restarting'
      readonly attempt: number
      readonly of: number
      readonly reason: RuntimeFailure
      readonly slow?: boolean
    }
  | { readonly state: 'failed'; readonly reason: RuntimeFailure; readonly message: string }

/** Why the runtime does not run; `givenUp`: the person stopped the attempts to start it. */
export type RuntimeFailure =
  | 'exited'
  | 'frozen'
  | 'missing'
  | 'notExecutable'
  | 'protocol'
  | 'startTimeout'
  | 'homeReadOnly'
  | 'diskFull'
  | 'givenUp'
  | 'other'

export interface Settings {
  readonly theme: 'system' | 'light' | 'dark'
  readonly language: 'system' | 'en' | 'pt-BR'
  readonly defaultProviderId: string | null
  readonly defaultModel: string | null
  readonly defaultKind: SessionKind
  /** What closing the window does; `ask` until the first close. */
  readonly onClose: 'ask' | 'tray' | 'quit'
  readonly tray: boolean
  readonly sendKey: 'enter' | 'modEnter'
  /** How changes of files are shown: one column, or before and after side by side. */
  readonly diffView: 'unified' | 'split'
  /** Null: `~/.copilot`, or COPILOT_HOME. */
  readonly copilotHome: string | null
  readonly idTemplate: string
  /** Patterns of ids for sessions in one folder, which go before that one. */
  readonly folderTemplates: readonly { readonly folder: string; readonly template: string }[]
  /** How long deleted sessions stay in the trash; 0: until they are deleted there. */
  readonly trashDays: number
  /** Whether older messages are summed up by themselves, and from which share of the context on (0 to 1). */
  readonly compaction: { readonly on: boolean; readonly at: number }
  readonly notifications: { readonly needsYou: boolean; readonly done: boolean; readonly failed: boolean }
  /** Whether long lines of code in answers are wrapped. */
  readonly codeWrap: boolean
  /** Whether the lines of code in answers are numbered. */
  readonly codeNumbers: boolean
  /** Whether the person was told what autopilot may do. */
  readonly autopilotTold: boolean
  /** In the order in which they were saved; at most {@link MOST_SAVED_SEARCHES}. */
  readonly savedSearches: readonly SavedSearch[]
  readonly welcomed: boolean
}

/** A search that a person keeps. */
export interface SavedSearch {
  readonly name: string
  readonly query: string
}

/** More searches than this are not kept. */
export const MOST_SAVED_SEARCHES = 50

/** Folders that can have a pattern of their own. */
export const MOST_FOLDER_TEMPLATES = 200

/** What the window was showing. */
export interface Where {
  readonly sessionId: string | null
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
  readonly rows: readonly SessionRow[]
  /** The session to show, opened already; null when there is none. */
  readonly opened: OpenedSession | null
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
  /** What is typed can't be written: it waits in memory. These last until that is over. */
  | { readonly kind: 'diskFull' }
  | { readonly kind: 'unsaved' }
  /** The runtime can't keep what is said; these last, too. */
  | { readonly kind: 'homeReadOnly' }
  | { readonly kind: 'homeFull' }
  | { readonly kind: 'homeUnwritable' }
