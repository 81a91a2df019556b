import type { FindScope, HitGroup } from '../../shared/find.ts'
import type { Turn } from '../../shared/model/turn.ts'
import { textsOf } from '../../shared/turnTexts.ts'
import type { Matcher } from './matcher.ts'
import { shownText } from './shownText.ts'

/** The hits in a turn, from top to bottom: in what is shown of it, or can be opened. */
export function hitsOf(turn: Turn, match: Matcher, scopes: ReadonlySet<FindScope>): readonly HitGroup[] {
  const groups: HitGroup[] = []
  for (const { itemId, part, scope, text } of textsOf(turn)) {
    if (!scopes.has(scope) || text === '') continue
    const places =
      part === 'text' || part === 'reasoning' || part === 'thinking' ? inMarkdown(text, match) : match(text)
    if (places.length > 0) groups.push({ turnId: turn.id, itemId, part, places })
  }
  return groups
}

/** In the words as they stand there and as they are read: `**bold** text` says "bold text". */
function inMarkdown(markdown: string, match: Matcher): readonly number[] {
  const written = match(markdown)
  const shown = shownText(markdown)
  if (shown === null) return written
  const read = match(shown.text)
  if (read.length === 0) return written
  const all: [number, number][] = []
  let next = 0
  for (let hit = 0; hit < read.length; hit += 2) {
    const [start, end] = shown.placeOf(read[hit] ?? 0, read[hit + 1] ?? 0)
    for (; next < written.length && (written[next] ?? 0) < end; next += 2) {
      all.push([written[next] ?? 0, written[next + 1] ?? 0])
    }
    if (start >= (all.at(-1)?.[1] ?? 0)) all.push([start, end])
  }
  for (; next < written.length; next += 2) all.push([written[next] ?? 0, written[next + 1] ?? 0])
  return all.flat()
}
