/** A stretch of a text that is not drawn yet, and what stands in its place until then. */
export interface Gap {
  readonly from: number
  readonly to: number
  readonly element: Element
}

/** What is not drawn yet of the text that an element shows, from top to bottom. */
export function gapsIn(element: Element): readonly Gap[] {
  return [...element.querySelectorAll<HTMLElement>('[data-from][data-to]')].map((waiting) => ({
    from: Number(waiting.dataset['from']),
    to: Number(waiting.dataset['to']),
    element: waiting,
  }))
}

/** What is drawn of a text: what may be looked for in what an element shows. */
export function drawnOf(source: string, gaps: readonly Pick<Gap, 'from' | 'to'>[]): string {
  let at = 0
  let drawn = ''
  for (const { from, to } of gaps) {
    drawn += source.slice(at, from)
    at = to
  }
  return drawn + source.slice(at)
}

/** Where a place of the text stands in what is drawn of it; null for one in a gap. */
export function placeInDrawn(place: number, gaps: readonly Pick<Gap, 'from' | 'to'>[]): number | null {
  let before = 0
  for (const { from, to } of gaps) {
    if (place < from) break
    if (place < to) return null
    before += to - from
  }
  return place - before
}

/** About where a place of the text will be on the screen once it is drawn; null when no gap has it. */
export function guessedRect(place: number, gaps: readonly Gap[]): DOMRect | null {
  const gap = gaps.find(({ from, to }) => place >= from && place < to)
  if (gap === undefined) return null
  const { left, top, width, height } = gap.element.getBoundingClientRect()
  return new DOMRect(left, top + (height * (place - gap.from)) / (gap.to - gap.from), width, 0)
}
