import { randomUUID } from 'node:crypto'
import { mkdirSync, rmSync, statSync, type Stats } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { z } from 'zod'
import { AppError } from '../../shared/errors.ts'
import { createOutput, type Output } from '../health/files.ts'
import { parseWorkspace } from '../history/workspaceFile.ts'
import {
  archivedAsset,
  archivedBookmark,
  archivedFile,
  carried,
  logLine,
  plainMessage,
  sessionFacts,
  type ArchivedBookmark,
  type SessionFacts,
} from './carried.ts'
import { carriedFiles, isCarried, MOST_FILES, piecesOf } from './folderFiles.ts'
import type { Source, Staged } from './methods.ts'
import { toFileError } from './output.ts'
import { parseArchive, type ArchiveField, type ArchiveList } from './parseArchive.ts'
import { createSeedLog } from './seedLog.ts'
import { bytesOf, toReadError } from './sources.ts'

/** Folders of this name lie beside the sessions and are none: an id has no dot. */
export const STAGING = '.retoma-import-'
/** Our own copies that go along with what was not sent: so much of them at most (bytes). */
const MOST_ASSETS = 256 * 1024 * 1024
const FEED = Buffer.from('\n')

/** Reads a source into a folder beside the sessions of `root`; nothing is left of it when this throws. */
export async function stage(
  root: string,
  source: Source,
  now: () => number,
  signal: AbortSignal,
): Promise<Staged & { readonly folder: string }> {
  const token = randomUUID()
  const folder = join(root, `${STAGING}${token}.tmp`)
  mkdirSync(root, { recursive: true, mode: 0o700 })
  mkdirSync(folder, { mode: 0o700 })
  try {
    const staged =
      source.kind === 'folder'
        ? copySession(source.path, folder, signal)
        : await readArchive(source, folder, now, signal)
    return { token, folder, ...staged }
  } catch (error) {
    rmSync(folder, { recursive: true, force: true })
    throw toFileError(error, folder)
  }
}

function copySession(from: string, folder: string, signal: AbortSignal): Omit<Staged, 'token'> {
  const log = join(from, 'events.jsonl')
  const paths = carriedFiles(from)
  try {
    const before = marksOf(from, paths)
    for (const path of ['events.jsonl', ...paths]) {
      signal.throwIfAborted()
      const output = openIn(folder, path)
      try {
        for (const piece of piecesOf(join(from, path))) output.write(piece)
        output.close()
      } finally {
        output.abandon()
      }
    }
    // Whoever writes there now would leave half a line here.
    if (marksOf(from, paths) !== before) throw new AppError('sessionInUse', basename(from))
  } catch (error) {
    throw error instanceof Error && 'syscall' in error && 'path' in error && String(error.path).startsWith(from)
      ? toReadError(error, from)
      : error
  }
  const workspace = paths.includes('workspace.yaml') ? readWorkspace(from) : null
  const facts = sessionFacts.parse({
    id: basename(from),
    titleIsManual: workspace?.userNamed ?? false,
    folder: workspace?.cwd ?? null,
    createdAt: new Date(statSync(log).birthtimeMs).toISOString(),
  })
  const counts = { messages: 0, leftOut: 0, tools: 0 }
  return { facts, whole: true, bookmarks: [], carried: null, assets: [], counts }
}

function readWorkspace(from: string): ReturnType<typeof parseWorkspace> {
  const [piece = Buffer.alloc(0)] = piecesOf(join(from, 'workspace.yaml'))
  return parseWorkspace(piece.toString('utf8'))
}

function marksOf(from: string, paths: readonly string[]): string {
  const mark = ({ size, mtimeMs }: Stats): string => `${size} ${mtimeMs}`
  return ['events.jsonl', ...paths].map((path) => mark(statSync(join(from, path)))).join('\n')
}

