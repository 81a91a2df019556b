import { openSync, closeSync, readSync, readdirSync, realpathSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { openPromise } from 'yauzl'
import { AppError } from '../../shared/errors.ts'
import { errorCode, isSessionId } from '../history/describe.ts'
import type { Source } from './methods.ts'

const LOG = 'events.jsonl'
const ZIP = Buffer.from('PK\x03\x04')
const CHUNK = 1024 * 1024
const LAZY = { autoClose: false, lazyEntries: true }

/** What there is to import at some paths: files, the files of a zip, the sessions of a home. */
export async function findSources(paths: readonly string[], root: string): Promise<readonly Source[]> {
  const found: Source[] = []
  for (const path of paths) {
    try {
      if (statSync(path).isDirectory()) found.push(...sessionsIn(path, root))
      else if (isZip(path)) found.push(...(await entriesOf(path)))
      else found.push({ kind: 'file', path })
    } catch (error) {
      throw toReadError(error, path)
    }
  }
  if (found.length === 0) throw new AppError('archiveEmpty', paths[0] ?? '')
  return found
}

/** The bytes of a file, or of one in a zip. */
export async function* bytesOf(source: Exclude<Source, { kind: 'folder' }>): AsyncGenerator<Buffer> {
  try {
    if (source.kind === 'entry') yield* entryBytes(source.path, source.entry)
    else yield* fileBytes(source.path)
  } catch (error) {
    throw toReadError(error, source.path)
  }
}

/** What the file system or a zip refused, as something that a person can act on. */
export function toReadError(error: unknown, path: string): unknown {
  if (error instanceof AppError || !(error instanceof Error)) return error
  if ('syscall' in error) return new AppError('readFailed', errorCode(error), { cause: error })
  return new AppError('archiveInvalid', path, { cause: error })
}

function sessionsIn(path: string, root: string): readonly Source[] {
  const hasLog = (folder: string): boolean => statSync(join(folder, LOG), { throwIfNoEntry: false })?.isFile() === true
  if (hasLog(path)) return [{ kind: 'folder', path }]
  const state = join(path, 'session-state')
  const home = statSync(state, { throwIfNoEntry: false })?.isDirectory() === true ? state : path
  if (same(home, root)) throw new AppError('importOwnHome', path)
  return readdirSync(home)
    .filter((name) => isSessionId(name) && hasLog(join(home, name)))
    .map((name) => ({ kind: 'folder', path: join(home, name) }))
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

async function entriesOf(path: string): Promise<readonly Source[]> {
  const zip = await openPromise(path, LAZY)
  const found: Source[] = []
  try {
    for await (const { fileName } of zip.eachEntry()) {
      if (/\.json$/iu.test(fileName)) found.push({ kind: 'entry', path, entry: fileName })
    }
  } finally {
    zip.close()
  }
  return found
}

async function* entryBytes(path: string, name: string): AsyncGenerator<Buffer> {
  const zip = await openPromise(path, LAZY)
  try {
    for await (const entry of zip.eachEntry()) {
      if (entry.fileName !== name) continue
      for await (const chunk of await zip.openReadStreamPromise(entry)) yield chunk as Buffer
      return
    }
  } finally {
    zip.close()
  }
  throw new AppError('archiveEmpty', name)
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
