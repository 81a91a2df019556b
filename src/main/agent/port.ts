import type { SessionEvent } from '../../shared/events.ts'
import type { AuthState, Model } from '../../shared/model/provider.ts'
import type { Answer, Request } from '../../shared/model/request.ts'
import type { RuntimeStatus } from '../../shared/model/runtimeStatus.ts'
import type { SessionKind, SessionMode } from '../../shared/model/session.ts'
import type { SessionGrant } from '../../shared/rules.ts'

/** How a provider is reached, key included: resolved anew for each session, since the runtime never keeps it. */
export type Connection =
  | { readonly kind: 'copilot' }
  | { readonly kind: 'practice' }
  | {
      readonly kind: 'openai' | 'anthropic' | 'azure'
      readonly baseUrl: string
      /** Null for a server that asks for none. */
      readonly apiKey: string | null
    }

/** What a live session needs to know. */
export interface LiveOptions {
  readonly id: string
  readonly kind: SessionKind
  readonly folder: string | null
  readonly connection: Connection
  readonly model: string
  /** How its context is kept in bounds; left out: as the runtime does it by itself. */
  readonly context?: ContextRule
  /** How long the model is to think; null (or left out) leaves it as the session has it. */
  readonly effort?: string | null
  /** How the agent works; null (or left out) leaves it as the session has it. */
  readonly mode?: SessionMode | null
  /** Called when the runtime works in another mode from now on. */
  readonly onMode?: (mode: SessionMode) => void
  /** Called for every event from the first on, in order, each once. */
  readonly onEvent: (event: SessionEvent) => void
  /**
   * Called once when the session stops being live without having been closed: the runtime died, froze, or let it go.
   * No event follows. Whoever sends next resumes first.
   */
  readonly onLost: () => void
  /**
   * Whether a rule of the person's covers a permission; what has to be kept of that is durable when it resolves to true.
   * Null: certainly not.
   */
  readonly allowedByRule?: (request: Extract<Request, { kind: 'permission' }>) => Promise<boolean> | null
  /**
   * Only for resuming: the newest turn, cut while a permission waited, is taken up where it stood. Nothing of it is done
   * before its requests are answered; where the log shows that more than waiting was going on, it rejects with `takeUpUnsafe`.
   */
  readonly takeUp?: { readonly turnId: string; readonly requestId: string } | null
}

/** How a context is kept in bounds. */
export interface ContextRule {
  /** Tokens that a request may weigh; null leaves it to the runtime, which believes in 128,000 for models that it does not know. */
  readonly limit: number | null
  /** From which share of that on (0 to 1) older messages are summed up; null: never by itself. */
  readonly compactAt: number | null
}

/** Something that goes with a message, checked and ready. `bytes` are base64. */
export type SentAttachment =
  | { readonly kind: 'file' | 'folder'; readonly path: string; readonly name: string }
  | { readonly kind: 'bytes'; readonly data: string; readonly mimeType: string; readonly name: string }

/** How a message is sent. */
export interface SendOptions {
  readonly attachments: readonly SentAttachment[]
  /**
   * Gives it to the turn that runs instead of letting it wait for its end: the model reads it after what it is at now.
   * Its `turnStarted` comes when it does; an abort before that takes it back without an event.
   */
  readonly steer: boolean
  /** What the model is given in place of the text, which stays what is shown. */
  readonly given?: string | undefined
}

/** What became of the files when a session was rewound: absolute paths. */
export interface RewoundFiles {
  readonly restored: readonly string[]
  /** Those that were left as they are, since somebody changed them meanwhile, or could not be written. */
  readonly skipped: readonly string[]
}

/** A slash command as the runtime offers it. */
export interface OfferedCommand {
  readonly name: string
  readonly aliases: readonly string[]
  /** `builtin`, or where it comes from. */
  readonly kind: string
  readonly description: string
}

/** What came of a slash command: a text to show, or a prompt for the model. */
export type Invoked =
  | { readonly kind: 'text'; readonly text: string; readonly markdown: boolean }
  | { readonly kind: 'prompt'; readonly prompt: string }
  | { readonly kind: 'done' }

