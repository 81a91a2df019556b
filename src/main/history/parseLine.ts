/** An event as it stands in a log, not yet understood. */
export interface RawEvent {
  readonly type: string
  readonly timestamp?: unknown
  readonly agentId?: unknown
  readonly data?: unknown
}

/** What a line holds: its events with their places, and whether something about it is not as it should be. */
export interface ParsedLine {
  readonly events: readonly { readonly event: RawEvent; readonly offset: number }[]
  readonly damaged: boolean
}

const EVENT_START = Buffer.from('{"type":"')
/** Large, frequent and never shown. */
const skipped = beginnings(['system.message"', 'hook.'])
const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf])
const CLOSING = 0x7d

/**
 * Reads one line. A line that is not one event gives what can be saved of it: events that stand one behind the other,
 * the one behind a cut one, the one between NULs.
 */
export function parseLine(line: Buffer): ParsedLine {
  const { start, end, nulls } = trimLine(line)
  const text = line.subarray(start, end)
  if (text.length === 0) return { events: [], damaged: nulls }
  if (beginsAs(text, skipped)) return { events: [], damaged: nulls }
  const event = parseEvent(text)
  if (event !== null) return { events: [{ event, offset: start }], damaged: nulls }
  return { events: recoverEvents(line), damaged: true }
}

/** How the lines of events begin whose types begin so, for {@link beginsAs}. */
export function beginnings(types: readonly string[]): readonly Buffer[] {
  return types.map((type) => Buffer.concat([EVENT_START, Buffer.from(type)]))
}

/** Whether a line is one event of some types, told without reading it. */
export function beginsAs(text: Buffer, types: readonly Buffer[]): boolean {
  if (text.at(-1) !== CLOSING || !types.some((type) => text.subarray(0, type.length).equals(type))) return false
  // An event behind it on the same line: inside of strings the quotes would be escaped.
  return text.indexOf(EVENT_START, 1) < 0
}

function parseEvent(bytes: Buffer): RawEvent | null {
  let value: unknown
  try {
    value = JSON.parse(bytes.toString('utf8'))
  } catch {
    return null
  }
  return isEvent(value) ? value : null
}

function isEvent(value: unknown): value is RawEvent {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'
}

/** Where the text of a line begins and ends, and whether NULs or a byte order mark stand around it. */
export function trimLine(line: Buffer): {
  readonly start: number
  readonly end: number
  readonly nulls: boolean
  readonly mark: boolean
} {
  const mark = line.subarray(0, 3).equals(BYTE_ORDER_MARK)
  let start = mark ? 3 : 0
  let end = line.length
  let nulls = false
  for (; start < end && isBlank(line[start]); start += 1) nulls ||= line[start] === 0
  for (; end > start && isBlank(line[end - 1]); end -= 1) nulls ||= line[end - 1] === 0
  return { start, end, nulls, mark }
}

/** NUL, tab, carriage return, space. */
function isBlank(byte: number | undefined): boolean {
  return byte === 0 || byte === 9 || byte === 13 || byte === 32
}

/** The whole events that stand anywhere in a line that is not one event; `end` is exclusive. */
export function recoverEvents(
  line: Buffer,
): readonly { readonly event: RawEvent; readonly offset: number; readonly end: number }[] {
  const events: { event: RawEvent; offset: number; end: number }[] = []
  for (let start = line.indexOf(EVENT_START); start >= 0;) {
    const end = objectEnd(line, start)
    const event = end < 0 ? null : parseEvent(line.subarray(start, end))
    // An object inside of a cut event may have a type too, but no time of its own.
    const whole = event !== null && typeof event.timestamp === 'string'
    if (whole) events.push({ event, offset: start, end })
    start = line.indexOf(EVENT_START, whole ? end : start + 1)
  }
  return events
}

/** Where the object that begins at `start` ends (exclusive), or -1. */
function objectEnd(line: Buffer, start: number): number {
  let depth = 0
  let inString = false
  for (let index = start; index < line.length; index += 1) {
    const byte = line[index]
    if (inString) {
      if (byte === 0x5c) index += 1
      else if (byte === 0x22) inString = false
    } else if (byte === 0x22) inString = true
    else if (byte === 0x7b) depth += 1
    else if (byte === CLOSING) {
      depth -= 1
      if (depth === 0) return index + 1
    }
  }
  return -1
}
