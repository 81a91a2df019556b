import { setImmediate } from 'node:timers/promises'
import type { LogFile } from './logFile.ts'

const NEWLINE = 10
const FIRST_CHUNK = 64 * 1024
const LARGEST_CHUNK = 1024 * 1024

/** One line of a log: where it begins, and its bytes without the line feed. */
export interface Line {
  readonly start: number
  readonly bytes: Buffer
}

/**
 * The lines before `end`, the last one first, in bundles of a chunk. Only line feeds end a line: what else Unicode calls
 * a line break may stand in the middle of an event. Between chunks others get their turn.
 */
export async function* linesBackwards(log: LogFile, end: number): AsyncGenerator<readonly Line[]> {
  let rest: Buffer[] = []
  let position = end
  for (let size = FIRST_CHUNK; position > 0; size = Math.min(size * 2, LARGEST_CHUNK)) {
    const length = Math.min(size, position)
    position -= length
    const { lines, first } = splitChunk(log.read(position, length), position, rest)
    rest = first
    yield lines
    await setImmediate()
  }
  yield [{ start: 0, bytes: Buffer.concat(rest) }]
}

/** Splits a chunk behind its first line feed; what is before it continues in the chunk before. */
function splitChunk(
  chunk: Buffer,
  offset: number,
  rest: readonly Buffer[],
): { readonly lines: readonly Line[]; readonly first: Buffer[] } {
  const lines: Line[] = []
  let after = rest
  let right = chunk.length
  for (
    let feed = chunk.lastIndexOf(NEWLINE);
    feed >= 0;
    feed = feed === 0 ? -1 : chunk.lastIndexOf(NEWLINE, feed - 1)
  ) {
    const piece = chunk.subarray(feed + 1, right)
    lines.push({ start: offset + feed + 1, bytes: after.length === 0 ? piece : Buffer.concat([piece, ...after]) })
    after = []
    right = feed
  }
  return { lines, first: [chunk.subarray(0, right), ...after] }
}

/** The line that begins at an offset. */
export function lineAt(log: LogFile, start: number): Line {
  const pieces: Buffer[] = []
  for (let position = start; position < log.size;) {
    const chunk = log.read(position, Math.min(FIRST_CHUNK, log.size - position))
    const feed = chunk.indexOf(NEWLINE)
    pieces.push(feed < 0 ? chunk : chunk.subarray(0, feed))
    if (feed >= 0) break
    position += chunk.length
  }
  return { start, bytes: Buffer.concat(pieces) }
}

/** Where the line begins in which an offset lies. */
export function lineStart(log: LogFile, offset: number): number {
  for (let right = offset; right > 0;) {
    const left = Math.max(0, right - FIRST_CHUNK)
    const feed = log.read(left, right - left).lastIndexOf(NEWLINE)
    if (feed >= 0) return left + feed + 1
    right = left
  }
  return 0
}

/** The number of the line (from 1) in which an offset lies. */
export async function lineNumber(log: LogFile, offset: number): Promise<number> {
  let number = 1
  for (let position = 0; position < offset; position += LARGEST_CHUNK) {
    const chunk = log.read(position, Math.min(LARGEST_CHUNK, offset - position))
    for (let feed = chunk.indexOf(NEWLINE); feed >= 0; feed = chunk.indexOf(NEWLINE, feed + 1)) number += 1
    await setImmediate()
  }
  return number
}

/** Where a sequence of bytes stands last before `end`; -1 when nowhere. */
export async function lastPlaceOf(log: LogFile, wanted: Buffer, end: number): Promise<number> {
  for (let right = end; right > 0;) {
    const left = Math.max(0, right - LARGEST_CHUNK)
    // A little more than the chunk, for what lies across its end.
    const found = lastIndexIn(log.read(left, Math.min(end, right + wanted.length - 1) - left), wanted)
    if (found >= 0) return left + found
    right = left
    await setImmediate()
  }
  return -1
}

/** As `lastIndexOf`, which is several times as slow as looking from the front. */
function lastIndexIn(bytes: Buffer, wanted: Buffer): number {
  let found = -1
  for (let at = bytes.indexOf(wanted); at >= 0; at = bytes.indexOf(wanted, at + 1)) found = at
  return found
}

/** The whole lines from `start` on, the first one first, in bundles of a chunk; what stands behind the last line feed is left out. */
export function* linesForwards(log: LogFile, start: number): Generator<readonly Line[]> {
  let rest: Buffer[] = []
  let lineStart = start
  for (let position = start; position < log.size;) {
    const length = Math.min(LARGEST_CHUNK, log.size - position)
    const chunk = log.read(position, length)
    const lines: Line[] = []
    let from = 0
    for (let feed = chunk.indexOf(NEWLINE); feed >= 0; feed = chunk.indexOf(NEWLINE, from)) {
      const piece = chunk.subarray(from, feed)
      lines.push({ start: lineStart, bytes: rest.length === 0 ? piece : Buffer.concat([...rest, piece]) })
      rest = []
      from = feed + 1
      lineStart = position + from
    }
    if (from < length) rest.push(chunk.subarray(from))
    position += length
    if (lines.length > 0) yield lines
  }
}
