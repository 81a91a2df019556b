/** The letters and digits of a text, with the place of each. */
interface Letters {
  readonly text: string
  readonly at: readonly number[]
}

/** With how many letters before and behind it a hit is looked for, most first: an address beside it is not shown. */
const contexts = [
  [24, 24],
  [12, 12],
  [6, 6],
  [12, 0],
  [0, 12],
  [4, 0],
  [0, 4],
] as const

/**
 * Finds in what is shown of a text the hits in the text itself: marks, addresses and line breaks may be missing there,
 * and names of languages may have come in. Start and end of each hit in `shown`; null for one that is not shown.
 *
 * @param places start and end of each hit in `source`, in turn
 */
export function align(
  source: string,
  places: readonly number[],
  shown: string,
): readonly (readonly [number, number] | null)[] {
  const hits = Array.from(
    { length: places.length / 2 },
    (_, hit) => [places[2 * hit] ?? 0, places[2 * hit + 1] ?? 0] as const,
  )
  if (shown === source) return hits
  // A piece of it, as where a long text is cut.
  const offset = shown === '' ? -1 : source.indexOf(shown)
  if (offset >= 0) {
    return hits.map(([start, end]) =>
      start >= offset && end <= offset + shown.length ? [start - offset, end - offset] : null,
    )
  }
  const theirs = lettersOf(shown)
  const ours = lettersOf(source)
  let from = 0
  return hits.map(([start, end]) => {
    const first = rank(ours.at, start)
    const last = rank(ours.at, end)
    if (first === last) {
      const found = betweenLetters(source, shown, ours, theirs, start, end, from)
      if (found !== null) from = rank(theirs.at, found[0])
      return found
    }
    const place = find(ours.text, theirs.text, first, last, from)
    if (place < 0) return null
    from = place + last - first
    return widen(
      source,
      shown,
      [start, end],
      [ours.at[first] ?? 0, ours.at[last - 1] ?? 0],
      [theirs.at[place] ?? 0, theirs.at[from - 1] ?? 0],
    )
  })
}

/** Where the letters `first` to `last` of ours stand in theirs, with as much around them as can be; -1 when nowhere. */
function find(ours: string, theirs: string, first: number, last: number, from: number): number {
  for (const [more, behind] of contexts) {
    const before = Math.min(more, first)
    const wanted = ours.slice(first - before, last + behind)
    const place = theirs.indexOf(wanted, Math.max(0, from - before))
    if (place >= 0 && place + before >= from) return place + before
  }
  return -1
}

/** A hit without letters, such as `=>`: found by the letters around it. */
function betweenLetters(
  source: string,
  shown: string,
  ours: Letters,
  theirs: Letters,
  start: number,
  end: number,
  from: number,
): readonly [number, number] | null {
  const gap = rank(ours.at, start)
  for (const [more, behind] of contexts) {
    const before = Math.min(more, gap)
    const place = theirs.text.indexOf(ours.text.slice(gap - before, gap + behind), Math.max(0, from - before))
    if (place < 0) continue
    const left = place + before === 0 ? 0 : (theirs.at[place + before - 1] ?? 0) + 1
    const right = theirs.at[place + before] ?? shown.length
    const said = source.slice(start, end)
    // The same may stand there several times: the one that is as far along as ours.
    const along = source.slice(gap === 0 ? 0 : (ours.at[gap - 1] ?? 0) + 1, start).split(said).length - 1
    const inside = shown.slice(left, right)
    let found = -1
    for (let nth = 0; nth <= along; nth += 1) found = inside.indexOf(said, found + 1)
    if (found >= 0) return [left + found, left + found + said.length]
  }
  return null
}

/** Takes in what stands around the letters of a hit and belongs to it, if it is shown. */
function widen(
  source: string,
  shown: string,
  [start, end]: readonly [number, number],
  [first, last]: readonly [number, number],
  [from, to]: readonly [number, number],
): readonly [number, number] {
  const lead = source.slice(start, first)
  const trail = source.slice(last + 1, end)
  return [
    shown.slice(from - lead.length, from) === lead ? from - lead.length : from,
    to + 1 + (shown.startsWith(trail, to + 1) ? trail.length : 0),
  ]
}

/** How many letters stand before a place. */
function rank(at: readonly number[], place: number): number {
  let low = 0
  let high = at.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((at[middle] ?? 0) < place) low = middle + 1
    else high = middle
  }
  return low
}

function lettersOf(text: string): Letters {
  const at: number[] = []
  const pieces: string[] = []
  for (const found of text.matchAll(/[\p{L}\p{N}\p{M}\p{S}]+/gu)) {
    const [letters] = found
    // Signs that Markdown reads as marks are none of its words.
    for (let index = 0; index < letters.length; index += 1) {
      const letter = letters.charAt(index)
      if ('`~^+=<>|$'.includes(letter)) continue
      pieces.push(letter)
      at.push(found.index + index)
    }
  }
  return { text: pieces.join(''), at }
}
