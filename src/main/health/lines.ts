import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { setImmediate } from 'node:timers/promises'

const NEWLINE = 10
const CHUNK = 1024 * 1024
/** A line that is longer than this is not held in memory: nothing that anybody wrote is (bytes). */
const LONGEST = 256 * 1024 * 1024

/** A line of a log, from the first on. Its bytes are good until the next bundle is asked for. */
export interface PlacedLine {
  /** From 1. */
  readonly number: number
  readonly start: number
  /** Without the line feed; null when the line is too long to be held. */
  readonly bytes: Buffer | null
  readonly length: number
  /** False for what stands behind the last line feed. */
  readonly ended: boolean
}

/** What is done with the bytes themselves, chunk by chunk and before the lines in them. */
export interface ReadOptions {
  /** How much is read at once, in bytes: less where most of a file is not wanted. */
  readonly chunk?: number
  readonly signal?: AbortSignal
  readonly onChunk?: (chunk: Buffer, done: number, total: number) => void
}

/** The lines of a file as long as it was when it was opened, in bundles of a chunk; an empty last line is left out. */
export async function* readLines(
  path: string,
  { chunk: atOnce = CHUNK, signal, onChunk }: ReadOptions = {},
): AsyncGenerator<readonly PlacedLine[]> {
  const file = openSync(path, 'r')
  try {
    const { size } = fstatSync(file)
    // One buffer for all of it: the memory does not grow with the log.
    const buffer = Buffer.allocUnsafe(atOnce)
    const gather = createGatherer()
    for (let position = 0; position < size;) {
      signal?.throwIfAborted()
      const count = readSync(file, buffer, 0, Math.min(atOnce, size - position), position)
      if (count === 0) break
      const chunk = buffer.subarray(0, count)
      onChunk?.(chunk, position + count, size)
      yield gather.chunk(chunk)
      position += count
      // Cancelling and other calls get their turn.
      await setImmediate()
    }
    signal?.throwIfAborted()
    yield gather.end()
  } finally {
    closeSync(file)
  }
}

function createGatherer(): {
  chunk(chunk: Buffer): readonly PlacedLine[]
  end(): readonly PlacedLine[]
} {
  let number = 1
  let start = 0
  let pieces: Buffer[] = []
  let length = 0

  const add = (piece: Buffer, copy: boolean): void => {
    length += piece.length
    if (length > LONGEST) pieces = []
    else pieces.push(copy ? Buffer.from(piece) : piece)
  }
  const take = (ended: boolean): PlacedLine => {
    const bytes = length > LONGEST ? null : pieces.length === 1 ? (pieces[0] ?? null) : Buffer.concat(pieces)
    const line = { number, start, bytes, length, ended }
    number += 1
    start += length + 1
    pieces = []
    length = 0
    return line
  }

  return {
    chunk: (chunk) => {
      const lines: PlacedLine[] = []
      let from = 0
      for (let feed = chunk.indexOf(NEWLINE); feed >= 0; feed = chunk.indexOf(NEWLINE, from)) {
        add(chunk.subarray(from, feed), false)
        lines.push(take(true))
        from = feed + 1
      }
      if (from < chunk.length) add(chunk.subarray(from), true)
      return lines
    },
    end: () => (length === 0 ? [] : [take(false)]),
  }
}
