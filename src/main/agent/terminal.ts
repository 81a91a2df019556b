import type { StyleRun } from '../../shared/model.ts'
import { createScreen } from './terminalScreen.ts'
import { createTerminalColours } from './terminalColours.ts'

/** What a program printed, as a terminal would show it at the end. */
export interface TerminalText {
  readonly text: string
  /** In order, without overlaps. */
  readonly styles: readonly StyleRun[]
}

// Written as strings: what looks like a mistake in a pattern is meant here.
const C0 = String.raw`\x00-\x08\x0b-\x1f`
const C1 = String.raw`\x7f-\x9f`
const control = new RegExp(`[${C0}${C1}]`)
const escapes = new RegExp(String.raw`[\x1b\x9b]`)
/**
 * One thing at a time: a control sequence (its parameters, its final letter), a string that is no text (titles, links,
 * pictures), a control sequence that was cut, another escape, a control character, a line feed, or a stretch of text.
 */
const token = new RegExp(
  [
    String.raw`(?:\x1b\[|\x9b)([\x30-\x3f]*)[\x20-\x2f]*([\x40-\x7e])`,
    String.raw`(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c|$)`,
    String.raw`(?:\x1b\[|\x9b)[\x20-\x3f]*`,
    String.raw`\x1b[\x20-\x2f]*[\x30-\x7e]?`,
    String.raw`([\x00-\x09\x0b-\x1f\x7f-\x9f])`,
    String.raw`(\n)`,
    String.raw`([^\x00-\x1f\x7f-\x9f]+)`,
  ].join('|'),
  'gu',
)

/**
 * Reads what a program printed for a terminal: colours become styles, what was overwritten (progress bars) is gone,
 * everything else that is not text is left out. Plain text comes back as it is.
 */
export function readTerminal(raw: string): TerminalText {
  if (!control.test(raw)) return { text: raw, styles: [] }
  // The runtime takes the escapes out of what shells print, but leaves the returns: then a line was begun anew.
  const stripped = !escapes.test(raw)
  const screen = createScreen(stripped)
  const colours = createTerminalColours()
  for (const [, parameters, final, character, feed, text] of raw.matchAll(token)) {
    if (text !== undefined) screen.write(text)
    else if (feed !== undefined) screen.feed()
    else if (final === 'm') {
      // Those that begin with a mark of their own (`>`, `?`) ask the terminal for something else.
      if (!/^[<-?]/u.test(parameters ?? '')) screen.style(colours.set(parameters ?? ''))
    } else if (final !== undefined) screen.control(final, numbersOf(parameters ?? ''))
    else if (character === '\r') screen.home()
    else if (character === '\b') screen.move(-1)
    else if (character === '\t') screen.write(character)
  }
  return screen.result()
}

function numbersOf(parameters: string): readonly (number | null)[] {
  return parameters.split(';').map((one) => (/^\d{1,6}$/u.test(one) ? Number(one) : null))
}
