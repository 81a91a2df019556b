import { createHash } from 'node:crypto'
import type { Stats } from 'node:fs'
import {
  chmod,
  lstat,
  mkdir,
  open,
  readdir,
  readlink,
  rename,
  symlink,
  utimes,
  type FileHandle,
} from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '../../shared/errors.ts'

/** One thing in a folder; `path` is relative to it, with slashes, and empty for the folder itself. Times in milliseconds. */
export type TreeEntry =
  | { readonly kind: 'folder'; readonly path: string; readonly mode: number; readonly modifiedAt: number }
  | {
      readonly kind: 'file'
      readonly path: string
      readonly mode: number
      readonly modifiedAt: number
      readonly size: number
      readonly sha256: string
    }
  | { readonly kind: 'link'; readonly path: string; readonly target: string }

/** How a copy's modes and times are to be; left out, it is readable by its owner alone and as old as its source. */
export type Wish = (path: string) => { readonly mode: number; readonly modifiedAt: number } | undefined

/** Small enough that hashing a piece never holds up the thread for a millisecond or two. */
const CHUNK = 256 * 1024
/** Says that a process has the session open: true of a moment, and a lie in any copy. */
const LOCK = /^inuse\.\d+\.(?:lock|hold)$/u

/**
 * Copies a folder to a place where nothing is: every file is read back and compared with its source, and everything is
 * on the disk when it resolves. Rejects with `sessionInUse` when a file changes meanwhile.
 */
export async function copyTree(from: string, to: string, wish: Wish = () => undefined): Promise<readonly TreeEntry[]> {
  const entries: TreeEntry[] = []
  const folders: Extract<TreeEntry, { kind: 'folder' }>[] = []
  for await (const { path, stats } of walk(from)) {
    const source = join(from, path)
    const target = join(to, path)
    if (stats.isDirectory()) {
      const entry = { kind: 'folder', path, mode: stats.mode & 0o777, modifiedAt: stats.mtimeMs } as const
      await mkdir(target, { mode: 0o700 })
      folders.push(entry)
      entries.push(entry)
    } else if (stats.isSymbolicLink()) {
      const link = await readlink(source)
      await symlink(link, target)
      entries.push({ kind: 'link', path, target: link })
    } else {
      const entry = await copyFile(source, target, path, stats)
      await dress(target, wish(path) ?? { mode: 0o600, modifiedAt: entry.modifiedAt })
      entries.push(entry)
    }
  }
  // The innermost first: what is put into a folder changes its time.
  for (const { path, modifiedAt } of folders.toReversed()) {
    const folder = join(to, path)
    await dress(folder, wish(path) ?? { mode: 0o700, modifiedAt })
    await syncFolder(folder)
  }
  return entries
}

/** How a folder stands to what was once copied from it. */
export type Standing = 'absent' | 'unchanged' | 'whole' | 'part' | 'other'

/**
 * Compares a folder with a copy's entries. `unchanged`: the same files of the same age; `whole`: no file is missing, but
 * something is newer; `part`: some files are missing, and the others are those of the copy; `other`: neither.
 */
export async function standingOf(folder: string, entries: readonly TreeEntry[]): Promise<Standing> {
  const files = new Map(entries.flatMap((entry) => (entry.kind === 'file' ? [[entry.path, entry] as const] : [])))
  const missing = new Set(files.keys())
  let aged = false
  let foreign = false
  if (!(await isThere(folder))) return 'absent'
  for await (const { path, stats } of walk(folder)) {
    if (!stats.isFile()) continue
    const known = files.get(path)
    missing.delete(path)
    if (known?.size === stats.size && known.modifiedAt === stats.mtimeMs) continue
    aged = true
    foreign ||= known?.size !== stats.size || (await hashOf(join(folder, path))) !== known.sha256
  }
  if (missing.size === 0) return aged ? 'whole' : 'unchanged'
  return foreign ? 'other' : 'part'
}

/** Whether a folder holds, file by file, what was copied, or has only grown since: the beginnings of its files decide. */
export async function continues(folder: string, entries: readonly TreeEntry[]): Promise<boolean> {
  for (const entry of entries) {
    if (entry.kind !== 'file' || !entry.path.endsWith('.jsonl')) continue
    const sha256 = await hashOf(join(folder, entry.path), entry.size).catch(() => null)
    if (sha256 !== entry.sha256) return false
  }
  return true
}

