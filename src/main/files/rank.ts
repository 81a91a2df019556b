import * as fuzzysort from 'fuzzysort'
import type { Snapshot } from 'fuzzysort'

/** Paths, ready to be looked through again and again. */
export type Index = Snapshot

/** Prepares paths for {@link rank}. */
export function indexOf(paths: readonly string[]): Index {
  return fuzzysort.snapshot(paths)
}

/**
 * The paths in which the letters of a query stand in their order, best first: a match in the name of a file before one in
 * its folders, and of equal ones the shorter path.
 */
export function rank(query: string, index: Index, limit: number): readonly string[] {
  const found = fuzzysort.go(query, index, { limit: limit * 4, threshold: 0 })
  return found
    .map((result) => ({ path: result.target, score: result.score + inName(query, result.target) }))
    .toSorted((a, b) => b.score - a.score || a.path.length - b.path.length || (a.path < b.path ? -1 : 1))
    .slice(0, limit)
    .map(({ path }) => path)
}

/** How well the last part of a path meets a query that names no folders. */
function inName(query: string, path: string): number {
  if (query.includes('/')) return 0
  const name = (path.replace(/\/$/u, '').split('/').at(-1) ?? '').toLowerCase()
  const wanted = query.toLowerCase()
  if (name === wanted || name.startsWith(`${wanted}.`)) return 1
  if (name.startsWith(wanted)) return 0.6
  return name.includes(wanted) ? 0.4 : 0
}
