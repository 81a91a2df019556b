import { parseLine, type RawEvent } from './parseLine.ts'
import { parseTime } from './workspaceFile.ts'

const TYPE_START = '{"type":"'
const TIME_START = '"timestamp":"'
const NEWLINE = 10

/** The type of an event whose line begins as the runtime writes it, without parsing it; null for anything else. */
export function typeOf(line: Buffer): string | null {
  // A byte order mark may come first.
  const start = line[0] === 0xef ? 3 : 0
  const text = line.toString('latin1', start, start + 80)
  if (!text.startsWith(TYPE_START)) return null
  const end = text.indexOf('"', TYPE_START.length)
  return end < 0 ? null : text.slice(TYPE_START.length, end)
}

/** The time of an event, which stands behind the data: large lines need not be parsed for it. */
export function timeOf(line: Buffer): number | null {
  const text = line.toString('latin1', Math.max(0, line.length - 200))
  const found = text.lastIndexOf(TIME_START)
  if (found < 0) return parseTime(eventOf(line)?.timestamp)
  const start = found + TIME_START.length
  return parseTime(text.slice(start, text.indexOf('"', start)))
}

/** The first event of a line, or null when there is none that can be read. */
export function eventOf(line: Buffer): RawEvent | null {
  return parseLine(line).events[0]?.event ?? null
}

/** What an event carries; empty when it carries nothing. */
export function dataOf(event: RawEvent | null): Record<string, unknown> {
  return isObject(event?.data) ? event.data : {}
}

/** Whether a value has fields. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

/** A string that says something, or null. */
export function textOrNull(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}

/** The lines of a piece; the last one is what stands behind the last line feed, often nothing. */
export function splitLines(bytes: Buffer): readonly Buffer[] {
  const lines: Buffer[] = []
  let start = 0
  for (let feed = bytes.indexOf(NEWLINE); feed >= 0; feed = bytes.indexOf(NEWLINE, start)) {
    lines.push(bytes.subarray(start, feed))
    start = feed + 1
  }
  lines.push(bytes.subarray(start))
  return lines
}