async function readArchive(
  source: Exclude<Source, { kind: 'folder' }>,
  folder: string,
  now: () => number,
  signal: AbortSignal,
): Promise<Omit<Staged, 'token'>> {
  const outputs = createOutputs(folder)
  const taken = new Map<ArchiveField, unknown>()
  const assets: { name: string; bytes: Uint8Array }[] = []
  let assetBytes = 0
  let lines = 0
  let continues = false
  const isWhole = (): boolean => taken.get('whole') === true || lines > 0
  const facts = (): SessionFacts =>
    checked(sessionFacts, { id: nameOf(source), title: nameOf(source), ...objectOr(taken.get('session')) }, 'session')
  const seed = createSeedLog(() => {
    const { folder: cwd, model, createdAt } = facts()
    return { folder: cwd, model, at: createdAt === undefined ? now() : Date.parse(createdAt) }
  })
  const seeded = { begun: false }

  const items: Readonly<Record<ArchiveList, (value: unknown, index: number) => void>> = {
    messages: (value, index) => {
      const message = checked(plainMessage, value, `messages[${index}]`)
      // What its own log tells is not told once more.
      if (isWhole()) return
      if (!seeded.begun) outputs.of('seed.jsonl').write(line(seed.begin(facts().id)))
      seeded.begun = true
      for (const text of seed.message(message)) outputs.of('seed.jsonl').write(line(text))
    },
    log: (value, index) => {
      const found = checked(logLine, value, `log[${index}]`)
      const output = outputs.of('events.jsonl')
      if (lines > 0 && !continues) output.write(FEED)
      output.write(typeof found === 'string' ? Buffer.from(found) : Buffer.from(found.base64, 'base64'))
      continues = typeof found !== 'string' && found.continues === true
      lines += 1
    },
    files: (value, index) => {
      const { path, text, base64 } = checked(archivedFile, value, `files[${index}]`)
      if (!isCarried(path)) throw new AppError('archiveInvalid', `files[${index}].path`)
      outputs.of(path).write(text === undefined ? Buffer.from(base64 ?? '', 'base64') : Buffer.from(text))
    },
    attachments: (value, index) => {
      const { name, base64 } = checked(archivedAsset, value, `attachments[${index}]`)
      const bytes = Buffer.from(base64, 'base64')
      assetBytes += bytes.length
      if (assetBytes > MOST_ASSETS) throw new AppError('archiveInvalid', `attachments[${index}]`)
      assets.push({ name, bytes })
    },
  }

  try {
    await parseArchive(
      bytesOf(source),
      {
        field: (name, value) => {
          if (name === 'format' && value !== 'retoma/session') throw new AppError('archiveInvalid', 'format')
          if (name === 'version' && value !== 1) throw new AppError('archiveNewer', String(value))
          taken.set(name, value)
        },
        item: (list, value, index) => items[list](value, index),
      },
      signal,
    )
    if (seeded.begun) for (const text of seed.end()) outputs.of('seed.jsonl').write(line(text))
    outputs.close()
  } finally {
    outputs.abandon()
  }
  if (taken.get('whole') === true && lines === 0) throw new AppError('archiveInvalid', 'log')
  if (lines === 0 && seed.counts.messages === 0) throw new AppError('archiveEmpty', nameOf(source))
  if (lines > 0) rmSync(join(folder, 'seed.jsonl'), { force: true })
  const marks = checked(z.array(archivedBookmark).max(100_000), taken.get('bookmarks') ?? [], 'bookmarks')
  return {
    facts: facts(),
    whole: lines > 0,
    bookmarks: lines > 0 ? marks : marks.map((mark) => placed(mark, seed.ids)),
    carried: lines > 0 && taken.has('library') ? checked(carried, taken.get('library'), 'library') : null,
    assets,
    counts: seed.counts,
  }
}

/** A bookmark whose message has another id here; one whose message is gone keeps its snippet. */
function placed(
  mark: ArchivedBookmark,
  ids: ReadonlyMap<string, { readonly turnId: string; readonly itemId: string | null }>,
): ArchivedBookmark {
  return { ...mark, ...ids.get(mark.messageId) }
}

/** The value itself; otherwise `archiveInvalid` with the place of the first thing that is wrong. */
function checked<T extends z.ZodType>(shape: T, value: unknown, place: string): z.output<T> {
  const parsed = shape.safeParse(value)
  if (parsed.success) return parsed.data
  const path = (parsed.error.issues[0]?.path ?? []).map((key) =>
    typeof key === 'number' ? `[${key}]` : `.${String(key)}`,
  )
  throw new AppError('archiveInvalid', `${place}${path.join('')}`)
}

function objectOr(value: unknown): object {
  return typeof value === 'object' && value !== null ? value : {}
}

function line(text: string): Buffer {
  return Buffer.from(`${text}\n`)
}

function nameOf(source: Exclude<Source, { kind: 'folder' }>): string {
  return basename(source.kind === 'entry' ? source.entry : source.path).replace(/\.json$/iu, '')
}

function openIn(folder: string, path: string): Output {
  mkdirSync(dirname(join(folder, path)), { recursive: true, mode: 0o700 })
  return createOutput(join(folder, path))
}

/** The files of a session as they come: one is open at a time beside the log, and none is begun twice. */
function createOutputs(folder: string): { of(path: string): Output; close(): void; abandon(): void } {
  const open = new Map<string, Output>()
  const done = new Set<string>()
  let current: string | null = null
  return {
    of: (path) => {
      const known = open.get(path)
      if (known !== undefined) return known
      if (done.has(path.toLowerCase())) throw new AppError('archiveInvalid', path)
      if (done.size > MOST_FILES) throw new AppError('archiveInvalid', 'files')
      done.add(path.toLowerCase())
      const output = openIn(folder, path)
      if (!path.endsWith('.jsonl') || path.includes('/')) {
        if (current !== null) {
          open.get(current)?.close()
          open.delete(current)
        }
        current = path
      }
      open.set(path, output)
      return output
    },
    close: () => {
      for (const output of open.values()) output.close()
    },
    abandon: () => {
      for (const output of open.values()) output.abandon()
    },
  }
}
