import type { ToolTextRow } from '../../shared/toolOutput.ts'

/** Rows that are read together. */
export const PAGE = 400
/** So many pages stay in memory: what is further away is read again. */
const MOST_PAGES = 24

/** The rows of a long text, read in pages as they are looked at. */
export interface Pages {
  /** A row that was read; undefined for one that is being read. */
  row(index: number): ToolTextRow | undefined
  /** Calls when something was read or went wrong. */
  onChanged(listener: () => void): () => void
  /** Grows with each change. */
  version(): number
}

/** @param read gives some rows from `from` on; a page that could not be read is asked for again when it is looked at next */
export function createPages(read: (from: number, count: number) => Promise<readonly ToolTextRow[]>): Pages {
  const pages = new Map<number, readonly ToolTextRow[] | 'reading'>()
  const listeners = new Set<() => void>()
  let version = 0
  const changed = (): void => {
    version += 1
    for (const listener of listeners) listener()
  }
  const ask = (page: number): void => {
    pages.set(page, 'reading')
    read(page * PAGE, PAGE).then(
      (rows) => {
        pages.delete(page)
        pages.set(page, rows)
        for (const [old, held] of pages) {
          if (pages.size <= MOST_PAGES) break
          if (held !== 'reading') pages.delete(old)
        }
        changed()
      },
      () => {
        pages.delete(page)
      },
    )
  }
  return {
    row: (index) => {
      const page = Math.floor(index / PAGE)
      const held = pages.get(page)
      if (held === undefined) ask(page)
      return held === undefined || held === 'reading' ? undefined : held[index - page * PAGE]
    },
    onChanged: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    version: () => version,
  }
}
