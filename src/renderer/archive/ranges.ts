import type { OutlineLine } from '../../shared/find.ts'
import type { Bookmark } from '../../shared/model/opened.ts'

/** Whether a range may begin with one turn and end with the other; null: from the beginning, to the end. */
export function inOrder(lines: readonly OutlineLine[], from: string | null, to: string | null): boolean {
  const place = (turnId: string | null): number => lines.findIndex((line) => line.turnId === turnId)
  return from === null || to === null || place(from) <= place(to)
}

/** What an export that begins at a bookmark can end with: there is nothing between them the other way round. */
export function marksBehind(
  bookmarks: readonly Bookmark[],
  lines: readonly OutlineLine[],
  bookmarkId: string | null,
): readonly Bookmark[] {
  const turnId = bookmarks.find(({ id }) => id === bookmarkId)?.turnId ?? null
  return bookmarks.filter((mark) => mark.id !== bookmarkId && inOrder(lines, turnId, mark.turnId))
}
