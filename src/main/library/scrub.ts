import {
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
} from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { listBackups } from './backups.ts'

/** Every table that holds something of a session, and its column for the id. */
const tables = [
  ['sessions', 'id'],
  ['drafts', 'session_id'],
  ['queue', 'session_id'],
  ['partials', 'session_id'],
  ['bookmarks', 'session_id'],
  ['replies', 'session_id'],
  ['given', 'session_id'],
  ['prompts', 'session_id'],
  ['usage', 'session_id'],
  ['contexts', 'session_id'],
] as const

/** What is to be taken out: all that the ids hold, but for what a session of the same id has that is there now. */
export interface Scrubbed {
  readonly ids: readonly string[]
  /** When the session was made that is there now, by its id. */
  readonly there: ReadonlyMap<string, number>
}

/** Takes sessions out of every backup of a library: each is replaced in one step, and stays as old as it was. */
export function scrubBackups(folder: string, scrubbed: Scrubbed): void {
  for (const { path, at } of listBackups(folder)) {
    const beside = `${path}.tmp`
    try {
      rmSync(beside, { force: true })
      closeSync(openSync(beside, 'wx', 0o600))
      copyFileSync(path, beside)
      scrubFile(beside, scrubbed)
      const time = new Date(at)
      utimesSync(beside, time, time)
      renameSync(beside, path)
    } finally {
      for (const suffix of sidecars) rmSync(beside + suffix, { force: true })
    }
  }
}

/**
 * Takes sessions out of the damaged libraries that were set aside. One that can't be read well enough for that, and names
 * one of them, goes as a whole: it could hold anything of it.
 */
export function scrubDamaged(folder: string, scrubbed: Scrubbed): void {
  for (const name of readdirSync(folder).filter((one) => /^library\.damaged-.*\.db$/u.test(one))) {
    const path = join(folder, name)
    const beside = `${path}.tmp`
    try {
      for (const suffix of ['', '-wal']) {
        rmSync(beside + suffix, { force: true })
        if (!existsSync(path + suffix)) continue
        closeSync(openSync(beside + suffix, 'wx', 0o600))
        copyFileSync(path + suffix, beside + suffix)
      }
      scrubFile(beside, scrubbed)
      for (const suffix of ['-wal', '-shm']) rmSync(path + suffix, { force: true })
      renameSync(beside, path)
    } catch {
      if (scrubbed.ids.some((id) => mentions(path, id)))
        for (const suffix of sidecars) rmSync(path + suffix, { force: true })
    } finally {
      for (const suffix of sidecars) rmSync(beside + suffix, { force: true })
    }
  }
}

const sidecars = ['', '-wal', '-shm', '-journal'] as const

function mentions(path: string, id: string): boolean {
  return sidecars.some((suffix) => existsSync(path + suffix) && readFileSync(path + suffix).includes(id))
}

function scrubFile(path: string, { ids, there }: Scrubbed): void {
  const db = new DatabaseSync(path)
  try {
    // No log beside the copy: only the file itself takes the place of the backup.
    db.exec('PRAGMA journal_mode = DELETE')
    const known = new Set(
      db
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'table'")
        .all()
        .map((row) => String(row['name'])),
    )
    // Of two sessions of one id each has a time of its own at which it was made: the library never holds more than one.
    const made = known.has('sessions') ? db.prepare('SELECT created_at FROM sessions WHERE id = ?') : null
    const gone = ids.filter((id) => there.get(id) === undefined || made?.get(id)?.['created_at'] !== there.get(id))
    db.exec('BEGIN')
    for (const [table, column] of tables.filter(([name]) => known.has(name))) {
      const remove = db.prepare(`DELETE FROM ${table} WHERE ${column} = ?`)
      for (const id of gone) remove.run(id)
    }
    db.exec('COMMIT; VACUUM')
  } finally {
    db.close()
  }
  const file = openSync(path, 'r+')
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}
