import { setImmediate } from 'node:timers/promises'
import { Tokenizer, TokenParser } from '@streamparser/json'
import { AppError } from '../../shared/errors.ts'

/** The lists of an archive file whose members are taken one by one: they may be larger than the memory. */
const lists = ['messages', 'log', 'files', 'attachments'] as const
/** Fields that are taken whole. */
const fields = ['format', 'version', 'whole', 'session', 'since', 'bookmarks', 'library'] as const

export type ArchiveList = (typeof lists)[number]
export type ArchiveField = (typeof fields)[number]

/** Hears what stands in a file, in the order in which it does. */
export interface ArchiveReader {
  field(name: ArchiveField, value: unknown): void
  item(list: ArchiveList, value: unknown, index: number): void
}

const FEED = 10
const BLANK = new Set([9, 10, 13, 32])
const MARK = Buffer.from([0xef, 0xbb, 0xbf])

/**
 * Reads an archive file, or a plain list of messages, in one go and without holding it. Rejects with `archiveInvalid` and the
 * line and column of what is no JSON, or with what the reader throws.
 */
export async function parseArchive(
  chunks: AsyncIterable<Buffer>,
  reader: ArchiveReader,
  signal?: AbortSignal,
): Promise<void> {
  let parser: ReturnType<typeof createParser> | null = null
  const place = createPlace()
  for await (const chunk of chunks) {
    signal?.throwIfAborted()
    const from = parser === null ? beginning(chunk) : 0
    if (from < chunk.length) {
      parser ??= createParser(chunk[from] === 0x5b, reader)
      try {
        parser.write(chunk.subarray(from))
      } catch (error) {
        if (error instanceof AppError) throw error
        throw new AppError('archiveInvalid', place.of(chunk, parser.offset() - place.before()), { cause: error })
      }
    }
    place.add(chunk, from)
    await setImmediate()
  }
  if (parser === null || !parser.isEnded()) throw new AppError('archiveInvalid', place.end())
}

function beginning(chunk: Buffer): number {
  let from = chunk.subarray(0, 3).equals(MARK) ? 3 : 0
  while (from < chunk.length && BLANK.has(chunk[from] ?? 0)) from += 1
  return from
}

function createParser(
  isList: boolean,
  reader: ArchiveReader,
): {
  write(chunk: Uint8Array): void
  offset(): number
  isEnded(): boolean
} {
  const paths = isList ? ['$.*'] : [...fields.map((name) => `$.${name}`), ...lists.map((name) => `$.${name}.*`)]
  const tokenizer = new Tokenizer()
  // Nothing is kept of what was told, nor of what nobody asked for.
  const values = new TokenParser({ paths, keepStack: false })
  let offset = 0
  let ended = false
  tokenizer.onToken = (token) => {
    offset = token.offset
    values.write(token)
  }
  values.onEnd = () => {
    ended = true
  }
  values.onValue = ({ value, key, stack }) => {
    if (isList) reader.item('messages', value, Number(key))
    else if (stack.length === 1) reader.field(key as ArchiveField, value)
    else reader.item(stack[1]?.key as ArchiveList, value, Number(key))
  }
  return {
    write: (chunk) => {
      // Behind the end only blanks may stand.
      if (ended && chunk.some((byte) => !BLANK.has(byte))) throw new Error('More than one value')
      if (!ended) tokenizer.write(chunk)
    },
    offset: () => offset,
    isEnded: () => ended,
  }
}

/** Tells where in the file something stands, as `line:column`. */
function createPlace(): {
  add(chunk: Buffer, skipped: number): void
  before(): number
  of(chunk: Buffer, at: number): string
  end(): string
} {
  let line = 1
  let column = 1
  let told = 0
  const move = (bytes: Buffer): void => {
    let last = -1
    for (let feed = bytes.indexOf(FEED); feed >= 0; feed = bytes.indexOf(FEED, feed + 1)) {
      line += 1
      last = feed
    }
    column = last < 0 ? column + bytes.length : bytes.length - last
  }
  return {
    add: (chunk, skipped) => {
      move(chunk)
      told += chunk.length - skipped
    },
    before: () => told,
    of: (chunk, at) => {
      move(chunk.subarray(0, Math.max(0, Math.min(at, chunk.length))))
      return `${line}:${column}`
    },
    end: () => `${line}:${column}`,
  }
}
