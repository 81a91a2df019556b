import { lastAtMost } from '../../shared/lastAtMost.ts'

/** Markdown as it is read: the marks that are not shown are left out. */
export interface ShownText {
  readonly text: string
  /** The place in the Markdown of a hit in `text`. */
  readonly placeOf: (start: number, end: number) => readonly [number, number]
}

const mayHide = /[*_`~[\\#>]/u
/** Marks of emphasis, code, links and headings; not every one of them, but none that is long to look for. */
const hidden = new RegExp(
  [
    String.raw`(?<!\\)(?:\*\*|~~|${'`'}+)`,
    String.raw`(?<![\p{L}\p{N}*\\])\*(?=[^\s*])|(?<=[^\s*\\])\*(?![\p{L}\p{N}*])`,
    String.raw`(?<![\p{L}\p{N}_\\])_{1,2}(?=[^\s_])|(?<=[^\s_\\])_{1,2}(?![\p{L}\p{N}_])`,
    String.raw`!?\[(?=[^\]\n[]{0,500}\]\()|\]\([^)\s]{0,2000}\)`,
    String.raw`\\(?=[!-/:-@[-${'`'}{-~])`,
    '^#{1,6} |^> ?',
  ].join('|'),
  'gmu',
)

/** What is read of a Markdown text; null when that is all of it. */
export function shownText(markdown: string): ShownText | null {
  if (!mayHide.test(markdown)) return null
  const pieces: string[] = []
  /** Where a piece begins: in the text, in the Markdown. */
  const starts: number[] = []
  const origins: number[] = []
  let at = 0
  let length = 0
  const take = (end: number): void => {
    if (end === at) return
    pieces.push(markdown.slice(at, end))
    starts.push(length)
    origins.push(at)
    length += end - at
  }
  for (const mark of markdown.matchAll(hidden)) {
    take(mark.index)
    at = mark.index + mark[0].length
  }
  if (at === 0) return null
  take(markdown.length)
  const originOf = (place: number): number => {
    const piece = lastAtMost(starts, place)
    return (origins[piece] ?? 0) + place - (starts[piece] ?? 0)
  }
  return { text: pieces.join(''), placeOf: (start, end) => [originOf(start), originOf(end - 1) + 1] }
}
