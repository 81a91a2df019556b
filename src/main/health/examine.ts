import type { DamageKind } from '../../shared/health.ts'
import { recoverEvents, trimLine } from '../history/parseLine.ts'
import type { PlacedLine } from './lines.ts'
import { hasEnvelope, isUsable, type LooseEvent } from './validEvent.ts'

/** An event that larger than this is worth a word (bytes). */
const HUGE = 10 * 1024 * 1024
const BLANK = new Set([0, 9, 13, 32])

/** An event with the place of its bytes in its line. */
export interface FoundEvent {
  readonly event: LooseEvent
  readonly start: number
  readonly end: number
}

/** What a line holds. */
export interface ExaminedLine {
  readonly events: readonly FoundEvent[]
  /** Null when the line is as it should be. */
  readonly damage: { readonly kind: DamageKind; readonly lost: number } | null
  readonly huge: boolean
}

const nothing: ExaminedLine = { events: [], damage: null, huge: false }

/** Finds the events of a line, and what is wrong with it: with `refused`, the runtime's word stands against ours. Pure; never throws. */
export function examineLine(line: PlacedLine, refused: boolean): ExaminedLine {
  const { bytes } = line
  if (bytes === null) return { events: [], damage: { kind: 'notJson', lost: 1 }, huge: true }
  const { start, end, nulls, mark } = trimLine(bytes)
  const huge = bytes.length > HUGE
  if (start >= end) {
    if (nulls) return { ...nothing, damage: { kind: line.ended ? 'nuls' : 'nulTail', lost: 0 } }
    return mark ? { ...nothing, damage: { kind: 'bom', lost: 0 } } : nothing
  }
  const value = parse(bytes.subarray(start, end))
  if (isUsable(value)) {
    const events = [{ event: value, start, end }]
    if (!hasEnvelope(value)) return { events, damage: { kind: 'envelope', lost: 0 }, huge }
    const kind = nulls ? (endsInNuls(bytes, end) && !line.ended ? 'nulTail' : 'nuls') : mark ? 'bom' : null
    if (kind === null && refused) return { events: [], damage: { kind: 'refused', lost: 1 }, huge }
    return { events, damage: kind === null ? null : { kind, lost: 0 }, huge }
  }
  if (value !== undefined) return { events: [], damage: { kind: 'notEvent', lost: 1 }, huge }
  return { ...recover(line, bytes, start), huge }
}

function recover(line: PlacedLine, bytes: Buffer, start: number): Pick<ExaminedLine, 'events' | 'damage'> {
  const found = recoverEvents(bytes)
  const events = found.flatMap(({ event, offset, end }) =>
    isUsable(event) ? [{ event, start: offset, end } satisfies FoundEvent] : [],
  )
  const lost = (hasMore(bytes, start, found) ? 1 : 0) + found.length - events.length
  if (events.length > 0) return { events, damage: { kind: lost === 0 ? 'joined' : 'notJson', lost } }
  return { events, damage: { kind: line.ended ? 'notJson' : 'cutLine', lost: Math.max(1, lost) } }
}

/** Whether something stands between the events that were found. */
function hasMore(
  bytes: Buffer,
  start: number,
  found: readonly { readonly offset: number; readonly end: number }[],
): boolean {
  let from = start
  for (const { offset, end } of [...found, { offset: bytes.length, end: bytes.length }]) {
    if (bytes.subarray(from, offset).some((byte) => !BLANK.has(byte))) return true
    from = end
  }
  return false
}

function endsInNuls(bytes: Buffer, end: number): boolean {
  return bytes.subarray(end).includes(0)
}

/** `undefined` for what is no JSON. */
function parse(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'))
  } catch {
    return undefined
  }
}
