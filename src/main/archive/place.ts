import { readdirSync, renameSync, rmSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseDocument } from 'yaml'
import { AppError } from '../../shared/errors.ts'
import { isBeginning, namesAnother } from '../health/rewriter.ts'
import { createOutput, syncFolder, syncPlaced } from '../health/files.ts'
import { isSessionId } from '../history/describe.ts'
import { withLogSync } from '../history/logFile.ts'
import { lineAt } from '../history/lines.ts'
import type { LooseEvent } from '../health/validEvent.ts'
import type { Staged } from './methods.ts'
import { STAGING } from './stage.ts'
import { piecesOf } from './folderFiles.ts'
import { seedWorkspace } from './seedLog.ts'
import { toImportError } from './faults.ts'

const LOG = 'events.jsonl'
const WORKSPACE = 'workspace.yaml'

/**
 * Puts a staged session where none is, under an id that may be another than its own: then its first line and its workspace say
 * so, and all other bytes stay. One rename, durable when it returns.
 */
export function place(
  root: string,
  { folder, facts, as }: Pick<Staged, 'facts' | 'as'> & { readonly folder: string },
  id: string,
  clientName: string,
): void {
  if (!isSessionId(id)) throw new AppError('idInvalid', id)
  try {
    if (as === 'messages') renameSync(join(folder, 'seed.jsonl'), join(folder, LOG))
    ownLog(folder, id)
    ownWorkspace(folder, id, () => {
      const at = facts.createdAt === undefined ? Date.now() : Date.parse(facts.createdAt)
      const title = facts.titleIsManual ? facts.title.replace(/\s+/gu, ' ').trim().slice(0, 300) : ''
      return seedWorkspace(id, { title, folder: facts.folder, at, clientName })
    })
    syncTree(folder)
    // File systems may ignore case.
    const lower = id.toLowerCase()
    if (readdirSync(root).some((name) => name.toLowerCase() === lower)) throw new AppError('idTaken', id)
    renameSync(folder, join(root, id))
    syncPlaced(root)
  } catch (error) {
    rmSync(folder, { recursive: true, force: true })
    throw toImportError(error, root)
  }
}

/** Removes what a crash left of imports that never took their place. */
export function sweepStaged(root: string): void {
  try {
    for (const name of readdirSync(root)) {
      if (name.startsWith(STAGING)) rmSync(join(root, name), { recursive: true, force: true })
    }
  } catch {
    // No home yet, or none that can be written: then nothing of ours is there.
  }
}

function ownLog(folder: string, id: string): void {
  const path = join(folder, LOG)
  const first = withLogSync(path, (log) => lineAt(log, 0).bytes)
  const event = asEvent(first.toString('utf8'))
  if (event === null || !isBeginning(event) || !namesAnother(event, id)) return
  const own = { ...event, data: { ...(event['data'] as object), sessionId: id } }
  const output = createOutput(`${path}.own`)
  try {
    output.write(Buffer.from(JSON.stringify(own)))
    let skip = first.length
    for (const piece of piecesOf(path)) {
      const rest = piece.subarray(Math.min(skip, piece.length))
      skip -= piece.length - rest.length
      if (rest.length > 0) output.write(rest)
    }
    output.close()
  } finally {
    output.abandon()
  }
  renameSync(`${path}.own`, path)
}

function asEvent(text: string): LooseEvent | null {
  try {
    const value: unknown = JSON.parse(text)
    const isEvent = typeof value === 'object' && value !== null && 'type' in value && 'data' in value
    return isEvent && typeof value.type === 'string' ? (value as unknown as LooseEvent) : null
  } catch {
    return null
  }
}

function ownWorkspace(folder: string, id: string, make: () => string): void {
  const path = join(folder, WORKSPACE)
  if (!existsSync(path)) {
    writeFileSync(path, make(), { mode: 0o600, flush: true })
    return
  }
  const document = parseDocument(readFileSync(path, 'utf8'), { logLevel: 'silent' })
  // What can't be understood stays as it is: the log says the same.
  if (document.errors.length > 0 || document.get('id') === id) return
  document.set('id', id)
  writeFileSync(path, document.toString(), { mode: 0o600, flush: true })
}

function syncTree(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) syncTree(join(folder, entry.name))
  }
  syncFolder(folder)
}
