import type { ScrollAnchor } from '../../shared/model/opened.ts'

/** What a scroller says of itself, in CSS pixels. */
export interface Metrics {
  readonly top: number
  readonly viewport: number
  readonly content: number
}

/** How near to the end counts as the end, in CSS pixels. */
export const endSlack = 24
/** How near to the start, or to an end that is none, more turns are asked for, in CSS pixels. */
export const moreSlack = 900

/**
 * What a transcript keeps to: its end, the line that one reads, or a place that is gone to. `opened`: the line of what
 * was just opened at the end; when that leaves the end where it was, it is followed on.
 */
export type Mode = 'end' | 'line' | 'opened' | 'aim'

/** Where one is in a transcript. */
export interface Place {
  readonly mode: Mode
  /** The scroller as it was left: what it differs from that is a person's doing, or the content's. */
  readonly seen: Metrics
  /** How far below the top of the viewport the line that is kept belongs; null without one. */
  readonly line: number | null
}

/** How far down a scroller can go. */
export function endOf(metrics: Metrics): number {
  return Math.max(0, metrics.content - metrics.viewport)
}

/** How far the end of the content is below the end of the viewport. */
export function toEnd(metrics: Metrics): number {
  return Math.max(0, endOf(metrics) - metrics.top)
}

/** How far a person scrolled: all that is not the scroller's being pushed up by an end that came nearer. */
export function movedBy(seen: Metrics, now: Metrics): number {
  return now.top - Math.min(seen.top, endOf(now))
}

/**
 * The place after what a person scrolled, whatever else happened meanwhile: the line belongs elsewhere by as much. Going
 * down to the end begins to follow it, going up from it ends that, by however little. `ends`: whether the end of the content
 * is one, or only that of what is loaded, which nobody follows. `resizing`: everything is being laid out for another size of
 * the scroller: it may have become shorter, which pushed the scroller up, and longer again before anybody looked.
 */
export function scrolled(place: Place, now: Metrics, ends = true, resizing = false): Place {
  const by = movedBy(place.seen, now)
  const isLaidOutAnew = resizing && (now.content !== place.seen.content || now.viewport !== place.seen.viewport)
  if (isLaidOutAnew && place.mode === 'end' && by < 0) return { ...place, seen: now }
  const line = place.line === null ? null : place.line - by
  return { mode: modeAfter(place.mode, by, now, ends), seen: now, line }
}

function modeAfter(mode: Mode, by: number, now: Metrics, ends: boolean): Mode {
  if (mode === 'aim' || Math.abs(by) < 1) return mode
  if (ends && by > 0 && (mode === 'end' || toEnd(now) <= endSlack)) return 'end'
  return 'line'
}

/** How far to scroll so that what is kept is where it belongs; `line` is where the line is now. */
export function targetOf(place: Place, now: Metrics, line: number | null): number {
  if (place.mode === 'end') return endOf(now)
  if (line === null || place.line === null) return now.top
  return clampTop(now.top + line - place.line, now)
}

/**
 * The place once the scroller is where it can be; `line` is where the line is then. At an edge it can't be where it
 * belongs: then it belongs where it is. Elsewhere it stays what it was, so that rounding never adds up.
 */
export function settled(place: Place, after: Metrics, line: number | null, ends = true): Place {
  const off = line === null || place.line === null || Math.abs(line - place.line) >= 1
  const mode = ends && place.mode === 'opened' && toEnd(after) < 1 ? 'end' : place.mode
  return { mode, seen: after, line: off ? line : place.line }
}

/** The place after something in view was opened or closed: from the end, what was pressed is read on. */
export function pressed(place: Place, now: Metrics, line: number): Place {
  return { mode: place.mode === 'end' || place.mode === 'opened' ? 'opened' : 'line', seen: now, line }
}

function clampTop(top: number, metrics: Metrics): number {
  return Math.min(Math.max(0, top), endOf(metrics))
}

/** Something of a conversation, and how far its top is below the viewport's. */
export interface Part {
  readonly id: string
  readonly top: number
}

/**
 * What is stored of where one is: by the turn, and by the item of it that is at the top, since what stands before that may
 * be of another height when it is opened again.
 */
export function anchorOf(turn: Part, item: Part | null, atEnd: boolean): ScrollAnchor {
  const anchor = { turnId: turn.id, offset: whole(-turn.top), atEnd }
  return item === null ? anchor : { ...anchor, item: { id: item.id, offset: whole(-item.top) } }
}

/** The same after a person scrolled. */
export function anchorMoved(anchor: ScrollAnchor, by: number): ScrollAnchor {
  const { item } = anchor
  const moved = { ...anchor, offset: whole(anchor.offset + by) }
  return item === undefined ? moved : { ...moved, item: { ...item, offset: whole(item.offset + by) } }
}

/** Without a sign for zero: it would be another place than the one that is stored. */
function whole(offset: number): number {
  return Math.round(offset) + 0
}

/** How far to scroll so that a stored place is in view again: by what of it is there, or else where it is guessed to be. */
export function topFor(
  anchor: ScrollAnchor,
  now: Metrics,
  there: { readonly turn: number | null; readonly item: number | null },
  guess: () => number,
): number {
  const byItem = there.item === null || anchor.item === undefined ? null : there.item + anchor.item.offset
  const byTurn = there.turn === null ? null : there.turn + anchor.offset
  const by = byItem ?? byTurn
  return clampTop(by === null ? guess() : now.top + by, now)
}
