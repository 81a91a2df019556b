import type { ScrollAnchor } from '../../shared/model.ts'

/** What a scroller says of itself, in CSS pixels. */
export interface Metrics {
  readonly top: number
  readonly viewport: number
  readonly content: number
}

/** How near to the end counts as the end, in CSS pixels. */
export const endSlack = 24
/** How near to the start older turns are asked for, in CSS pixels. */
export const startSlack = 900

/** How far down a scroller can go. */
export function endOf(metrics: Metrics): number {
  return Math.max(0, metrics.content - metrics.viewport)
}

/** How far the end of the content is below the end of the viewport. */
export function toEnd(metrics: Metrics): number {
  return Math.max(0, endOf(metrics) - metrics.top)
}

/**
 * Whether the end is followed after the scroller moved: going down to it begins it, going up from it ends it, by however
 * little. What moves by itself because something became shorter or the window higher is nobody's wish.
 */
export function followsAfter(following: boolean, before: Metrics, after: Metrics): boolean {
  if (!following) return after.top > before.top && toEnd(after) <= endSlack
  const byItself = Math.max(0, before.content - after.content) + Math.max(0, after.viewport - before.viewport)
  return after.top >= before.top - byItself - 1
}

/** Whether the end came to one who was away from it: what was below went, or the window became higher. */
export function reachesEnd(before: Metrics, after: Metrics): boolean {
  return toEnd(after) < 1 && (after.content < before.content || after.viewport > before.viewport)
}

/** A scroller as it was left, with the line in it that is kept still. */
export interface Held {
  readonly metrics: Metrics
  readonly following: boolean
  /** How far below the top of the viewport the line was; null without one. */
  readonly line: number | null
}

/** What to do about a scroller around which something changed. */
export type Settling =
  /** Scroll there: nobody but the layout moved anything. */
  | { readonly kind: 'scroll'; readonly top: number }
  /** The person scrolled meanwhile: where one is now is what is to be kept. */
  | { readonly kind: 'moved'; readonly following: boolean }

/**
 * Judges a change of the layout by where the kept line is now (`line`, null when it is gone; `otherwise` is where to
 * scroll then). The list moves the scroller itself when what is above is measured: that moves the line with it.
 */
export function settle(held: Held, now: Metrics, line: number | null, otherwise: () => number): Settling {
  const scrolled = now.top - held.metrics.top
  const clamped = scrolled < 0 && toEnd(now) < 1
  // Who leaves the end says so with a wheel or a key, or is heard of with the next frame.
  if (held.following) return { kind: 'scroll', top: endOf(now) }
  if (line === null || held.line === null) return { kind: 'scroll', top: clampTop(otherwise(), now) }
  const shifted = now.top + line - (held.metrics.top + held.line)
  const byLayout = Math.abs(scrolled) < 1 || clamped || Math.abs(scrolled - shifted) < 2
  if (!byLayout) return { kind: 'moved', following: followsAfter(false, held.metrics, now) }
  return { kind: 'scroll', top: clampTop(now.top + line - held.line, now) }
}

function clampTop(top: number, metrics: Metrics): number {
  return Math.min(Math.max(0, top), endOf(metrics))
}

/** The tops of turns, oldest first, in the coordinates of the scroller's content. */
export interface Tops {
  readonly count: number
  readonly idOf: (index: number) => string
  /** -1 when there is no such turn. */
  readonly indexOf: (id: string) => number
  readonly topOf: (index: number) => number
  /** The last turn that begins at or above a height. */
  readonly indexAt: (height: number) => number
}

/** The place that is in view: the topmost turn and how far its top is above the viewport's. Null without turns. */
export function anchorAt(tops: Tops, metrics: Metrics, following: boolean): ScrollAnchor | null {
  if (tops.count === 0) return null
  const index = Math.min(Math.max(tops.indexAt(metrics.top), 0), tops.count - 1)
  return { turnId: tops.idOf(index), offset: Math.round(metrics.top - tops.topOf(index)), atEnd: following }
}

/** How far to scroll so that a place is in view again, whatever became longer or shorter above it. */
export function topFor(anchor: ScrollAnchor, tops: Tops, metrics: Metrics): number {
  const index = tops.indexOf(anchor.turnId)
  if (anchor.atEnd || index < 0) return endOf(metrics)
  return clampTop(tops.topOf(index) + anchor.offset, metrics)
}
