import type { ScrollAnchor } from '../../shared/model/opened.ts'
import { isLaidOut, itemAtTop, lineOf, linesAtTop, topIn, turnAtTop } from './heldLine.ts'
import type { HeldLine } from './heldLine.ts'
import { anchorMoved, anchorOf, endOf, movedBy, pressed, scrolled, settled, targetOf, topFor } from './place.ts'
import type { Metrics, Place } from './place.ts'

/** Where a place that was gone to may be without being moved: as far from the top and the end, in CSS pixels. */
const comfort = { top: 64, end: 72 }
/** How much is shown of what became too short to reach into the viewport, in CSS pixels. */
const stillShown = 120

/** What is so far below the top of the viewport is not what one reads there, in CSS pixels. */
const farFromTop = 80

/** For so long after a change of its size what moves a scroller up from its end is nobody's wish, in milliseconds. */
const resizingFor = 500

/** What is gone to, until it is reached and measured, or one moves by oneself. */
export interface Aim {
  readonly anchor: ScrollAnchor
  /** A spot within it, and where in the viewport it is to be; null until it was seen for the first time. */
  readonly spot: { readonly find: FindSpot; top: number | null } | null
}

/** Where a spot is, or, for want of it, what it is in (not `exact`); null while neither is in the page, `gone` when nobody looks for it any more. */
export type FindSpot = () => { readonly rect: DOMRect; readonly exact: boolean } | 'gone' | null

/** A transcript that is shown. */
export interface View {
  readonly box: HTMLElement
  /** Scrolls, and lets the list know that this is no direction that anybody goes. */
  readonly nudge: (top: number) => void
  /** How far to scroll for a place that is not there, as far as the list can guess. */
  readonly guess: (anchor: ScrollAnchor) => number
}

/** What is known of where one is in it. */
export interface Keeper {
  place: Place
  /** What is to be stored. */
  anchor: ScrollAnchor
  aim: Aim | null
  /** What is kept still, the finest first; the first one that is still there counts. */
  lines: readonly HeldLine[]
  /** Whether they are to be looked for again: a person scrolled, or they are not what is at the top. */
  stale: boolean
  /** Whether the end of what is loaded is that of the conversation: no other is followed. */
  ends: boolean
  /** The size of the scroller, and when it last became that (`performance.now()`). */
  size: { readonly width: number; readonly height: number; readonly since: number }
}

/** A keeper that opens at a stored place, or at the end. */
export function keeperAt(anchor: ScrollAnchor | null, ends: boolean): Keeper {
  const away = anchor !== null && !anchor.atEnd ? anchor : null
  return {
    place: { mode: away === null ? 'end' : 'aim', seen: { top: 0, viewport: 0, content: 0 }, line: null },
    anchor: anchor ?? { turnId: '', offset: 0, atEnd: true },
    aim: away === null ? null : { anchor: away, spot: null },
    lines: [],
    stale: false,
    ends,
    size: { width: 0, height: 0, since: Number.NEGATIVE_INFINITY },
  }
}

/** Whether everything in a scroller is being laid out for another size of it. */
function isResizing(keeper: Keeper, { clientWidth: width, clientHeight: height }: Element): boolean {
  if (keeper.size.width !== width || keeper.size.height !== height)
    keeper.size = { width, height, since: performance.now() }
  return performance.now() - keeper.size.since < resizingFor
}

/** Notes what a person scrolled, before anybody else moves the scroller. */
export function heed(keeper: Keeper, { box }: View): void {
  const now = metricsOf(box)
  if (now.viewport === 0) return
  const by = movedBy(keeper.place.seen, now)
  keeper.place = scrolled(keeper.place, now, keeper.ends, isResizing(keeper, box))
  keeper.stale ||= Math.abs(by) >= 1
  for (const line of keeper.lines) line.top -= by
  // What is stored is where one is, too, for when none of them is there any longer.
  if (keeper.aim === null) keeper.anchor = anchorMoved(keeper.anchor, by)
}

/**
 * Brings what is kept back to where it belongs. Whatever moved the scroller since it was last heeded was the list: it
 * moves it by what it believes that something above grew.
 */
export function settle(keeper: Keeper, view: View): void {
  const { box, nudge } = view
  // The spot that was gone to is none any longer: one stays where one is.
  if (keeper.aim?.spot != null && keeper.aim.spot.top !== null && keeper.aim.spot.find() === 'gone')
    release(keeper, view)
  const now = metricsOf(box)
  if (now.viewport === 0) return
  isResizing(keeper, box)
  const held = keeper.place.mode === 'aim' ? null : firstFound(keeper.lines)
  const place = held === null ? keeper.place : { ...keeper.place, line: wantedTop(held.line) }
  const isLost = place.mode !== 'end' && held === null && keeper.lines.length > 0
  const target =
    place.mode === 'aim'
      ? aimedTop(keeper.aim, view, now)
      : isLost
        ? anchoredTop(keeper.anchor, view, now)
        : targetOf(place, now, held?.now ?? null)
  if (Math.abs(target - now.top) >= 1) {
    if (place.mode === 'line' || place.mode === 'opened') nudge(target)
    else box.scrollTop = target
  }
  keeper.place = settled(place, metricsOf(box), held?.line.find() ?? null, keeper.ends)
  for (const line of keeper.lines) {
    line.top = (line === held?.line ? keeper.place.line : line.find()) ?? line.top
  }
  if (isLost || keeper.stale) look(keeper, view)
  else if (keeper.aim === null) note(keeper, box)
}

