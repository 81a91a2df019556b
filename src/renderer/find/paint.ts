import { turnIn } from '../store/stretch.ts'
import type { HitGroup } from '../../shared/find.ts'
import type { SessionState, Turn } from '../../shared/model/turn.ts'
import { shownPlace } from '../../shared/toolTexts.ts'
import { textsOf } from '../../shared/turnTexts.ts'
import type { FindSpot } from '../transcript/keeper.ts'
import { align } from './align.ts'
import { drawnOf, gapsIn, guessedRect, placeInDrawn } from './gaps.ts'
import type { Hit, Hits } from './hits.ts'
import { isIn } from './hits.ts'
import { rangeOver, shownNodes } from './shownNodes.ts'

/** The names of the marks in find.css. */
const ALL = 'find-hit'
const CURRENT = 'find-current'
/** Marks an item of which the hit itself is not shown. */
const ITEM = 'data-find-current'
/** More marks than this are not painted: nobody can tell them apart. */
const MOST_RANGES = 3_000
/** How often what streams is looked at again, in milliseconds. */
const PACE = 120

interface Painted {
  readonly group: HitGroup
  readonly ranges: readonly (Range | null)[]
}

/** What is to be marked. */
export interface Marks {
  readonly hits: Hits
  readonly current: Hit | null
}

/** Marks the hits in a transcript, over its text: nothing in the page is changed by it. */
export interface Painter {
  /** What is to be marked from now on. */
  show(marks: Marks | null): void
  /** Where the current hit is on the screen. Scrolls what scrolls within the transcript. */
  findCurrent: FindSpot
  dispose(): void
}

/** @param box the transcript; `stateOf` gives the conversation as it is now */
export function createPainter(box: HTMLElement, stateOf: () => SessionState | undefined): Painter {
  let marks: Marks | null = null
  let byTurn = new Map<string, HitGroup[]>()
  let byHits: Hits | null = null
  let known = new WeakMap<Element, Painted>()
  let frame = 0
  let timer: ReturnType<typeof setTimeout> | null = null
  let marked: Element | null = null

  const turnOf = (id: string): Turn | undefined => {
    const state = stateOf()
    return state && turnIn(state, id)
  }

  /** Finds the hits of a text in what shows it, unless that is known. */
  const rangesOf = (element: Element, group: HitGroup): readonly (Range | null)[] => {
    const before = known.get(element)
    // Where the page was drawn anew under a range, nothing is left of it.
    const whole = before?.ranges.every(
      (range) => range?.collapsed !== true && range?.startContainer.isConnected !== false,
    )
    if (before?.group === group && whole === true) return before.ranges
    const turn = turnOf(group.turnId)
    if (turn === undefined) return []
    const source =
      [...textsOf(turn)].find((text) => text.itemId === group.itemId && text.part === group.part)?.text ?? ''
    const nodes = shownNodes(element)
    const inView = group.places.slice(0, 2 * MOST_RANGES)
    // What is not drawn yet is not looked for: other words that begin as it does would be taken for it.
    const gaps = gapsIn(element)
    const shown = shownPlaces(turn, group, inView).map((hit) => {
      const places = hit.map((place) => placeInDrawn(place, gaps)).filter((place) => place !== null)
      return places.length === hit.length ? places : []
    })
    const places = align(drawnOf(source, gaps), shown.flat(), nodes.text)
    let next = 0
    const ranges = Array.from({ length: inView.length / 2 }, (_, hit) => {
      if (shown[hit]?.length !== 2) return null
      const place = places[next] ?? null
      next += 1
      return place === null ? null : rangeOver(nodes, place[0], place[1])
    })
    known.set(element, { group, ranges })
    return ranges
  }

  const currentIn = (group: HitGroup, ranges: readonly (Range | null)[]): Range | null => {
    const { current } = marks ?? {}
    if (current == null || !isIn(current, group)) return null
    const place = group.places.findIndex((at, index) => index % 2 === 0 && at === current.start)
    return place < 0 ? null : (ranges[place / 2] ?? null)
  }

  const paint = (): void => {
    frame = 0
    const all: Range[] = []
    let now: Range | null = null
    for (const article of box.querySelectorAll<HTMLElement>('[data-turn-id]')) {
      for (const group of byTurn.get(article.dataset['turnId'] ?? '') ?? []) {
        const element = elementOf(article, group)
        if (element === null || all.length >= MOST_RANGES) continue
        const ranges = rangesOf(element, group)
        const current = currentIn(group, ranges)
        now = current ?? now
        for (const range of ranges) if (range !== null && range !== current) all.push(range)
      }
    }
    set(ALL, all)
    set(CURRENT, now === null ? [] : [now])
    const item = now === null && marks?.current != null ? itemOf(box, marks.current) : null
    if (item === marked) return
    marked?.removeAttribute(ITEM)
    item?.setAttribute(ITEM, '')
    marked = item
  }
  const soon = (): void => {
    if (frame === 0) frame = requestAnimationFrame(paint)
  }

  const observer = new MutationObserver((records) => {
    const streams = stateOf()?.active?.id
    let atOnce = false
    for (const { target } of records) {
      for (let at: Node | null = target; at !== null && at !== box; at = at.parentNode) {
        if (!(at instanceof HTMLElement)) continue
        known.delete(at)
        const turnId = at.dataset['turnId']
        // What is drawn late (a turn, its colours) is marked in the frame in which it is seen first.
        if (turnId !== undefined && turnId !== streams && byTurn.has(turnId)) atOnce = true
      }
    }
    if (marks === null) return
    if (atOnce) soon()
    timer ??= setTimeout(() => {
      timer = null
      soon()
    }, PACE)
  })
  observer.observe(box, { childList: true, subtree: true, characterData: true })

  return {
    show: (next) => {
      marks = next
      if (byHits !== (next?.hits ?? null)) {
        byHits = next?.hits ?? null
        byTurn = groupsByTurn(byHits)
      }
      soon()
    },
    findCurrent: () => {
      const { current } = marks ?? {}
      if (current == null) return 'gone'
      const article = box.querySelector(`[data-turn-id="${CSS.escape(current.turnId)}"]`)
      const group = byTurn.get(current.turnId)?.find((one) => isIn(current, one))
      const element = article === null || group === undefined ? null : elementOf(article, group)
      const range = element === null || group === undefined ? null : currentIn(group, rangesOf(element, group))
      if (range === null) {
        const waiting = element === null ? null : guessedRect(current.start, gapsIn(element))
        const around = waiting ?? itemOf(box, current)?.getBoundingClientRect() ?? null
        return around === null ? null : { rect: around, exact: false }
      }
      showWithin(range, box)
      return { rect: range.getBoundingClientRect(), exact: true }
    },
    dispose: () => {
      observer.disconnect()
      cancelAnimationFrame(frame)
      if (timer !== null) clearTimeout(timer)
      marked?.removeAttribute(ITEM)
      known = new WeakMap()
      set(ALL, [])
      set(CURRENT, [])
    },
  }
}

