import { existsSync } from 'node:fs'
import { rename, rm, writeFile } from 'node:fs/promises'
import { join, parse } from 'node:path'
import { exportEndings, type ExportFormat } from '../../shared/exporting.ts'
import type { ErrorCode } from '../../shared/errors.ts'
import type { SessionProblem, SessionRow } from '../../shared/model/session.ts'
import { toExportError } from './faults.ts'

/** A file name for an export: the title made safe for every system, and the local day. */
export function suggestFileName(
  session: Pick<SessionRow, 'id' | 'title'>,
  format: ExportFormat,
  at: number,
  redact = false,
): string {
  // Where secrets are struck out, none may be in the name: a title may be the first thing that was said.
  const stem = (redact ? '' : slug(session.title)) || slug(session.id) || 'session'
  const day = new Date(at)
  const two = (value: number): string => String(value).padStart(2, '0')
  const date = `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`
  // The date after the hyphen also keeps a title like "con" from becoming the name of a Windows device.
  return `${stem}-${date}.${exportEndings[format]}`
}

/** A file name for a zip of exports. */
export function suggestZipName(at: number): string {
  return suggestFileName({ id: 'sessions', title: 'retoma' }, 'json', at).replace(/\.json$/u, '.zip')
}

function slug(text: string): string {
  const safe = text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, '-')
  return Array.from(safe)
    .slice(0, 60)
    .join('')
    .replace(/^-+|-+$/g, '')
}

/** Writes a text in one step: at a path beside its own, where nothing is, flushed, then renamed. Rejects as {@link toExportError} says. */
export async function writeText(path: string, beside: string, text: string): Promise<void> {
  try {
    await writeFile(beside, text, { flag: 'wx', mode: 0o600, flush: true })
    await rename(beside, path)
  } catch (error) {
    await rm(beside, { force: true }).catch(() => undefined)
    throw toExportError(error, path)
  }
}

/** Gives each file of a folder a path of its own, over nothing that is there. */
export function createExportFolder(folder: string): (name: string) => string {
  const given = new Set<string>()
  return (name) => {
    const { name: stem, ext } = parse(name)
    for (let n = 1; ; n += 1) {
      const path = join(folder, n === 1 ? name : `${stem}-${n}${ext}`)
      // File systems may ignore case.
      if (given.has(path.toLowerCase()) || existsSync(path)) continue
      given.add(path.toLowerCase())
      return path
    }
  }
}

/** Why a session's export is not all of it; null when it is. */
export function unreadBecause(problem: SessionProblem | null): ErrorCode | null {
  switch (problem?.code) {
    case 'damaged':
      return 'sessionDamaged'
    case 'newer':
      return 'sessionNewer'
    case 'unreadable':
      return 'readFailed'
    case 'missing':
      return 'sessionMissing'
    case 'empty':
    case 'inUse':
    case 'folderMissing':
    case undefined:
      return null
  }
}
