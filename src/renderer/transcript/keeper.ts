import type { VirtualizerHandle } from 'virtua'
import type { ScrollAnchor } from '../../shared/model.ts'
import type { Entry } from './entries.ts'
import { lineOf, linesAtTop } from './heldLine.ts'
import type { HeldLine } from './heldLine.ts'
import { anchorAt, endOf, followsAfter, reachesEnd, settle, topFor } from './place.ts'
import type { Metrics, Tops } from './place.ts'

/** The height of what stands above the first turn, in CSS pixels. */
export const headHeight = 72

/** Where a place that was gone to may be without being moved: as far from the top and the end, in CSS pixels. */
const comfort = { top: 64, end: 72 }

/** Where something is on the screen; null while it is not rendered, `gone` when it is not looked for any longer. */
export type FindRect = () => DOMRect | 'gone' | null

/** What is gone to, until it is reached and measured, or one moves by oneself. */
interface Aim {
  readonly turnId: string
  readonly itemId: string | null
  readonly offset: number
  /** A spot within it, and where in the viewport it is to be; null until it was seen for the first time. */
  readonly spot: { readonly rect: FindRect; top: number | null } | null
}

/** What is known of where one is in a transcript. */
export interface Keeper {
  /** Where one is, or wants to be. */
  want: ScrollAnchor
  aim: Aim | null
  /** What was at the top of the viewport, the finest first: finer than its turn. */
  lines: readonly HeldLine[]
  before: Metrics
  entries: readonly Entry[]
}

/** A keeper that opens at a stored place, or at the end. */
export function keeperAt(anchor: ScrollAnchor | null): Keeper {
  const isAway = anchor !== null && !anchor.atEnd
  return {
    want: anchor ?? { turnId: '', offset: 0, atEnd: true },
    aim: isAway ? { turnId: anchor.turnId, itemId: null, offset: anchor.offset, spot: null } : null,
    lines: [],
    before: { top: 0, viewport: 0, content: 0 },
    entries: [],
  }
}

export function metricsOf(box: HTMLElement): Metrics {
  return { top: box.scrollTop, viewport: box.clientHeight, content: box.scrollHeight }
}

export function topsOf(entries: readonly Entry[], handle: VirtualizerHandle): Tops {
  return {
    count: entries.length,
    idOf: (index) => entries[index]?.turn.id ?? '',
    indexOf: (id) => entries.findLastIndex((entry) => entry.turn.id === id),
    topOf: (index) => headHeight + handle.getItemOffset(index),
    indexAt: (height) => (height < headHeight ? -1 : handle.findItemIndex(height)),
  }
}

/** Notes what is in view after the scroller moved. What the keeper itself moved is known already. */
export function scrolled(keeper: Keeper, box: HTMLElement, handle: VirtualizerHandle): void {
  const after = metricsOf(box)
  const isOwn = keeper.aim === null && keeper.lines.length > 0 && Math.abs(after.top - keeper.before.top) < 1
  // Whoever goes to a spot near the end did not ask to follow the end.
  const follows = keeper.aim?.spot == null && followsAfter(keeper.want.atEnd, keeper.before, after)
  // Steps that are smaller than a pixel add up.
  if (isOwn && follows === keeper.want.atEnd) keeper.before = { ...after, top: keeper.before.top }
  else look(keeper, box, handle, after, follows)
}

/** Brings what was in view back into view; true when the end is followed. */
export function hold(keeper: Keeper, box: HTMLElement, handle: VirtualizerHandle): boolean {
  const now = metricsOf(box)
  if (now.viewport === 0) return keeper.want.atEnd
  if (isPassed(keeper.aim)) release(keeper, box, handle)
  const target = keeper.aim === null ? settled(keeper, box, handle, now) : aimed(keeper.aim, keeper, box, handle, now)
  if (target !== null && Math.abs(target - now.top) >= 1) box.scrollTop = target
  const after = metricsOf(box)
  if (keeper.aim === null && reachesEnd(keeper.before, after)) keeper.want = { ...keeper.want, atEnd: true }
  keeper.before = after
  return keeper.want.atEnd
}