/** A session that the runtime has in memory. Every call is bounded in time and rejects with an AppError. */
export interface LiveSession {
  readonly id: string
  /** Resolves when the runtime has accepted the message, with the id that its `turnStarted` event will carry if that is known. */
  send(text: string, options?: SendOptions): Promise<void>
  /** Resolves when the message that is being read stands in the log; to false when nobody can tell that it does. */
  saved(): Promise<boolean>
  /** Resolves when the turn has ended: softly within 5 s, by a hard stop of the session otherwise. */
  stop(): Promise<void>
  answer(requestId: string, answer: Answer): Promise<void>
  /** What the runtime says that it uses, when it was opened; null where it did not say. */
  readonly runsWith: { readonly model: string; readonly effort: string | null } | null
  /** Null leaves the effort to the provider. */
  setModel(model: string, effort?: string | null): Promise<void>
  setMode(mode: SessionMode): Promise<void>
  commands(): Promise<readonly OfferedCommand[]>
  invoke(name: string, input: string): Promise<Invoked>
  /** What was allowed until it is closed. */
  grants(): readonly SessionGrant[]
  /** From now on it asks again for everything that no rule covers. */
  revokeGrants(): Promise<void>
  /**
   * Has older messages summed up now, and resolves when that is over, however it ended: an event tells. `keep`: what the
   * summary is to be about above all; may be empty.
   */
  compact(keep: string): Promise<void>
  /** Calls off what `compact` began; resolves to false when it was over already. */
  cancelCompaction(): Promise<boolean>
  /** Asks the model for a summary of the conversation; empty when it gives none. Nothing is added to the conversation. */
  summarise(): Promise<string>
  /** Lets go of it and keeps it on disk. */
  close(): Promise<void>
}

/** The port behind which the Copilot runtime stands; sessions know nothing else of it. */
export interface Agent {
  status(): RuntimeStatus
  onStatus(listener: (status: RuntimeStatus) => void): () => void
  /** Starts the runtime ahead of its first use; failures show in the status. */
  warmUp(): void
  /** Ends the runtime, however it is, and starts it anew; where one has failed, only that one is tried again. */
  restart(): Promise<void>
  /** Ends the attempts to start it; calls that wait for it reject with `runtimeGivenUp`. Sending tries again. */
  stopTrying(): void
  /** Rejects with `idTaken` when the runtime knows the id: a second create would damage the old session. */
  create(options: LiveOptions): Promise<LiveSession>
  /** Rejects with sessionMissing, sessionEmpty, sessionDamaged, sessionNewer, folderMissing … */
  resume(options: LiveOptions): Promise<LiveSession>
  /** Whether the runtime has a session of that id. */
  exists(id: string): Promise<boolean>
  /** The runtime's own deletion; resolves too when there was nothing. */
  remove(id: string): Promise<void>
  /** Sets the name that the CLI shows too. */
  rename(id: string, name: string): Promise<void>
  /**
   * Keeps a text of ours (up to 16 KiB) with a session, where only we look; a session that is closed is opened for a
   * moment, which leaves its log as it is.
   */
  keepMetadata(id: string, text: string): Promise<void>
  /**
   * The files that a turn and those behind it changed, of which the runtime kept what they were; null when it kept nothing.
   * Leaves the log as it is.
   */
  changedSince(id: string, turnId: string): Promise<readonly string[] | null>
  /**
   * Takes a turn and all behind it out of the log of a session that is not live; with `files`, what they changed is put back
   * before. Rejects with rewindFailed; after a time-out or the end of the runtime it may have happened or not: the log knows.
   */
  rewind(id: string, turnId: string, files: boolean): Promise<RewoundFiles>
  /** What was kept so, of those that have something and are there. Reads files only. */
  metadata(ids: readonly string[]): Promise<ReadonlyMap<string, string>>
  /** Which of these another living process holds. */
  inUse(ids: readonly string[]): Promise<ReadonlySet<string>>
  /** The commands that need no session; rejects when the runtime does not run. */
  commands(): Promise<readonly OfferedCommand[]>
  authState(): Promise<AuthState>
  signIn(token: string, host: string): Promise<AuthState>
  signOut(): Promise<AuthState>
  /** The models of the signed-in Copilot account; rejects with `signInFailed` when signed out. */
  copilotModels(): Promise<readonly Model[]>
  /** The machine slept or woke: time-outs start anew, and the runtime is asked whether it lives. */
  woke(): void
  /** Ends every live session and the runtime within 10 s; nothing is left running. */
  dispose(): Promise<void>
}
