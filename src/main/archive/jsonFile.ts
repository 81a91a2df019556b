import { isUtf8 } from 'node:buffer'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import type { LogFile } from '../history/logFile.ts'
import type { ExportedMessage } from './messages.ts'
import { carriedFiles, PIECE, piecesOf } from './folderFiles.ts'
import type { Write } from './output.ts'

const CHUNK = 1024 * 1024
const FEED = 10
const BLANKS = '    '

/** What a decoder may take for a byte order mark, and drop: such a text is told by its bytes. */
const MARK = '\uFEFF'

/** Writes one JSON object field by field, so that it need not fit into memory; the layout is that of `JSON.stringify(…, null, 2)`. */
export function createJsonWriter(write: Write): {
  field(name: string, value: unknown): void
  list(name: string, values: AsyncIterable<unknown> | Iterable<unknown>): Promise<void>
  end(): void
} {
  let first = true
  const begin = (name: string): void => {
    write(`${first ? '{' : ','}\n  ${JSON.stringify(name)}: `)
    first = false
  }
  return {
    field: (name, value) => {
      begin(name)
      write(JSON.stringify(value, null, 2).replaceAll('\n', '\n  '))
    },
    list: async (name, values) => {
      begin(name)
      let count = 0
      for await (const value of values) {
        const text = typeof value === 'string' ? JSON.stringify(value) : JSON.stringify(value, null, 2)
        write(`${count === 0 ? '[' : ','}\n${BLANKS}${text.replaceAll('\n', `\n${BLANKS}`)}`)
        count += 1
      }
      write(count === 0 ? '[]' : '\n  ]')
    },
    end: () => write(first ? '{}\n' : '\n}\n'),
  }
}

/** A plain list, as the recipes write it. */
export async function writeList(write: Write, messages: AsyncIterable<ExportedMessage>): Promise<void> {
  let count = 0
  for await (const { role, content, id } of messages) {
    write(`${count === 0 ? '[' : ','}\n  ${JSON.stringify({ role, content, id }, null, 2).replaceAll('\n', '\n  ')}`)
    count += 1
  }
  write(count === 0 ? '[]\n' : '\n]\n')
}

/**
 * A log line by line, so that joining them with line feeds gives its bytes again. What is no text, or longer than a piece, is in
 * base64; a piece that `continues` has no line feed behind it. Where secrets are struck out, no line is cut into pieces.
 */
export async function* logLines(
  log: LogFile,
  redact: ((text: string) => string) | null,
  signal?: AbortSignal,
): AsyncGenerator<string | { readonly base64: string; readonly continues?: true }> {
  const toLine = (bytes: Buffer): string | { readonly base64: string } => {
    const text = textOf(bytes)
    if (text !== null) return redact === null ? text : redact(text)
    return { base64: redacted(bytes, redact).toString('base64') }
  }
  let rest: Buffer[] = []
  let size = 0
  for (let position = 0; position < log.size;) {
    signal?.throwIfAborted()
    const chunk = log.read(position, Math.min(CHUNK, log.size - position))
    let from = 0
    for (let feed = chunk.indexOf(FEED); feed >= 0; feed = chunk.indexOf(FEED, from)) {
      yield toLine(Buffer.concat([...rest, chunk.subarray(from, feed)]))
      rest = []
      size = 0
      from = feed + 1
    }
    rest.push(chunk.subarray(from))
    size += chunk.length - from
    if (size >= PIECE && redact === null) {
      yield { base64: Buffer.concat(rest).toString('base64'), continues: true }
      rest = []
      size = 0
    }
    position += chunk.length
    await setImmediate()
  }
  yield toLine(Buffer.concat(rest))
}

/** The carried files of a session's folder, in pieces of a bounded size. */
export function* folderFiles(
  folder: string,
  redact: ((text: string) => string) | null,
): Generator<{ readonly path: string; readonly text: string } | { readonly path: string; readonly base64: string }> {
  for (const path of carriedFiles(folder)) {
    for (const piece of piecesOf(join(folder, path))) {
      const bytes = redacted(piece, redact)
      const text = piece.length < PIECE ? textOf(bytes) : null
      yield text === null ? { path, base64: bytes.toString('base64') } : { path, text }
    }
  }
}

function textOf(bytes: Buffer): string | null {
  const text = isUtf8(bytes) ? bytes.toString('utf8') : MARK
  return text.includes(MARK) ? null : text
}

function redacted(bytes: Buffer, redact: ((text: string) => string) | null): Buffer {
  // Byte for byte: what is no text stays as it is around what is struck out.
  return redact === null ? bytes : Buffer.from(redact(bytes.toString('latin1')), 'latin1')
}