/** Lets go of what was gone to: from here on the place is kept as it is. */
export function release(keeper: Keeper, box: HTMLElement, handle: VirtualizerHandle): void {
  if (keeper.aim === null) return
  keeper.aim = null
  look(keeper, box, handle, metricsOf(box), keeper.want.atEnd)
}

/** Ends the following of the end before the scroller has moved up: text that streams in between must not pull back. */
export function leaveEnd(keeper: Keeper, box: HTMLElement, handle: VirtualizerHandle): void {
  if (keeper.want.atEnd && box.scrollTop > 0) look(keeper, box, handle, metricsOf(box), false)
}

/** Keeps what was just pressed where it is, whatever opens below it: who opens something reads that, not the end. */
export function holdPressed(keeper: Keeper, box: HTMLElement, pressed: Element): void {
  const line = lineOf(box, pressed)
  if (line.top < 0 || line.top > box.clientHeight) return
  keeper.want = { ...keeper.want, atEnd: false }
  keeper.aim = null
  keeper.lines = [line, ...linesAtTop(box)]
  keeper.before = metricsOf(box)
}

function look(keeper: Keeper, box: HTMLElement, handle: VirtualizerHandle, metrics: Metrics, follows: boolean): void {
  keeper.before = metrics
  keeper.want = anchorAt(topsOf(keeper.entries, handle), metrics, follows) ?? keeper.want
  keeper.lines = follows ? [] : linesAtTop(box)
}

/** Where to scroll so that nothing moved; null when the person moved meanwhile. */
function settled(keeper: Keeper, box: HTMLElement, handle: VirtualizerHandle, now: Metrics): number | null {
  const found = firstFound(keeper.lines)
  const held = { metrics: keeper.before, following: keeper.want.atEnd, line: found?.before ?? null }
  const settling = settle(held, now, found?.now ?? null, () => topFor(keeper.want, topsOf(keeper.entries, handle), now))
  if (settling.kind === 'scroll') return settling.top
  look(keeper, box, handle, now, settling.following)
  return null
}

/** The finest of what is kept still that is still there. */
function firstFound(lines: readonly HeldLine[]): { readonly before: number; readonly now: number } | null {
  for (const line of lines) {
    const now = line.find()
    if (now !== null) return { before: line.top, now }
  }
  return null
}

function aimed(aim: Aim, keeper: Keeper, box: HTMLElement, handle: VirtualizerHandle, now: Metrics): number {
  const spot = spotTarget(aim, box, now)
  if (spot !== null) return Math.min(Math.max(0, spot), endOf(now))
  const element = elementOf(box, aim.turnId, aim.itemId)
  if (element === null) return topFor({ ...aim, atEnd: false }, topsOf(keeper.entries, handle), now)
  return Math.min(endOf(now), now.top + lineOf(box, element).top + aim.offset)
}

/** Whether nobody looks for the spot that was gone to any longer: its search was closed. */
function isPassed(aim: Aim | null): boolean {
  return aim?.spot?.rect() === 'gone'
}

/** How far to scroll to the spot that is gone to: it stays where it is when it is easy to see there. */
function spotTarget({ spot }: Aim, box: HTMLElement, metrics: Metrics): number | null {
  const rect = spot?.rect() ?? null
  if (spot === null || rect === null || rect === 'gone') return null
  const top = rect.top - box.getBoundingClientRect().top
  const isEasy = top >= comfort.top && top + Math.min(rect.height, 24) <= metrics.viewport - comfort.end
  spot.top ??= isEasy ? top : metrics.viewport * 0.3
  return metrics.top + top - spot.top
}

function elementOf(box: HTMLElement, turnId: string, itemId: string | null): Element | null {
  const turn = box.querySelector(`[data-turn-id="${CSS.escape(turnId)}"]`)
  return itemId === null ? turn : (turn?.querySelector(`[data-item-id="${CSS.escape(itemId)}"]`) ?? null)
}
