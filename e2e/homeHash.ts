import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'

/** What every session of a home consists of, file by file; the locks of running processes come and go and are left out. */
export function sessionsOf(home: string): Readonly<Record<string, string>> {
  for (;;) {
    try {
      return readSessions(home)
    } catch (error) {
      // A session that goes while it is read: what is left of it then is read anew.
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || !existsSync(join(home, 'session-state'))) throw error
    }
  }
}

function readSessions(home: string): Readonly<Record<string, string>> {
  const root = join(home, 'session-state')
  const names = readdirSync(root, { recursive: true, encoding: 'utf8' }).toSorted()
  return Object.fromEntries(
    names
      .filter((name) => !/inuse\.\d+\.lock$/.test(name))
      .map((name) => {
        const path = join(root, name)
        if (statSync(path).isDirectory()) return [relative(root, path), 'folder']
        return [relative(root, path), createHash('sha256').update(readFileSync(path)).digest('hex')]
      }),
  )
}
