import { AppError } from '../../shared/errors.ts'
import type { Bookmark } from '../../shared/model/opened.ts'
import type { Mark, MarkedRange } from '../../shared/model/session.ts'
import type { Turn } from '../../shared/model/turn.ts'

/**
 * The turns after a bookmark, the marked one cut down to what came after the marked message. Throws `bookmarkMissing`
 * when its turn is gone; an item that is gone gives all after its turn's prompt: rather a message too many than one too few.
 */
export function contextSince(
  turns: readonly Turn[],
  mark: Pick<Bookmark, 'turnId' | 'itemId' | 'name'>,
): readonly Turn[] {
  const index = turns.findIndex((turn) => turn.id === mark.turnId)
  const marked = turns[index]
  if (marked === undefined) throw new AppError('bookmarkMissing', mark.name)
  const at = mark.itemId === null ? -1 : marked.items.findIndex((item) => item.id === mark.itemId)
  const rest: Turn = { ...marked, prompt: null, items: marked.items.slice(at + 1) }
  const later = turns.slice(index + 1)
  return rest.items.length === 0 && rest.thinking === null ? later : [rest, ...later]
}

/**
 * The turns between two marks: after the first, up to the second and with it. Throws `bookmarkMissing` when a turn of
 * either is gone, or when the second stands before the first: there is nothing between them that way round.
 */
export function contextBetween(turns: readonly Turn[], { since, until }: MarkedRange): readonly Turn[] {
  const later = contextSince(turns, { ...since, name: since.turnId })
  if (until === null) return later
  const index = later.findIndex((turn) => turn.id === until.turnId)
  const last = later[index]
  if (last === undefined || isBefore(turns, until, since)) throw new AppError('bookmarkMissing', until.turnId)
  return [...later.slice(0, index), upTo(last, until)]
}

/** A turn up to a message in it, and with it; whole where that message is gone. */
export function upTo(turn: Turn, { itemId }: Mark): Turn {
  const at = itemId === null ? -1 : turn.items.findIndex((item) => item.id === itemId)
  if (itemId !== null && at < 0) return turn
  return { ...turn, items: turn.items.slice(0, at + 1) }
}

function isBefore(turns: readonly Turn[], a: Mark, b: Mark): boolean {
  if (a.turnId !== b.turnId) return false
  const items = turns.find((turn) => turn.id === a.turnId)?.items ?? []
  const at = (mark: Mark): number => (mark.itemId === null ? -1 : items.findIndex((item) => item.id === mark.itemId))
  return at(a) <= at(b)
}
