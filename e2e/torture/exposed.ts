import { existsSync, lstatSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { tokensIn } from './words.ts'

/** What in the user data is Retoma's own; the rest is the browser's profile. */
const ours = /^(?:settings|keys|library|index|trash|imports|attachments|rewinds|repairs|logs)(?:[./\\-]|$)/u

/** What others could read of our data: files and folders that are open to them, and logs in which `saidIn` finds what was said. */
export function exposedIn(userData: string, saidIn: (text: string) => readonly string[] = tokensIn): readonly string[] {
  const found: string[] = []
  for (const entry of readdirSync(userData, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
    const name = relative(userData, path)
    // What is there for a moment only may have gone.
    if (!ours.test(name) || !existsSync(path)) continue
    const mode = lstatSync(path).mode & 0o777
    // Windows has no modes: there the profile's own rights protect them.
    if (process.platform !== 'win32' && !entry.isSymbolicLink() && (mode & 0o077) !== 0) {
      found.push(`${name} has the mode ${mode.toString(8)}`)
    }
    if (name.startsWith('logs') && entry.isFile()) {
      const said = saidIn(readFileSync(path, 'utf8'))
      if (said.length > 0) found.push(`${name} says ${said.join(' ')}`)
    }
  }
  return found
}