/** Writes a file whole or not at all; it and its name are on the disk when it resolves. */
export async function writeDurably(path: string, text: string): Promise<void> {
  const beside = `${path}.new`
  const file = await open(beside, 'w', 0o600)
  try {
    await file.writeFile(text)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(beside, path)
  await syncFolder(join(path, '..'))
}

/** What systems say that have no such thing for a folder, some network shares among them: nothing is wrong with what is in it. */
const unsyncable = new Set(['EINVAL', 'EBADF', 'EISDIR', 'EACCES', 'ENOTSUP', 'ENOSYS'])

/** Makes the names in a folder durable, where the system can. */
export async function syncFolder(path: string): Promise<void> {
  // Windows has no such thing, and its renames are journalled.
  if (process.platform === 'win32') return
  try {
    const folder = await open(path, 'r')
    try {
      await folder.sync()
    } finally {
      await folder.close()
    }
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && unsyncable.has(String(error.code)))) throw error
  }
}

/** Whether there is something of that name. */
export async function isThere(path: string): Promise<boolean> {
  try {
    await lstat(path)
    return true
  } catch (error) {
    if (isMissing(error)) return false
    throw error
  }
}

/** Whether an error says that something is not there. */
export function isMissing(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : null
  return code === 'ENOENT' || code === 'ENOTDIR'
}

/** Everything in a folder, itself first, a folder before what is in it; what can't be copied (sockets, pipes) is left out. */
async function* walk(root: string, path = ''): AsyncGenerator<{ readonly path: string; readonly stats: Stats }> {
  const stats = await lstat(join(root, path))
  if (!stats.isDirectory()) {
    if (stats.isFile() || stats.isSymbolicLink()) yield { path, stats }
    return
  }
  yield { path, stats }
  for (const name of await readdir(join(root, path))) {
    if (path === '' && LOCK.test(name)) continue
    yield* walk(root, path === '' ? name : `${path}/${name}`)
  }
}

async function copyFile(
  source: string,
  target: string,
  path: string,
  stats: Stats,
): Promise<Extract<TreeEntry, { kind: 'file' }>> {
  const from = await open(source, 'r')
  try {
    const to = await open(target, 'wx+', 0o600)
    try {
      const hash = createHash('sha256')
      let size = 0
      for await (const chunk of piecesOf(from)) {
        hash.update(chunk)
        await to.writeFile(chunk)
        size += chunk.length
      }
      await to.sync()
      const sha256 = hash.digest('hex')
      const now = await from.stat()
      if (size !== stats.size || now.size !== stats.size || now.mtimeMs !== stats.mtimeMs) {
        throw new AppError('sessionInUse', path)
      }
      const copied = await to.stat()
      if (copied.size !== size || (await hashOfHandle(to)) !== sha256) throw new AppError('writeFailed', path)
      return { kind: 'file', path, mode: stats.mode & 0o777, modifiedAt: stats.mtimeMs, size, sha256 }
    } finally {
      await to.close()
    }
  } finally {
    await from.close()
  }
}

async function* piecesOf(file: FileHandle, limit = Infinity): AsyncGenerator<Buffer> {
  const buffer = Buffer.allocUnsafe(CHUNK)
  for (let position = 0; position < limit;) {
    const { bytesRead } = await file.read(buffer, 0, Math.min(CHUNK, limit - position), position)
    if (bytesRead === 0) return
    position += bytesRead
    yield buffer.subarray(0, bytesRead)
  }
}

async function hashOfHandle(file: FileHandle, limit?: number): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of piecesOf(file, limit)) hash.update(chunk)
  return hash.digest('hex')
}

async function hashOf(path: string, limit?: number): Promise<string> {
  const file = await open(path, 'r')
  try {
    return await hashOfHandle(file, limit)
  } finally {
    await file.close()
  }
}

async function dress(path: string, { mode, modifiedAt }: { mode: number; modifiedAt: number }): Promise<void> {
  await chmod(path, mode)
  await utimes(path, modifiedAt / 1000, modifiedAt / 1000)
}
