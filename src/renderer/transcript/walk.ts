/**
 * What a turn is walked through by: its prompt, its messages, its cards and those in them, what was decided, and how it
 * failed, in their order.
 */
const stops = '.message, .card[data-item-id], .notice-line[data-item-id], .compaction[data-item-id], .card.failed'
/** What holds other parts once it is open: the work of a sub-agent. */
const holder = '.card.tool'

/** Keys that walk, among the turns' parts. */
const steps: Readonly<Record<string, 1 | -1>> = { ArrowDown: 1, ArrowUp: -1 }

/**
 * Walks through a conversation by the keyboard. From the conversation itself or a turn, Enter goes in; then the arrows
 * up and down go from part to part, right and left open and close, or go into what is open and out of it, Home and End go
 * to the turn's first and last part.
 * True when the key did something.
 */
export function walk(box: HTMLElement, key: string): boolean {
  const at = currentStop(box)
  if (at === null) return key === 'Enter' && enter(box)
  if (key in steps) return focusStop(neighbour(box, at, steps[key] ?? 1))
  if (key === 'ArrowRight') return fold(at, true) || focusStop(firstIn(at))
  if (key === 'ArrowLeft') return fold(at, false) || focusStop(holderOf(at) ?? undefined)
  if (key === 'Home' || key === 'End') {
    const own = stopsOf(at.closest('[data-turn-id]') ?? at)
    return focusStop(key === 'Home' ? own[0] : own.at(-1))
  }
  return false
}

/** The part that has the focus itself: keys within a text box or on another button of it are theirs. */
function currentStop(box: HTMLElement): HTMLElement | null {
  const focused = document.activeElement
  const stop = focused?.closest<HTMLElement>(stops) ?? null
  return stop !== null && box.contains(stop) && faceOf(stop) === focused ? stop : null
}

/** Into the turn that has the focus, or else the last one that is in view. */
function enter(box: HTMLElement): boolean {
  const focused = document.activeElement
  if (focused instanceof HTMLElement && focused.matches('[data-turn-id]')) return focusStop(stopsOf(focused)[0])
  if (focused !== box) return false
  const { top, bottom } = box.getBoundingClientRect()
  const seen = stopsOf(box).filter((stop) => {
    const rect = stop.getBoundingClientRect()
    return rect.bottom > top && rect.top < bottom
  })
  return focusStop(seen.at(-1))
}

function stopsOf(within: Element): readonly HTMLElement[] {
  const all = [...within.querySelectorAll<HTMLElement>(stops)]
  return all.filter((stop) => (outerOf(stop)?.matches(holder) ?? true) && stop.checkVisibility())
}

function outerOf(stop: Element): HTMLElement | null {
  return stop.parentElement?.closest<HTMLElement>(stops) ?? null
}

function holderOf(stop: Element): HTMLElement | null {
  const outer = outerOf(stop)
  return outer?.matches(holder) === true ? outer : null
}

function firstIn(stop: HTMLElement): HTMLElement | undefined {
  return stop.matches(holder) ? stopsOf(stop)[0] : undefined
}

function neighbour(box: HTMLElement, at: HTMLElement, by: 1 | -1): HTMLElement | undefined {
  const all = stopsOf(box)
  const index = all.indexOf(at)
  return index < 0 ? undefined : all[index + by]
}

/** What of a part takes the focus: the line that opens it, or the part itself. */
function faceOf(stop: HTMLElement): HTMLElement {
  return stop.matches('.message') ? stop : (stop.querySelector<HTMLElement>(':scope > button[aria-expanded]') ?? stop)
}

function focusStop(stop: HTMLElement | undefined): boolean {
  if (stop === undefined) return false
  const face = faceOf(stop)
  if (face === stop) face.tabIndex = -1
  face.focus({ preventScroll: true })
  // All of it, as far as it fits; of what is longer, its beginning.
  const fits = stop.offsetHeight < (stop.closest('.transcript')?.clientHeight ?? 0) - 48
  face.scrollIntoView({ block: fits || face !== stop ? 'nearest' : 'start' })
  return true
}

/** Opens or closes what a part can open: a card, what was thought before an answer, all of a long prompt; of a card of work the card alone. */
function fold(stop: HTMLElement, open: boolean): boolean {
  const scope = stop.matches(holder) ? ':scope > ' : ''
  const lines = [...stop.querySelectorAll<HTMLElement>(`${scope}button[aria-expanded="${String(!open)}"]`)]
  const line = lines.find((one) => !one.hasAttribute('aria-haspopup') && one.closest(stops) === stop)
  line?.click()
  return line !== undefined
}
