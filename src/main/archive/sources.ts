import { openSync, closeSync, readSync, readdirSync, realpathSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { AppError, toFailure, type Failure } from '../../shared/errors.ts'
import { errorCode, isSessionId } from '../history/describe.ts'
import type { Found, Source } from './methods.ts'
import { entryBytes, jsonEntries } from './zipEntries.ts'

const LOG = 'events.jsonl'
const ZIP = Buffer.from('PK\x03\x04')
const CHUNK = 1024 * 1024

/** What there is to import at some paths: files, the files of a zip or of a folder, the sessions of a home. */
export async function findSources(paths: readonly string[], root: string, signal: AbortSignal): Promise<Found> {
  const sources: Source[] = []
  const refused: { readonly path: string; readonly failure: Failure }[] = []
  for (const path of paths) {
    await heard(signal)
    try {
      const stats = statSync(path)
      // A pipe or a device has no end, or never begins.
      if (!stats.isDirectory() && !stats.isFile()) throw new AppError('archiveEmpty', path)
      const found = stats.isDirectory() ? await inFolder(path, root, signal) : await inFile(path)
      if (found.length === 0) throw new AppError('archiveEmpty', path)
      for (const source of found) {
        await heard(signal)
        // A session that its program made a folder for, and never wrote in.
        if (source.kind === 'folder' && !hasLog(source.path))
          refused.push({ path: source.path, failure: { code: 'archiveEmpty', detail: source.path } })
        else sources.push(source)
      }
    } catch (error) {
      signal.throwIfAborted()
      refused.push({ path, failure: toFailure(toReadError(error, path)) })
    }
  }
  return { sources, refused }
}

/** The bytes of a file, or of one in a zip. */
export async function* bytesOf(source: Exclude<Source, { kind: 'folder' }>): AsyncGenerator<Buffer> {
  try {
    yield* asUtf8(source.kind === 'entry' ? entryBytes(source.path, source.entry) : fileBytes(source.path))
  } catch (error) {
    throw toReadError(error, source.path)
  }
}

/** Text as UTF-8: Windows' own shells write what a program prints as UTF-16, with a mark at its beginning. */
async function* asUtf8(chunks: AsyncIterable<Buffer> | Iterable<Buffer>): AsyncGenerator<Buffer> {
  let decoder: TextDecoder | null = null
  let begun = false
  for await (const chunk of chunks) {
    if (!begun) {
      const mark = chunk.subarray(0, 2).toString('latin1')
      if (mark === '\xff\xfe' || mark === '\xfe\xff')
        decoder = new TextDecoder(mark === '\xff\xfe' ? 'utf-16le' : 'utf-16be')
    }
    begun = true
    yield decoder === null ? chunk : Buffer.from(decoder.decode(chunk, { stream: true }))
  }
}

/** What the file system or a zip refused, as something that a person can act on. */
export function toReadError(error: unknown, path: string): unknown {
  if (error instanceof AppError || !(error instanceof Error)) return error
  if ('syscall' in error) return new AppError('readFailed', errorCode(error), { cause: error })
  return new AppError('archiveInvalid', path, { cause: error })
}

/** Whoever gives up is heard between two of many. */
async function heard(signal: AbortSignal): Promise<void> {
  await setImmediate()
  signal.throwIfAborted()
}

async function inFile(path: string): Promise<readonly Source[]> {
  if (!isZip(path)) return [{ kind: 'file', path }]
  return (await jsonEntries(path)).map((entry) => ({ kind: 'entry', path, entry }))
}

/** One session, the sessions of a home, or else the archive files that an export left in a folder. */
async function inFolder(path: string, root: string, signal: AbortSignal): Promise<readonly Source[]> {
  if (hasLog(path)) return [{ kind: 'folder', path }]
  const state = join(path, 'session-state')
  const isHome = statSync(state, { throwIfNoEntry: false })?.isDirectory() === true
  const home = isHome ? state : path
  if (same(home, root)) throw new AppError('importOwnHome', path)
  const entries = readdirSync(home, { withFileTypes: true }).toSorted((a, b) => (a.name < b.name ? -1 : 1))
  const sessions = entries
    .filter((entry) => (entry.isDirectory() || entry.isSymbolicLink()) && isSessionId(entry.name))
    .map(({ name }) => join(home, name))
  if (isHome || sessions.some(hasLog)) return sessions.map((folder) => ({ kind: 'folder', path: folder }))
  const files = entries.filter(({ name }) => /\.(?:json|zip)$/iu.test(name) && !name.startsWith('.'))
  const found: Source[] = []
  for (const { name } of files) {
    await heard(signal)
    found.push(...(await inFile(join(home, name))))
  }
  return found
}

function hasLog(folder: string): boolean {
  return statSync(join(folder, LOG), { throwIfNoEntry: false })?.isFile() === true
}

function same(a: string, b: string): boolean {
  try {
    return realpathSync(a) === realpathSync(b)
  } catch {
    return false
  }
}

function isZip(path: string): boolean {
  const file = openSync(path, 'r')
  try {
    const head = Buffer.alloc(ZIP.length)
    return readSync(file, head, 0, head.length, 0) === head.length && head.equals(ZIP)
  } finally {
    closeSync(file)
  }
}

function* fileBytes(path: string): Generator<Buffer> {
  const file = openSync(path, 'r')
  try {
    for (;;) {
      const buffer = Buffer.allocUnsafe(CHUNK)
      const count = readSync(file, buffer, 0, CHUNK, null)
      if (count === 0) return
      yield buffer.subarray(0, count)
    }
  } finally {
    closeSync(file)
  }
}