/** Hits by their places in what is left of a text that was cut; nothing for those in what is not there. */
function shownPlaces(
  turn: Turn,
  { itemId, part }: HitGroup,
  places: readonly number[],
): readonly (readonly number[])[] {
  const item = turn.items.find((one) => one.id === itemId)
  return Array.from({ length: places.length / 2 }, (_, hit) => {
    const [start = 0, end = 0] = places.slice(2 * hit)
    const cut = item?.kind === 'tool' && (part === 'input' || part === 'output' || part === 'change')
    return cut ? (shownPlace(item, part, start, end) ?? []) : [start, end]
  })
}

function groupsByTurn(hits: Hits | null): Map<string, HitGroup[]> {
  const byTurn = new Map<string, HitGroup[]>()
  for (const group of [...(hits?.older ?? []), ...(hits?.newest ?? [])]) {
    const groups = byTurn.get(group.turnId)
    if (groups === undefined) byTurn.set(group.turnId, [group])
    else groups.push(group)
  }
  return byTurn
}

/** What shows a text; null while it is folded. */
function elementOf(article: Element, { itemId, part }: HitGroup): Element | null {
  if (part === 'prompt') return article.querySelector('[data-prompt] .bubble')
  if (part === 'thinking') return article.querySelector('.answer-column > .reasoning .folded-body')
  const item = itemId === null ? null : article.querySelector(`[data-item-id="${CSS.escape(itemId)}"]`)
  if (item === null) return null
  switch (part) {
    case 'text':
      return item.querySelector(':scope > .md')
    case 'reasoning':
      return item.querySelector(':scope > .reasoning .folded-body > *')
    case 'subject':
      return item.querySelector('.card-line .subject')
    case 'change':
      return item.querySelector(`[data-change-of="${CSS.escape(item.getAttribute('data-item-id') ?? '')}"]`)
    case 'question':
      return item.querySelector('.question-text, .decided-question')
    default:
      return item.querySelector(
        `[data-part="${part}"][data-of="${CSS.escape(item.getAttribute('data-item-id') ?? '')}"] > [data-shown]`,
      )
  }
}

/** What a hit is in, for want of the hit itself. */
function itemOf(box: HTMLElement, hit: Hit): Element | null {
  const article = box.querySelector(`[data-turn-id="${CSS.escape(hit.turnId)}"]`)
  if (hit.itemId === null) return article?.querySelector('[data-prompt]') ?? article
  return article?.querySelector(`[data-item-id="${CSS.escape(hit.itemId)}"]`) ?? article
}

/** Scrolls what scrolls around a range, within the transcript, until it is in view there. */
function showWithin(range: Range, box: HTMLElement): void {
  const start = range.startContainer
  for (let at = start.parentElement; at !== null && at !== box; at = at.parentElement) {
    const { overflowX, overflowY } = getComputedStyle(at)
    if (![overflowX, overflowY].some((how) => how === 'auto' || how === 'scroll')) continue
    const frame = at.getBoundingClientRect()
    const rect = range.getBoundingClientRect()
    if (rect.top < frame.top || rect.bottom > frame.bottom) {
      at.scrollTop += rect.top - frame.top - at.clientHeight / 3
    }
    if (rect.left < frame.left || rect.right > frame.right) {
      at.scrollLeft += rect.left - frame.left - at.clientWidth / 3
    }
  }
}

function set(name: string, ranges: readonly Range[]): void {
  if (ranges.length === 0) CSS.highlights.delete(name)
  else CSS.highlights.set(name, new Highlight(...ranges))
}
