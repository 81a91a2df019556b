import type { OutlineLine } from '../../shared/find.ts'
import type { SessionProblem } from '../../shared/model/session.ts'
import type { Turn } from '../../shared/model/turn.ts'
import type { SessionChanges, ToolDiff } from '../../shared/toolOutput.ts'
import type { ToolTexts } from './toolTexts.ts'
import type { LoggedUsage } from '../../shared/usage.ts'

/** What a session's folder says about it. */
export interface DiskSession {
  readonly id: string
  readonly name: string | null
  /** True when a person gave the name (in the CLI or here). */
  readonly userNamed: boolean
  /**
   * What to call it when no person has named it: the runtime's name where it made one up, and one of our own where it only took
   * the first prompt for a name, or had nothing.
   */
  readonly title: string
  /** The beginning of the first prompt; empty when nothing was said. */
  readonly summary: string
  readonly folder: string | null
  readonly model: string | null
  readonly origin: 'cli' | 'sdk'
  /** The name with which the program that made it signed (ours: `retoma`); left out where it did not. */
  readonly clientName?: string
  /** Where it began to work, as far as git knows it; left out where it does not. */
  readonly repository?: string
  readonly branch?: string
  /** The session that spawned it for work of its own; left out for any other. */
  readonly parentId?: string
  readonly createdAt: number
  readonly activeAt: number
  readonly size: number
  readonly problem: SessionProblem | null
}

/** A piece of a log, translated and folded: turns oldest first, all ended. */
export interface HistoryRead {
  readonly turns: readonly Turn[]
  /** Byte offset to read before for older turns; null at the beginning of the log. */
  readonly before: number | null
  /**
   * The first line (`detail`) that could not be read as it should be. A cut last line and NULs behind it are damage here
   * when they are older than 10 s; they are none in the list, since the runtime drops them by itself when it resumes.
   */
  readonly problem: SessionProblem | null
}

/** Turns from the middle of a log, oldest first, all ended. */
export interface StretchRead {
  readonly turns: readonly Turn[]
  /** Where those of them stand that begin in it, by id: byte offsets. */
  readonly places: Readonly<Record<string, number>>
  /** As in {@link HistoryRead}. */
  readonly before: number | null
  /** Byte offset to read on from; null when it reaches what it was to reach. */
  readonly after: number | null
}

/** Which piece of which session to read; see {@link History.read}. */
export interface ReadOptions {
  readonly id: string
  readonly before: number | null
  readonly turns: number
}

/** Around which turn of which session to read; see {@link History.around}. */
export interface AroundOptions {
  readonly id: string
  readonly turnId: string
  readonly to: number
  readonly turns: number
}

/** From where on to read in which session; see {@link History.newer}. */
export interface NewerOptions {
  readonly id: string
  readonly after: number
  readonly to: number
  readonly turns: number
}

/** Reads COPILOT_HOME/session-state without the runtime, in a worker of its own. It never writes there. */
export interface History {
  /**
   * Every session folder of the home, in no particular order. At a start what the last one knew is told at once, and what changed
   * since then soon after, to whoever listens.
   */
  list(): Promise<readonly DiskSession[]>
  /** One folder; null when there is none. */
  get(id: string): Promise<DiskSession | null>
  /**
   * The newest turns (`before` null) or those before a cursor: about `turns` of them. Rejects with sessionMissing,
   * sessionEmpty or readFailed.
   */
  read(options: ReadOptions): Promise<HistoryRead>
  /** The turns around one that begins before the offset `to`; null when none of that id does. Rejects as `read`. */
  around(options: AroundOptions): Promise<StretchRead | null>
  /** The turns from the offset `after` on, at most to `to`. Rejects as `read`. */
  newer(options: NewerOptions): Promise<Omit<StretchRead, 'before'>>
  /** Every turn of a session, oldest first (for export and for the context since a bookmark). */
  readAll(id: string): Promise<readonly Turn[]>
  /** The prompts of a session, oldest first, without reading the answers (for the outline). */
  prompts(id: string): Promise<readonly OutlineLine[]>
  /** Every change that tools made to files, oldest first, over the whole log. */
  changes(id: string): Promise<SessionChanges>
  /** The diffs of some uses of tools, each cut where it is long. */
  diffs(id: string, itemIds: readonly string[]): Promise<readonly ToolDiff[]>
  /** The texts of tools that are not held at full length in a transcript. */
  readonly texts: ToolTexts
  /** The bytes of a picture that went with a prompt, in base64; see `readSentPicture`. */
  sentPicture(id: string, turnId: string, index: number): Promise<string | null>
  /** What the log itself sums up of its usage. Rejects with sessionMissing or readFailed. */
  usage(id: string): Promise<LoggedUsage>
  /** Sessions that appeared, changed or went, at most 2 s after it happened; our own changes included. */
  onChanged(listener: (changed: readonly DiskSession[], removed: readonly string[]) => void): () => void
  /** Nothing of sessions that went stays in what is kept for the next start. */
  scrub(): Promise<void>
  /** While nobody looks, the home is looked at less often. */
  setAttention(watched: boolean): void
  dispose(): Promise<void>
}
