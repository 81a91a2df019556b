import { chmodSync, closeSync, existsSync, mkdirSync, openSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { AppError } from '../../shared/errors.ts'
import type { AppNotice } from '../../shared/model/boot.ts'
import { keepVersion, listBackups, replaceFile } from './backups.ts'
import { examine } from './examine.ts'
import { migrate, migrations, readVersion } from './migrations.ts'
import { openSince, type Since } from './since.ts'

/** An open library, and what has to be said about how it was found. */
export interface OpenedLibrary {
  readonly db: DatabaseSync
  readonly notices: readonly AppNotice[]
  readonly since: Since
}

/**
 * Opens the library of a folder: checked, restored from its newest good backup when it is damaged or gone, led to the
 * newest version. Throws `libraryNewer`, leaving every byte as it is, or what the file system says.
 */
export function openLibrary(folder: string, now: number, steps: readonly string[] = migrations): OpenedLibrary {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  chmodSync(folder, 0o700)
  const path = join(folder, 'library.db')
  const found = examine(path, steps.length)
  if (found === 'newer') throw new AppError('libraryNewer', path)
  const since = openSince(folder)
  const notice = found === 'good' ? null : replace(folder, path, found, since, now)
  if (!existsSync(path)) closeSync(openSync(path, 'wx', 0o600))
  chmodSync(path, 0o600)
  const db = new DatabaseSync(path, { timeout: 5_000 })
  try {
    db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON')
    const version = readVersion(db)
    if (version > 0 && version < steps.length) since.backedUp([keepVersion(db, folder, version)])
    migrate(db, steps)
    // What the person has taken back since must not be allowed again by a backup.
    if (notice?.kind === 'libraryRestored' && (notice.lost === null || notice.lost.includes('rules'))) {
      db.exec('DELETE FROM rules')
    }
  } catch (error) {
    db.close()
    throw error
  }
  return { db, notices: notice === null ? [] : [notice], since }
}

/** Puts the newest good backup in the place of what can't be used; says so and what it lacks, or that there was none. */
function replace(
  folder: string,
  path: string,
  found: 'missing' | 'empty' | 'damaged',
  since: Since,
  now: number,
): AppNotice | null {
  const backup = listBackups(folder).find((candidate) => isGood(candidate.path))
  setAside(folder, path, now)
  if (backup === undefined) {
    // Nothing there: a first start, or one that was cut before anything was written.
    if (found !== 'damaged' && !since.existed) return null
    return { kind: 'libraryLost', damaged: found === 'damaged', recovered: null }
  }
  const lost = since.of(backup.name)
  replaceFile(backup.path, path)
  return { kind: 'libraryRestored', from: backup.at, lost, recovered: null }
}

function isGood(path: string): boolean {
  try {
    return examine(path) === 'good'
  } catch {
    return false
  }
}

/** The damaged file is kept; its log goes with it, for it must never be played into another database. */
function setAside(folder: string, path: string, now: number): void {
  const stamp = new Date(now).toISOString().replaceAll(/[:.]/gu, '-')
  const aside = join(folder, `library.damaged-${stamp}.db`)
  for (const suffix of ['', '-wal', '-shm']) {
    if (existsSync(path + suffix)) renameSync(path + suffix, aside + suffix)
  }
}
