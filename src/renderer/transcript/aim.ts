/** How long a card that has just appeared or moved takes no press, in milliseconds: one that was meant for something else must not allow. */
export const armAfter = 400

/** What is known of a pointer and the buttons of a card. Times in milliseconds, of one clock. */
export interface Aim {
  /** Since when the card is there. */
  readonly since: number
  /** When anything was last scrolled. */
  readonly shiftedAt: number
  /** The button over which the pointer was last really moved, and where that was then. */
  readonly over: { readonly button: unknown; readonly place: string } | null
  /** Whether the press that is going on, or was the last one, was aimed at its button. */
  readonly meant: boolean
}

/** The pointer may be anywhere when a card appears. */
export function appeared(now: number): Aim {
  return { since: now, shiftedAt: now, over: null, meant: false }
}

/** Something was scrolled: what lay under the pointer may lie elsewhere. */
export function shifted(aim: Aim, now: number): Aim {
  return { ...aim, shiftedAt: now }
}

/** The pointer is over a button, moved by so many pixels: by none when it is the page that moved. */
export function moved(aim: Aim, button: unknown, place: string, by: number): Aim {
  return by === 0 ? aim : { ...aim, over: { button, place } }
}

/**
 * A press begins on a button. It is meant when the card was there for a moment, and the pointer was moved onto the button
 * where it is now. A finger does not rest: there everything must have kept its place for a moment.
 */
export function pressed(aim: Aim, button: unknown, place: string, finger: boolean, now: number): Aim {
  const there = now - aim.since >= armAfter
  const settled = now - aim.shiftedAt >= armAfter
  const still = aim.over !== null && aim.over.button === button && aim.over.place === place
  return { ...aim, meant: there && (finger ? settled : still) }
}

/**
 * Whether a click counts. `clicks`: how many in a row it is, 0 for one that a key or an assistive technology made, which
 * was aimed at the button that has the focus.
 */
export function counts(aim: Aim, clicks: number, now: number): boolean {
  return now - aim.since >= armAfter && (clicks === 0 || aim.meant)
}

/** A press counts once. */
export function spent(aim: Aim): Aim {
  return { ...aim, meant: false }
}
