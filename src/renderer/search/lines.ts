import type { Bookmark } from '../../shared/model/opened.ts'
import type { SearchHit } from '../../shared/search.ts'

/** One line of the results. `part` names what a `more` shows whole. */
export type Line =
  | { readonly kind: 'heading'; readonly id: string; readonly of: 'sessions' | 'bookmarks' }
  | { readonly kind: 'group'; readonly id: string; readonly sessionId: string; readonly count: number }
  | { readonly kind: 'session'; readonly id: string; readonly sessionId: string }
  | { readonly kind: 'bookmark'; readonly id: string; readonly bookmark: Bookmark }
  | { readonly kind: 'hit'; readonly id: string; readonly hit: SearchHit }
  | { readonly kind: 'more'; readonly id: string; readonly part: string; readonly count: number }
  | { readonly kind: 'older'; readonly id: string }

/** A line that can be chosen. */
export type Option = Exclude<Line, { kind: 'heading' | 'group' }>

/** The id of the element of the list, and of a line in it. */
export const RESULTS_ID = 'search-results'
export function lineElementId(id: string): string {
  return `search-line-${id.replaceAll(/\s/gu, '-')}`
}

/** So many of a part are shown before the others are asked for. */
export const SHOWN = { sessions: 4, bookmarks: 3, hits: 5 } as const

/** Messages of one session that follow each other. */
export interface HitGroup {
  readonly id: string
  readonly sessionId: string
  readonly hits: readonly SearchHit[]
}

/**
 * Groups messages by session, the session of the best message first. A later page never moves what is there: its groups
 * come behind, and only the last one may grow.
 */
export function groupHits(pages: readonly (readonly SearchHit[])[]): readonly HitGroup[] {
  const groups: HitGroup[] = []
  for (const [page, hits] of pages.entries()) {
    for (const [sessionId, own] of Map.groupBy(hits, (hit) => hit.sessionId)) {
      const last = groups.at(-1)
      if (last?.sessionId === sessionId) groups[groups.length - 1] = { ...last, hits: [...last.hits, ...own] }
      else groups.push({ id: `${page} ${sessionId}`, sessionId, hits: own })
    }
  }
  return groups
}

/** What of a page is not on those before. */
export function newHits(pages: readonly (readonly SearchHit[])[], page: readonly SearchHit[]): readonly SearchHit[] {
  const known = new Set(pages.flat().map((hit) => hit.key))
  return page.filter((hit) => !known.has(hit.key))
}

/** All lines, from top to bottom. Sessions that are gone, and what was found in them, are left out. */
export function linesOf(
  found: {
    readonly sessions: readonly string[]
    readonly bookmarks: readonly Bookmark[]
    readonly pages: readonly (readonly SearchHit[])[]
    readonly next: number | null
  },
  whole: ReadonlySet<string>,
  isThere: (sessionId: string) => boolean,
): readonly Line[] {
  const sessions = found.sessions
    .filter(isThere)
    .map((sessionId): Line => ({ kind: 'session', id: `session ${sessionId}`, sessionId }))
  const bookmarks = found.bookmarks
    .filter((bookmark) => isThere(bookmark.sessionId))
    .map((bookmark): Line => ({ kind: 'bookmark', id: `bookmark ${bookmark.id}`, bookmark }))
  const groups = groupHits(found.pages).filter((group) => isThere(group.sessionId))
  return [
    ...part({ kind: 'heading', id: 'sessions', of: 'sessions' }, sessions, SHOWN.sessions, whole),
    ...part({ kind: 'heading', id: 'bookmarks', of: 'bookmarks' }, bookmarks, SHOWN.bookmarks, whole),
    ...groups.flatMap(({ id, sessionId, hits }) =>
      part(
        { kind: 'group', id, sessionId, count: hits.length },
        hits.map((hit): Line => ({ kind: 'hit', id: `hit ${hit.key}`, hit })),
        // Where there is one session alone, nothing else is pushed down.
        groups.length === 1 ? Infinity : SHOWN.hits,
        whole,
      ),
    ),
    ...(found.next === null ? [] : [{ kind: 'older', id: 'older' } as const]),
  ]
}

/** Whether a line can be chosen. */
export function isOption(line: Line): line is Option {
  return line.kind !== 'heading' && line.kind !== 'group'
}

/** The index of the line that a key leads to from another (-1: none yet); null for other keys, and where nothing can be chosen. */
export function lineAfter(lines: readonly Line[], from: number, key: string, page: number): number | null {
  const options = lines.flatMap((line, index) => (isOption(line) ? [index] : []))
  const at = options.indexOf(from)
  const last = options.length - 1
  const target = {
    ArrowDown: at + 1 > last ? 0 : at + 1,
    ArrowUp: at <= 0 ? last : at - 1,
    Home: 0,
    End: last,
    PageDown: Math.min(at + page, last),
    PageUp: Math.max(at - page, 0),
  }[key]
  return target === undefined ? null : (options[target] ?? null)
}

function part(head: Line, lines: readonly Line[], most: number, whole: ReadonlySet<string>): readonly Line[] {
  if (lines.length === 0) return []
  // A line that says "1 more" takes as much room as that one.
  if (whole.has(head.id) || lines.length <= most + 1) return [head, ...lines]
  const more: Line = { kind: 'more', id: `more ${head.id}`, part: head.id, count: lines.length - most }
  return [head, ...lines.slice(0, most), more]
}
