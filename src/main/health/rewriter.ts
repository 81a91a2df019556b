import { randomUUID } from 'node:crypto'
import { AppError } from '../../shared/errors.ts'
import { dataOf } from '../history/rawEvent.ts'
import type { Workspace } from '../history/workspaceFile.ts'
import type { ExaminedLine } from './examine.ts'
import { createIdSet } from './idSet.ts'
import type { Slimmer } from './slim.ts'
import { startEvent } from './startEvent.ts'
import { isTime, isUuid, type LooseEvent } from './validEvent.ts'

const FEED = Buffer.from('\n')

/** Makes the lines of a sound log of those of a damaged one, in order. */
export interface Rewriter {
  /** What a line becomes: buffers that hold whole lines together; `bytes` are those of the examined line. */
  line(examined: ExaminedLine, bytes: Buffer): readonly Buffer[]
  /** What still has to come behind the last line. */
  end(): readonly Buffer[]
  /** Events written so far. */
  events(): number
}

export interface RewriterDeps {
  readonly id: string
  readonly workspace: Workspace
  /** Null keeps every event. */
  readonly slimmer: Slimmer | null
  readonly now: () => number
}

/**
 * Keeps the bytes of every event that is sound. An event is written anew only where its id or time is broken, where its parent
 * is gone (the event before it takes its place), or where the first event names another session; without a first event one is made.
 */
export function createRewriter({ id, workspace, slimmer, now }: RewriterDeps): Rewriter {
  const ids = createIdSet()
  let last: { readonly id: string; readonly timestamp: string } | null = null
  let events = 0

  const took = (event: LooseEvent & { readonly id: string; readonly timestamp: string }): void => {
    ids.add(event.id)
    last = { id: event.id, timestamp: event.timestamp }
    events += 1
  }
  const begin = (next: LooseEvent | null): readonly Buffer[] => {
    // The first event that is left still names the one that is gone.
    const parentId = next?.['parentId']
    const time = next?.['timestamp']
    const timestamp = isTime(time) ? time : new Date(workspace.createdAt ?? now()).toISOString()
    const start = startEvent(id, workspace, {
      id: isUuid(parentId) && parentId !== next?.['id'] ? parentId : randomUUID(),
      timestamp,
    })
    took({ ...start, id: String(start['id']), timestamp })
    return [toLine(start)]
  }
  const parentOf = (parentId: unknown): string | null => {
    if (last === null) return null
    if (parentId === last.id || (isUuid(parentId) && ids.has(parentId))) return parentId
    return last.id
  }

  const write = (found: LooseEvent, raw: Buffer): readonly Buffer[] => {
    const slimmed = slimmer === null ? found : slimmer(found)
    if (slimmed === null) return []
    const isFirst = last === null
    if (isFirst) checkVersion(found)
    const before = isFirst && !isBeginning(found) ? begin(found) : []
    const event = isFirst && before.length === 0 ? ownedBy(slimmed, id) : slimmed
    const eventId = isUuid(event['id']) ? event['id'] : randomUUID()
    const timestamp = isTime(event['timestamp'])
      ? event['timestamp']
      : (last?.timestamp ?? new Date(now()).toISOString())
    const parentId = parentOf(event['parentId'])
    const mended = eventId !== event['id'] || timestamp !== event['timestamp'] || parentId !== event['parentId']
    took({ ...event, id: eventId, timestamp })
    if (!mended && event === found) return [...before, raw, FEED]
    return [...before, toLine({ ...event, id: eventId, timestamp, parentId })]
  }

  return {
    line: ({ events: found }, bytes) =>
      found.flatMap(({ event, start, end }) => write(event, bytes.subarray(start, end))),
    end: () => (last === null ? begin(null) : []),
    events: () => events,
  }
}

/** A log begins with this, or it can't be resumed. */
export function isBeginning(event: LooseEvent): boolean {
  return event.type === 'session.start' || event.type === 'session.resume'
}

/** What a later version of the format wrote must not be touched by what does not know it. */
function checkVersion(event: LooseEvent): void {
  const version = dataOf(event)['version']
  if (event.type === 'session.start' && typeof version === 'number' && version > 1) {
    throw new AppError('sessionNewer', String(version))
  }
}

/** Whether the first event says that the log is another session's: a copied folder. */
export function namesAnother(event: LooseEvent, id: string): boolean {
  return event.type === 'session.start' && dataOf(event)['sessionId'] !== id
}

function ownedBy(event: LooseEvent, id: string): LooseEvent {
  return namesAnother(event, id) ? { ...event, data: { ...dataOf(event), sessionId: id } } : event
}

function toLine(event: LooseEvent): Buffer {
  return Buffer.from(`${JSON.stringify(event)}\n`)
}
