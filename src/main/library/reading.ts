import { mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { pathToFileURL } from 'node:url'
import { AppError } from '../../shared/errors.ts'
import { listBackups } from './backups.ts'
import { migrate, migrations, readVersion } from './migrations.ts'
import { isDamage } from './sqliteError.ts'
import type { LibraryTrouble } from './writes.ts'

/** What is tried to be written before it is said that a folder takes nothing, in bytes. */
const TRIAL = 65_536

/** Why a library can't be opened as long as its folder takes nothing; null when the folder is not the reason. */
export function troubleOf(folder: string): LibraryTrouble | null {
  const path = join(folder, 'trial.tmp')
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    writeFileSync(path, Buffer.alloc(TRIAL), { mode: 0o600 })
    return null
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null
    return code === 'ENOSPC' || code === 'EDQUOT' ? 'diskFull' : 'unwritable'
  } finally {
    remove(path)
  }
}

/**
 * A copy in memory of what the library of a folder holds, or its newest good backup, led to the newest version and closed
 * to writing; empty where there is nothing yet. No file is changed. Throws `libraryNewer`, or when what is there can't be read.
 */
export function readLibrary(folder: string, steps: readonly string[] = migrations): DatabaseSync {
  const path = join(folder, 'library.db')
  const there = (statSync(path, { throwIfNoEntry: false })?.size ?? 0) > 0
  const paths = [...(there ? [path] : []), ...listBackups(folder).map((backup) => backup.path)]
  for (const candidate of paths) {
    const copy = copyOf(candidate, steps, candidate === path)
    if (copy !== null) return copy
  }
  const empty = new DatabaseSync(':memory:')
  migrate(empty, steps)
  return closed(empty)
}

/** Null when the file is damaged. */
function copyOf(path: string, steps: readonly string[], newest: boolean): DatabaseSync | null {
  const db = new DatabaseSync(':memory:')
  try {
    // Its log is read too; what SQLite keeps of that in a file beside it, it then keeps in memory.
    db.exec('PRAGMA locking_mode = EXCLUSIVE')
    db.prepare('ATTACH ? AS kept').run(uriOf(path))
    const version = Number(db.prepare('PRAGMA kept.user_version').get()?.['user_version'])
    if (version > steps.length) throw new AppError('libraryNewer', path)
    if (db.prepare('PRAGMA kept.quick_check(1)').get()?.['quick_check'] !== 'ok') throw new Damaged()
    migrate(db, steps.slice(0, version))
    for (const name of tablesOf(db)) db.exec(`INSERT INTO main."${name}" SELECT * FROM kept."${name}"`)
    db.exec('DETACH kept')
    if (readVersion(db) < steps.length) migrate(db, steps)
    // What the person has taken back since must not be allowed again by a backup.
    if (!newest && steps === migrations) db.exec('DELETE FROM rules')
    return closed(db)
  } catch (error) {
    db.close()
    if (error instanceof Damaged || isDamage(error)) return null
    throw error
  }
}

function tablesOf(db: DatabaseSync): readonly string[] {
  return db
    .prepare("SELECT name FROM main.sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'")
    .all()
    .map((row) => String(row['name']))
}

function closed(db: DatabaseSync): DatabaseSync {
  db.exec('PRAGMA query_only = ON')
  return db
}

/** As SQLite is asked to read a file where it can't even make the files that go with a lock. */
function uriOf(path: string): string {
  const { href } = pathToFileURL(path)
  const log = statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0
  if (log === 0) return `${href}?immutable=1`
  return `${href}?mode=ro&vfs=${process.platform === 'win32' ? 'win32-none' : 'unix-none'}`
}

function remove(path: string): void {
  try {
    rmSync(path, { force: true })
  } catch {
    // Where nothing may be written, nothing was.
  }
}

class Damaged extends Error {}