/** Looks for what is to be kept still from here on; what is kept already is kept on while it can't be told what is where. */
export function look(keeper: Keeper, { box }: View): void {
  if (keeper.place.mode !== 'end' && firstFound(keeper.lines) !== null && !isLaidOut(box)) {
    keeper.stale = true
    return
  }
  keeper.lines = keeper.place.mode === 'end' ? [] : linesAtTop(box)
  // Whoever scrolls far at once is ahead of the list: what belongs to the top is not there yet.
  keeper.stale = (keeper.lines[0]?.top ?? 0) > farFromTop
  keeper.place = { ...keeper.place, seen: metricsOf(box), line: keeper.lines[0]?.top ?? null }
  if (keeper.aim === null) note(keeper, box)
}

/** Lets go of what was gone to: from here on the place is kept as it is. */
export function release(keeper: Keeper, view: View): void {
  if (keeper.aim === null) return
  keeper.aim = null
  keeper.place = { ...keeper.place, mode: 'line' }
  look(keeper, view)
}

/** Whether what is gone to is in the page and drawn; of nothing it is. */
export function isReached({ aim }: Keeper, { box }: View): boolean {
  if (aim === null) return true
  const turn = elementOf(box, aim.anchor.turnId, null)
  if (turn === null || turn.getAttribute('aria-busy') === 'true') return false
  const spot = aim.spot?.find() ?? null
  return aim.spot === null || spot === 'gone' || spot?.exact === true
}

/** Ends the following of the end before the scroller has moved up: text that streams in between must not pull back. */
export function leaveEnd(keeper: Keeper, view: View): void {
  if (keeper.place.mode !== 'end' || view.box.scrollTop <= 0) return
  keeper.place = { ...keeper.place, mode: 'line' }
  look(keeper, view)
}

/** Keeps what is pressed where it is, whatever opens or closes around it. */
export function keepPressed(keeper: Keeper, { box }: View, element: Element): void {
  const line = lineOf(box, element)
  if (line.top < 0 || line.top > box.clientHeight) return
  keeper.aim = null
  keeper.place = pressed(keeper.place, metricsOf(box), line.top)
  keeper.lines = [line, ...linesAtTop(box)]
}

/** Keeps to the end. */
export function keepEnd(keeper: Keeper): void {
  keeper.aim = null
  keeper.lines = []
  keeper.stale = false
  keeper.anchor = { ...keeper.anchor, atEnd: true }
  keeper.place = { ...keeper.place, mode: 'end', line: null }
}

/** Goes to a place. What is to be stored is that, not what is on the way there. */
export function keepAim(keeper: Keeper, aim: Aim): void {
  keeper.aim = aim
  keeper.lines = []
  keeper.stale = false
  keeper.anchor = aim.anchor
  keeper.place = { ...keeper.place, mode: 'aim', line: null }
}

function metricsOf(box: HTMLElement): Metrics {
  return { top: box.scrollTop, viewport: box.clientHeight, content: box.scrollHeight }
}

/** Notes what is in view, for when it is opened again. */
function note(keeper: Keeper, box: HTMLElement): void {
  const turn = turnAtTop(box)
  const turnId = turn?.dataset['turnId']
  if (turn === null || turnId === undefined) return
  const atEnd = keeper.place.mode === 'end'
  const item = atEnd ? null : itemAtTop(box, turn)
  const itemId = item?.dataset['itemId']
  const part = item === null || itemId === undefined ? null : { id: itemId, top: topIn(box, item) }
  keeper.anchor = anchorOf({ id: turnId, top: topIn(box, turn) }, part, atEnd)
}

/** The finest of what is kept still that is still there, and where it is. */
function firstFound(lines: readonly HeldLine[]): { readonly line: HeldLine; readonly now: number } | null {
  for (const line of lines) {
    const now = line.find()
    if (now !== null) return { line, now }
  }
  return null
}

/** Where a line belongs: of what was closed while one read further down in it, the end is shown. */
function wantedTop(line: HeldLine): number {
  const height = line.height()
  return height < line.size ? Math.max(line.top, Math.min(0, stillShown - height)) : line.top
}

function aimedTop(aim: Aim | null, view: View, now: Metrics): number {
  if (aim === null) return now.top
  const spot = spotTarget(aim, view.box, now)
  return spot === null ? anchoredTop(aim.anchor, view, now) : Math.min(Math.max(0, spot), endOf(now))
}

function anchoredTop(anchor: ScrollAnchor, { box, guess }: View, now: Metrics): number {
  const turn = elementOf(box, anchor.turnId, null)
  const item = anchor.item === undefined ? null : elementOf(box, anchor.turnId, anchor.item.id)
  const there = { turn: turn && topIn(box, turn), item: item && topIn(box, item) }
  return topFor(anchor, now, there, () => guess(anchor))
}

/** How far to scroll to the spot that is gone to: it stays where it is when it is easy to see there. */
function spotTarget({ spot }: Aim, box: HTMLElement, metrics: Metrics): number | null {
  const found = spot?.find() ?? null
  if (spot === null || found === null || found === 'gone') return null
  const { rect } = found
  const top = rect.top - box.getBoundingClientRect().top
  const isEasy = top >= comfort.top && top + Math.min(rect.height, 24) <= metrics.viewport - comfort.end
  spot.top ??= isEasy ? top : metrics.viewport * 0.3
  return metrics.top + top - spot.top
}

function elementOf(box: HTMLElement, turnId: string, itemId: string | null): Element | null {
  const turn = box.querySelector(`[data-turn-id="${CSS.escape(turnId)}"]`)
  return itemId === null ? turn : (turn?.querySelector(`[data-item-id="${CSS.escape(itemId)}"]`) ?? null)
}
