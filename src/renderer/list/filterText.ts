import { queryPieces } from '../../shared/query.ts'

/** The filter of the list: all of it, and its end, which stands in the box; operators before it are chips. */
export interface FilterText {
  readonly filter: string
  readonly filterBox: string
}

/** A filter with its operators in front: they are chips, and the words stand in the box. */
export function filterOf(filter: string): FilterText {
  const pieces = queryPieces(filter)
  const texts = (chips: boolean): string =>
    pieces
      .filter(({ name }) => (name !== null) === chips)
      .map(({ name, start, end }) => (name === null ? filter.slice(start, end) : closed(filter.slice(start, end))))
      .join(' ')
  return joined(texts(true), texts(false))
}

/** What of a filter is shown as chips. */
export function chipsOf({ filter, filterBox }: FilterText): string {
  return filter.slice(0, filter.length - filterBox.length).trim()
}

/** The filter after something was typed into the box: operators that are finished (`done`, or followed by a space) become chips. */
export function typed(before: FilterText, text: string, done: boolean): FilterText {
  const chips = chipsOf(before)
  const pieces = queryPieces(text).filter(({ name, end }) => name !== null && (done || end < text.length))
  let rest = text
  for (const { start, end } of pieces.toReversed()) rest = rest.slice(0, start) + rest.slice(end).trimStart()
  const more = pieces.map(({ start, end }) => closed(text.slice(start, end)))
  return joined([...(chips === '' ? [] : [chips]), ...more].join(' '), rest)
}

/** The filter with another text in the place of a chip; an empty one takes it away. */
export function replaced(before: FilterText, start: number, end: number, text: string): FilterText {
  const chips = chipsOf(before)
  const parts = [chips.slice(0, start).trim(), text, chips.slice(end).trim()]
  return joined(parts.filter((part) => part !== '').join(' '), before.filterBox)
}

/** The filter with one more chip, unless it has it. */
export function added(before: FilterText, text: string): FilterText {
  const chips = chipsOf(before)
  const has = queryPieces(chips).some(({ start, end }) => chips.slice(start, end) === text)
  return has ? before : joined(chips === '' ? text : `${chips} ${text}`, before.filterBox)
}

/** The last chip back in the box, to be changed. */
export function opened(before: FilterText): FilterText {
  const chips = chipsOf(before)
  const last = queryPieces(chips).at(-1)
  if (last === undefined || before.filterBox !== '') return before
  return { filter: chips, filterBox: chips.slice(last.start) }
}

/** A quote that was not ended would take in whatever follows. */
function closed(text: string): string {
  return /^-?[a-z]+:"/iu.test(text) && text.split('"').length % 2 === 0 ? `${text}"` : text
}

function joined(chips: string, filterBox: string): FilterText {
  return { filter: chips === '' || filterBox === '' ? chips + filterBox : `${chips} ${filterBox}`, filterBox }
}
