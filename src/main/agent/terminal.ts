import type { StyleRun } from '../../shared/model/tool.ts'
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
 * One thing at a time that is no text: a control sequence (its parameters, its final letter), a string that is no text
 * (titles, links, pictures), a control sequence that was cut, another escape, or a control character.
 */
const token = new RegExp(
  [
    String.raw`(?:\x1b\[|\x9b)([\x30-\x3f]*)[\x20-\x2f]*([\x40-\x7e])`,
    String.raw`(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c|$)`,
    String.raw`(?:\x1b\[|\x9b)[\x20-\x3f]*`,
    String.raw`\x1b[\x20-\x2f]*[\x30-\x7e]?`,
    String.raw`([\x00-\x09\x0b-\x1f\x7f-\x9f])`,
  ].join('|'),
  'uy',
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
  for (let at = 0; at < raw.length;) {
    const code = raw.charCodeAt(at)
    if (code === lineFeed) {
      screen.feed()
      at += 1
      continue
    }
    if (isText(code)) {
      const end = textEnd(raw, at)
      screen.write(raw.slice(at, end))
      at = end
      continue
    }
    const style = styleEnd(raw, at)
    if (style > 0) {
      screen.style(colours.set(raw.slice(at + 2, style - 1)))
      at = style
      continue
    }
    token.lastIndex = at
    const [whole = '', parameters = '', final, character] = token.exec(raw) ?? []
    if (final === 'm') screen.style(colours.set(parameters))
    else if (final !== undefined) screen.control(final, numbersOf(parameters))
    else if (character === '\r') screen.home()
    else if (character === '\b') screen.move(-1)
    else if (character === '\t') screen.write(character)
    at += Math.max(1, whole.length)
  }
  return screen.result()
}

const lineFeed = 0x0a
const escape = 0x1b

/** Nearly all of an output is text, line feeds and colours: what is read here needs no pattern, and is ten times as fast. */
function isText(code: number): boolean {
  return code >= 0x20 && (code < 0x7f || code > 0x9f)
}

function textEnd(raw: string, from: number): number {
  let end = from + 1
  while (end < raw.length && isText(raw.charCodeAt(end))) end += 1
  return end
}

/** Where a plain style sequence (`ESC [ digits and semicolons m`) that begins at a place ends; 0 when none does. */
function styleEnd(raw: string, from: number): number {
  if (raw.charCodeAt(from) !== escape || raw[from + 1] !== '[') return 0
  let at = from + 2
  for (; at < raw.length; at += 1) {
    const code = raw.charCodeAt(at)
    if (code === 0x6d) return at + 1
    if ((code < 0x30 || code > 0x39) && code !== 0x3b) return 0
  }
  return 0
}

function numbersOf(parameters: string): readonly (number | null)[] {
  return parameters.split(';').map((one) => (/^\d{1,6}$/u.test(one) ? Number(one) : null))
}
