import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Every file of some folders that holds a text; the app may be at work in them. */
export function filesWith(folders: readonly string[], text: string): readonly string[] {
  return folders.flatMap((root) =>
    readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((path) => holds(path, text)),
  )
}

function holds(path: string, text: string): boolean {
  try {
    return readFileSync(path).includes(text)
  } catch {
    // It went while it was looked for.
    return false
  }
}
