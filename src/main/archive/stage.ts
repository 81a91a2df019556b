import { randomUUID } from 'node:crypto'
import { mkdirSync, rmSync, statSync, type Stats } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { AppError } from '../../shared/errors.ts'
import { createOutput, type Output } from '../health/files.ts'
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
import { checked, checkField, factsOf, nameOf } from './checked.ts'
import { carriedFiles, isCarried, MOST_FILES, piecesOf } from './folderFiles.ts'
import { folderMark } from './folderMark.ts'
import type { Source, Staged } from './methods.ts'
import { readWorkspace } from './readWorkspace.ts'
import { toImportError } from './faults.ts'
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
  try {
    mkdirSync(root, { recursive: true, mode: 0o700 })
    mkdirSync(folder, { mode: 0o700 })
    const staged =
      source.kind === 'folder'
        ? copySession(source.path, folder, signal)
        : await readArchive(source, folder, now, signal)
    return { token, folder, folderMark: folderMark(folder), ...staged }
  } catch (error) {
    rmSync(folder, { recursive: true, force: true })
    throw toImportError(error, root)
  }
}

function copySession(from: string, folder: string, signal: AbortSignal): Omit<Staged, 'token' | 'folderMark'> {
  const log = join(from, 'events.jsonl')
  const paths = carriedFiles(from)
  try {
    if (statSync(log).size === 0) throw new AppError('archiveEmpty', from)
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
  const workspace = readWorkspace(from)
  const facts = sessionFacts.parse({
    id: basename(from),
    titleIsManual: workspace?.userNamed ?? false,
    folder: workspace?.cwd ?? null,
    createdAt: new Date(statSync(log).birthtimeMs).toISOString(),
  })
  const counts = { messages: 0, leftOut: 0, tools: 0 }
  return { facts, as: 'whole', bookmarks: [], carried: null, assets: [], counts }
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
): Promise<Omit<Staged, 'token' | 'folderMark'>> {
  const outputs = createOutputs(folder)
  const taken = new Map<ArchiveField, unknown>()
  const assets: { name: string; bytes: Uint8Array }[] = []
  let assetBytes = 0
  let lines = 0
  let messages = 0
  let continues = false
  const isWhole = (): boolean => taken.get('whole') === true || lines > 0
  const facts = (): SessionFacts => factsOf(source, taken.get('session'))
  const seed = createSeedLog(() => {
    const { folder: cwd, model, createdAt } = facts()
    return { folder: cwd, model, at: createdAt === undefined ? now() : Date.parse(createdAt) }
  })
  const seeded = { begun: false }

  const items: Readonly<Record<ArchiveList, (value: unknown, index: number) => void>> = {
    messages: (value, index) => {
      const message = checked(plainMessage, value, `messages[${index}]`)
      messages += 1
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
          checkField(name, value)
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
  const as = lines > 0 ? 'whole' : seed.counts.messages > 0 ? 'messages' : 'unsent'
  // Nothing was sent in it, and all that there is of it came along: a draft, a title, tags.
  if (as === 'unsent' && (!taken.has('library') || messages > 0)) throw new AppError('archiveEmpty', nameOf(source))
  if (lines > 0) rmSync(join(folder, 'seed.jsonl'), { force: true })
  const marks = checked(archivedBookmark.array().max(100_000), taken.get('bookmarks') ?? [], 'bookmarks')
  return {
    facts: facts(),
    as,
    bookmarks: as === 'messages' ? marks.map((mark) => placed(mark, seed.ids)) : marks,
    carried: as !== 'messages' && taken.has('library') ? checked(carried, taken.get('library'), 'library') : null,
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

function line(text: string): Buffer {
  return Buffer.from(`${text}\n`)
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
