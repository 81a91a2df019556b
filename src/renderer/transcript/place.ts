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

/** How far the end of the content is below the end of the viewport. */
export function toEnd(metrics: Metrics): number {
  return Math.max(0, metrics.content - metrics.viewport - metrics.top)
}

/**
 * Whether the end is followed after the scroller moved: reaching the end begins it, going up from it ends it. What
 * moves by itself because something above became shorter is nobody's wish.
 */
export function followsAfter(following: boolean, before: Metrics, after: Metrics): boolean {
  if (toEnd(after) <= endSlack) return true
  if (!following) return false
  const shrank = after.content < before.content - 1
  return shrank || after.top >= before.top - 1
}

/** The tops of turns, oldest first, in the coordinates of the scroller's content. */
export interface Tops {
  readonly ids: readonly string[]
  readonly topOf: (index: number) => number
  /** The last turn that begins at or above a height. */
  readonly indexAt: (height: number) => number
}

/** The place that is in view: the topmost turn and how far its top is above the viewport's. Null without turns. */
export function anchorAt(tops: Tops, metrics: Metrics, following: boolean): ScrollAnchor | null {
  const index = Math.min(Math.max(tops.indexAt(metrics.top), 0), tops.ids.length - 1)
  const turnId = tops.ids[index]
  if (turnId === undefined) return null
  return { turnId, offset: Math.round(metrics.top - tops.topOf(index)), atEnd: following }
}

/** How far to scroll so that a place is in view again, whatever became longer or shorter above it. */
export function topFor(anchor: ScrollAnchor, tops: Tops, metrics: Metrics): number {
  const index = tops.ids.indexOf(anchor.turnId)
  const end = Math.max(0, metrics.content - metrics.viewport)
  if (anchor.atEnd || index < 0) return end
  return Math.min(Math.max(0, tops.topOf(index) + anchor.offset), end)
}
