import type { AuthState, Model } from '../../shared/model/provider.ts'
import type { SessionKind, SessionMode } from '../../shared/model/session.ts'
import type { Decision } from './permissions.ts'
import type {
  Connection,
  ContextRule,
  Invoked,
  LiveSession,
  OfferedCommand,
  RewoundFiles,
  SendOptions,
} from './port.ts'
import type { FormAnswer, PlanDecision } from './requests.ts'

/** One life of the runtime: started once, ended once. What `copilot.ts` makes of the SDK, and tests of nothing. */
export interface RuntimeProcess {
  /** Its process id while it lives. */
  pid(): number | null
  /** Starts it and shakes hands; resolves to its version. May hang: bound it. */
  start(): Promise<string>
  /** Resolves when it answers. May hang. */
  ping(): Promise<void>
  /** The processor time that it has used so far, in milliseconds; null when that is not known. */
  cpuTime(): Promise<number | null>
  /** Ends it in good order. May hang. */
  stop(): Promise<void>
  /** Ends it at once, however it is; resolves when its process is gone. */
  kill(): Promise<void>
  /** Called once when its process ended, whatever the reason. */
  onExit(listener: () => void): void
}

/** How a session is to be opened. */
export interface SessionSpec {
  readonly id: string
  readonly kind: SessionKind
  readonly folder: string | null
  readonly connection: Connection
  readonly model: string
  /** Goes on with what waited for the person when everything ended; a call of a tool that had begun would be done again. */
  readonly continuePendingWork: boolean
  readonly context?: ContextRule
  readonly effort?: string | null
  readonly mode?: SessionMode | null
  /** Takes every event of the runtime as it is. */
  readonly onEvent: (event: unknown) => void
}

/** A session that the runtime has in memory; every call may hang. */
export interface RuntimeSession {
  send(text: string, options: SendOptions): Promise<void>
  abort(): Promise<void>
  readonly runsWith: LiveSession['runsWith']
  setModel(model: string, effort: string | null): Promise<void>
  setMode(mode: SessionMode): Promise<void>
  commands(): Promise<readonly OfferedCommand[]>
  invoke(name: string, input: string): Promise<Invoked>
  /** Rejects when it fails; the events tell too. */
  compact(keep: string): Promise<void>
  /** Resolves to false when `compact` is not at work. */
  cancelCompaction(): Promise<boolean>
  summarise(): Promise<string>
  setName(name: string): Promise<void>
  keepMetadata(text: string): Promise<void>
  /** Resolves to false when nobody waits for it any more. */
  decide(requestId: string, decision: Decision): Promise<boolean>
  reply(requestId: string, answer: string, freeform: boolean): Promise<boolean>
  fillIn(requestId: string, answer: FormAnswer): Promise<boolean>
  decidePlan(requestId: string, decision: PlanDecision): Promise<boolean>
  /** Says no to what we can't show, so that nothing waits for ever. */
  refuse(what: Refusable, requestId: string): Promise<void>
  /** Forgets what was allowed for the session. */
  resetGrants(): Promise<void>
  /** The ids of permissions that wait, after a resume that goes on with what was pending. */
  pendingPermissions(): Promise<readonly string[]>
  /** See {@link Runtime.changedSinceClosed}. */
  changedSince(turnId: string): Promise<readonly string[] | null>
  disconnect(): Promise<void>
}

/** What the runtime may ask of its host that has no card here, by the name of its event. */
export type Refusable =
  | 'sampling.requested'
  | 'auto_mode_switch.requested'
  | 'session_limits_exhausted.requested'
  | 'mcp.oauth_required'
  | 'mcp.headers_refresh_required'

/** The runtime's operations; every call may hang. */
export interface Runtime extends RuntimeProcess {
  create(spec: SessionSpec): Promise<RuntimeSession>
  resume(spec: SessionSpec): Promise<RuntimeSession>
  /** Opens a closed session only to name it; leaves no trace in its log. */
  renameClosed(id: string, name: string): Promise<void>
  /** The same, to keep a text of ours with it. */
  keepMetadataClosed(id: string, text: string): Promise<void>
  /** The files that a turn and those behind it changed, as far as they can be put back; null when nobody kept them. */
  changedSinceClosed(id: string, turnId: string): Promise<readonly string[] | null>
  /** Takes a turn and all behind it out of a closed session's log, and puts the files back that they changed if asked. */
  rewindClosed(id: string, turnId: string, files: boolean): Promise<RewoundFiles>
  metadata(ids: readonly string[]): Promise<ReadonlyMap<string, string>>
  /** The events of a session's log since its newest message of the person, oldest first; at most the newest 5,000. */
  newestEvents(id: string): Promise<readonly unknown[]>
  /** Writes what was said so far to the disk. */
  save(id: string): Promise<void>
  exists(id: string): Promise<boolean>
  remove(id: string): Promise<void>
  inUse(ids: readonly string[]): Promise<readonly string[]>
  commands(): Promise<readonly OfferedCommand[]>
  authState(): Promise<AuthState>
  signIn(token: string, host: string): Promise<void>
  signOut(): Promise<void>
  models(): Promise<readonly Model[]>
}
