import { existsSync } from 'node:fs'
import type { DatabaseSync } from 'node:sqlite'

/**
 * With RETOMA_TEST=1, as long as the file RETOMA_DISK_FULL is there, SQLite gets no more pages: it then answers what it
 * answers when the disk is full. Undefined otherwise.
 */
export function fullDiskForTests(env: NodeJS.ProcessEnv): ((db: DatabaseSync) => void) | undefined {
  const marker = env['RETOMA_DISK_FULL']
  if (env['RETOMA_TEST'] !== '1' || marker === undefined) return undefined
  return (db) => {
    const used = Number(db.prepare('PRAGMA page_count').get()?.['page_count'])
    db.exec(`PRAGMA max_page_count = ${existsSync(marker) ? used : 1_000_000_000}`)
  }
}
