import {
  chmodSync,
  closeSync,
  copyFileSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  type Stats,
} from 'node:fs'
import { dirname, join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'

const DAY = 86_400_000
/** Each kind is replaced when it is older than this. */
const kinds = [
  { name: 'last', every: 0 },
  { name: 'daily', every: DAY },
  { name: 'weekly', every: 7 * DAY },
] as const

/** How a backup is called, as its file is: `last`, `daily`, `weekly`, or `version-N` for one made before an upgrade. */
export type BackupName = string

/** A copy of the library that was good when it was made. */
export interface Backup {
  readonly name: BackupName
  readonly path: string
  readonly at: number
}

/** The library as it was before it was led to a newer version; kept until the next time that happens. */
const BEFORE_UPGRADE = /^version-\d+$/u

/** The backups that there are, newest first. */
export function listBackups(folder: string): readonly Backup[] {
  return [...kinds.map(({ name }) => name), ...keptVersions(folder)]
    .flatMap((name): readonly Backup[] => {
      const path = backupPath(folder, name)
      const stats = statOrNull(path)
      return stats === null || stats.size === 0 ? [] : [{ name, path, at: Math.round(stats.mtimeMs) }]
    })
    .toSorted((a, b) => b.at - a.at)
}

/** Keeps an open database as it is before its schema changes, beside the backups that are replaced in turn; returns its name. */
export function keepVersion(db: DatabaseSync, folder: string, version: number): BackupName {
  const name = `version-${version}`
  makeBackup(db, folder, name)
  for (const other of keptVersions(folder)) if (other !== name) rmSync(backupPath(folder, other), { force: true })
  return name
}

function keptVersions(folder: string): readonly string[] {
  try {
    return readdirSync(join(folder, 'backups'))
      .filter((name) => name.endsWith('.db'))
      .map((name) => name.slice(0, -3))
      .filter((name) => BEFORE_UPGRADE.test(name))
  } catch {
    return []
  }
}

/**
 * Copies an open database to every kind of backup that is due; each takes the place of its forerunner in one step. Returns
 * which these are.
 */
export function backUp(db: DatabaseSync, folder: string, now: number): readonly BackupName[] {
  const due = kinds.filter(({ name, every }) => {
    const stats = statOrNull(backupPath(folder, name))
    // A time in the future is a clock that was wrong: it must not stop backups until then.
    return stats === null || now - stats.mtimeMs >= every || stats.mtimeMs > now + DAY
  })
  const first = due[0]
  if (first === undefined) return []
  const time = new Date(now)
  makeBackup(db, folder, first.name, (made) => {
    utimesSync(made, time, time)
    for (const { name } of due.slice(1)) {
      replaceFile(made, backupPath(folder, name))
      utimesSync(backupPath(folder, name), time, time)
    }
  })
  return due.map(({ name }) => name)
}

/** Copies an open database to one place, where it is whole or not at all; `use` sees the copy before it is there. */
function makeBackup(db: DatabaseSync, folder: string, name: string, use?: (made: string) => void): void {
  mkdirSync(join(folder, 'backups'), { recursive: true, mode: 0o700 })
  const made = `${backupPath(folder, name)}.tmp`
  try {
    rmSync(made, { force: true })
    // Made empty before, so that nobody else can read it at any time.
    closeSync(openSync(made, 'wx', 0o600))
    db.prepare('VACUUM INTO ?').run(made)
    syncFile(made)
    use?.(made)
    renameSync(made, backupPath(folder, name))
    syncFolder(join(folder, 'backups'))
  } finally {
    rmSync(made, { force: true })
  }
}

/** Puts a copy of a file in the place of another: written beside, synced, renamed. */
export function replaceFile(from: string, to: string): void {
  const beside = `${to}.new`
  rmSync(beside, { force: true })
  closeSync(openSync(beside, 'wx', 0o600))
  copyFileSync(from, beside)
  chmodSync(beside, 0o600)
  syncFile(beside)
  renameSync(beside, to)
  syncFolder(dirname(to))
}

function backupPath(folder: string, name: string): string {
  return join(folder, 'backups', `${name}.db`)
}

function syncFile(path: string): void {
  const file = openSync(path, 'r+')
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

/** Makes what was renamed in a folder durable. */
export function syncFolder(path: string): void {
  // Windows has no such thing, and its renames are journalled.
  if (process.platform === 'win32') return
  const folder = openSync(path, 'r')
  try {
    fsyncSync(folder)
  } finally {
    closeSync(folder)
  }
}

function statOrNull(path: string): Stats | null {
  return statSync(path, { throwIfNoEntry: false }) ?? null
}
