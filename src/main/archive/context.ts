import { AppError } from '../../shared/errors.ts'
import type { Bookmark, Turn } from '../../shared/model.ts'

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
