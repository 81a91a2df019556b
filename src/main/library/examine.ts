import { closeSync, openSync, readSync, statSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { migrations, readVersion } from './migrations.ts'
import { isDamage } from './sqliteError.ts'

/** The first bytes of every SQLite database, and where its header keeps the version. */
const MAGIC = 'SQLite format 3\0'
const VERSION_OFFSET = 60

/**
 * What a file is, without changing it: `empty` has nothing in it, `newer` was written by a later Retoma, `damaged` can't
 * be trusted. Throws when it can't be read at all.
 */
export function examine(
  path: string,
  newest: number = migrations.length,
): 'missing' | 'empty' | 'good' | 'newer' | 'damaged' {
  const stats = statSync(path, { throwIfNoEntry: false })
  if (stats === undefined) return 'missing'
  if (stats.size === 0) return 'empty'
  const header = readHeader(path)
  if (header.toString('latin1', 0, MAGIC.length) !== MAGIC) return 'damaged'
  // Decided by the header alone where that can be: opening would create files beside it.
  if (header.readUInt32BE(VERSION_OFFSET) > newest) return 'newer'
  let db: DatabaseSync | null = null
  try {
    db = new DatabaseSync(path, { readOnly: true, timeout: 5_000 })
    if (readVersion(db) > newest) return 'newer'
    return db.prepare('PRAGMA quick_check(1)').get()?.['quick_check'] === 'ok' ? 'good' : 'damaged'
  } catch (error) {
    if (isDamage(error)) return 'damaged'
    throw error
  } finally {
    db?.close()
  }
}

function readHeader(path: string): Buffer {
  const header = Buffer.alloc(100)
  const file = openSync(path, 'r')
  try {
    readSync(file, header, 0, header.length, 0)
  } finally {
    closeSync(file)
  }
  return header
}
