import type { Dirent } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import ignore, { type Ignore } from 'ignore'

/** What a folder holds: paths from it with `/`, folders with one at their end. */
export interface Listing {
  readonly paths: readonly string[]
  /** False when there were too many. */
  readonly complete: boolean
}

/** A .gitignore and the folder from which it counts, `` or with a `/` at its end. */
interface Rules {
  readonly base: string
  readonly ignores: Ignore
}

/** Never offered, whatever a .gitignore says or leaves out. */
const NEVER: ReadonlySet<string> = new Set(['.git', 'node_modules', '.DS_Store'])

/**
 * Lists what lies in a folder, what is nearest to its top first, without what its .gitignore files exclude. Links are not
 * followed: nothing outside of the folder is listed. What can't be read is left out.
 */
export async function walk(folder: string, limit: number): Promise<Listing> {
  const paths: string[] = []
  let level: readonly { readonly path: string; readonly rules: readonly Rules[] }[] = [{ path: '', rules: [] }]
  while (level.length > 0) {
    const next: { path: string; rules: readonly Rules[] }[] = []
    for (const { path, rules: above } of level) {
      const entries = await readdir(join(folder, path), { withFileTypes: true }).catch((): Dirent[] => [])
      const own = entries.some(({ name }) => name === '.gitignore') ? await rulesOf(folder, path) : []
      const rules = [...above, ...own]
      for (const entry of entries.toSorted(byName)) {
        const isFolder = entry.isDirectory()
        if (NEVER.has(entry.name) || (!isFolder && !entry.isFile())) continue
        const found = isFolder ? `${path}${entry.name}/` : path + entry.name
        if (isIgnored(found, rules)) continue
        if (paths.length === limit) return { paths, complete: false }
        paths.push(found)
        if (isFolder) next.push({ path: found, rules })
      }
    }
    level = next
  }
  return { paths, complete: true }
}

async function rulesOf(folder: string, base: string): Promise<readonly Rules[]> {
  const text = await readFile(join(folder, base, '.gitignore'), 'utf8').catch(() => '')
  return [{ base, ignores: ignore().add(text) }]
}

/** The innermost .gitignore that says anything has the last word. */
function isIgnored(path: string, rules: readonly Rules[]): boolean {
  for (const { base, ignores } of rules.toReversed()) {
    const said = ignores.test(path.slice(base.length))
    if (said.ignored) return true
    if (said.unignored) return false
  }
  return false
}

function byName(a: Dirent, b: Dirent): number {
  return a.name < b.name ? -1 : 1
}
