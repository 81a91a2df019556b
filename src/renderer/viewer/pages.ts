import type { ToolTextRow } from '../../shared/toolOutput.ts'

/** Rows that are read together: a screenful or two, so that what is looked at is not kept waiting by what is not. */
export const PAGE = 120
/** So many pages stay in memory: what is further away is read again. */
const MOST_PAGES = 80
/** After so long without another page being looked at, in milliseconds, it is read: one rushes past what is not worth reading. */
const PAUSE = 40
/** But at least so often what is in view is read, in milliseconds. */
const MOST_PAUSE = 250

/** The rows of a long text, read in pages as they are looked at. */
export interface Pages {
  /** A row that was read; undefined for one that is being read. */
  row(index: number): ToolTextRow | undefined
  /** Calls when something was read or went wrong. */
  onChanged(listener: () => void): () => void
  /** Grows with each change. */
  version(): number
}

/**
 * @param read gives some rows from `from` on; a page that could not be read is asked for again when it is looked at next
 * @param isInView whether any of the rows from `from` to `to` (exclusive) is looked at now
 */
export function createPages(
  read: (from: number, count: number) => Promise<readonly ToolTextRow[]>,
  isInView: (from: number, to: number) => boolean,
): Pages {
  const pages = new Map<number, readonly ToolTextRow[] | 'reading'>()
  const listeners = new Set<() => void>()
  let version = 0
  const changed = (): void => {
    version += 1
    for (const listener of listeners) listener()
  }
  const wanted = new Set<number>()
  let since = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  const askWanted = (): void => {
    for (const page of wanted) if (!pages.has(page) && isInView(page * PAGE, (page + 1) * PAGE)) ask(page)
    wanted.clear()
  }
  const want = (page: number): void => {
    // What it begins with is not waited for.
    if (pages.size === 0) {
      ask(page)
      return
    }
    if (wanted.has(page)) return
    if (wanted.size === 0) since = performance.now()
    wanted.add(page)
    clearTimeout(timer)
    timer = setTimeout(askWanted, Math.max(0, Math.min(PAUSE, since + MOST_PAUSE - performance.now())))
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
      if (held === undefined) want(page)
      return held === undefined || held === 'reading' ? undefined : held[index - page * PAGE]
    },
    onChanged: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    version: () => version,
  }
}
