import type { Request } from '../../shared/model/request.ts'
import type { RowNote, RowState, SessionProblem, SessionRow } from '../../shared/model/session.ts'
import type { SessionState } from '../../shared/model/turn.ts'
import type { DiskSession } from '../history/port.ts'
import type { LastSeen, SessionRecord } from '../library/port.ts'
import { isUnsent } from './unsent.ts'

/** The name by which our runtime signs the sessions that it makes. */
export const CLIENT_NAME = 'retoma'

const NO_TAGS: readonly string[] = []

/** What is known of one session, from the three places that know something. */
export interface RowSources {
  readonly id: string
  readonly record: SessionRecord | null
  readonly disk: DiskSession | null
  /** The conversation, when main has it in memory. */
  readonly state: SessionState | null
  /** Whether the runtime has it in memory for us. */
  readonly live: boolean
  readonly hasDraft: boolean
  readonly queued: number
  readonly bookmarks: number
  /** What was found wrong when its log was read, or with its folder; left out when nothing was. */
  readonly found?: SessionProblem | null
}

/** One line of the list; the person's own words win over the runtime's, the log over our memory of it. */
export function buildRow({
  id,
  record,
  disk,
  state,
  live,
  hasDraft,
  queued,
  bookmarks,
  found,
}: RowSources): SessionRow {
  const begins = isUnsent(record, disk)
  const seen = disk === null ? (record?.seen ?? null) : null
  const summary = disk?.summary ?? ''
  const manual = record?.title ?? (disk?.userNamed === true ? disk.name : null)
  const now = liveState(state)
  const lastTurnAt = state?.active?.at ?? state?.turns.at(-1)?.endedAt ?? 0
  const activeAt = Math.max(disk?.activeAt ?? seen?.activeAt ?? record?.createdAt ?? 0, lastTurnAt)
  return {
    id,
    title: manual ?? seen?.title ?? disk?.title ?? id,
    titleIsManual: manual !== null,
    summary: seen?.summary ?? firstLine(summary, 200),
    // A plain chat works in no folder, wherever its runtime was started.
    folder: record?.kind === 'chat' ? null : (record?.folder ?? disk?.folder ?? seen?.folder ?? null),
    kind: record?.kind ?? null,
    providerId: record?.providerId ?? null,
    model: record?.model ?? disk?.model ?? seen?.model ?? null,
    effort: record?.effort ?? null,
    mode: record?.mode ?? 'interactive',
    createdAt: disk?.createdAt ?? seen?.createdAt ?? record?.createdAt ?? 0,
    activeAt,
    origin: disk === null ? (seen?.origin ?? 'retoma') : originOf(disk),
    state: now?.state ?? storedState(record),
    note: now?.note ?? failedNote(record, now),
    unread: record?.unread ?? false,
    unsent: begins && now === null && (state?.turns.length ?? 0) === 0,
    hasDraft,
    queued,
    bookmarks,
    size: disk?.size ?? 0,
    // What is being said here is on its way to a log that was missing or empty when it was looked at.
    problem: begins || live ? null : (problemOf(record, disk) ?? found ?? null),
    pinned: record?.pinned ?? false,
    tags: record?.tags ?? NO_TAGS,
    notes: record?.notes ?? '',
    lineage: record?.lineage ?? null,
    said: hasSaid(record, disk) || now !== null || (state?.turns.length ?? 0) > 0,
    // What happens in it brings it back.
    archived: record?.archivedAt != null && activeAt <= record.archivedAt && now === null,
    repository: disk?.repository ?? null,
    branch: disk?.branch ?? null,
    parentId: disk?.parentId ?? null,
  }
}

/** Sessions without a word are read whole: a log larger than this has said something, whatever its beginning shows (bytes). */
const EMPTY_LOG = 24 * 1024

/** A runtime names a session when something is said; and what was said and is gone from its file is not forgotten here. */
function hasSaid(record: SessionRecord | null, disk: DiskSession | null): boolean {
  if (record !== null && (record.lastOutcome !== null || record.readTurnId !== null)) return true
  return disk === null || disk.summary !== '' || disk.name !== null || disk.size > EMPTY_LOG
}

/** What of a session's files is kept, for the row to show should they be gone. */
export function lastSeen(disk: DiskSession): LastSeen {
  const { title, summary, folder, model, createdAt, activeAt } = disk
  return { title, summary: firstLine(summary, 200), folder, model, origin: originOf(disk), createdAt, activeAt }
}

function originOf(disk: DiskSession): SessionRow['origin'] {
  return disk.clientName === CLIENT_NAME ? 'retoma' : disk.origin
}

function problemOf(record: SessionRecord | null, disk: DiskSession | null): SessionRow['problem'] {
  if (disk !== null) return disk.problem
  return record === null ? null : { code: 'missing', detail: null }
}

function liveState(state: SessionState | null): { state: RowState; note: RowNote | null } | null {
  const active = state?.active
  if (active == null) return null
  const waiting = active.items.find((item) => item.kind === 'request' && item.outcome === null)
  if (waiting?.kind === 'request') return { state: 'needsYou', note: requestNote(waiting.request) }
  return { state: 'running', note: null }
}

function requestNote(request: Request): RowNote {
  switch (request.kind) {
    case 'permission':
      return { kind: request.kind, what: firstLine(request.subject, 120) }
    case 'question':
      return { kind: request.kind, what: firstLine(request.question, 120) }
    case 'form':
      return { kind: request.kind, what: firstLine(request.message, 120) }
    case 'plan':
      return { kind: request.kind, what: firstLine(request.summary.replace(/^#+ /u, ''), 120) }
  }
}

function storedState(record: SessionRecord | null): RowState {
  switch (record?.lastOutcome) {
    case 'failed':
      return 'failed'
    case 'stopped':
    case 'interrupted':
      return 'stopped'
    case 'done':
    case null:
    case undefined:
      return 'idle'
  }
}

function failedNote(record: SessionRecord | null, live: unknown): RowNote | null {
  if (live !== null || record?.lastOutcome !== 'failed' || record.lastError === null) return null
  return { kind: 'failed', error: record.lastError }
}

function firstLine(text: string, max: number): string {
  const line = text.trim().split(/\r?\n/u, 1)[0] ?? ''
  return line.length > max ? `${line.slice(0, max - 1).toWellFormed()}…` : line
}
