import { withoutHalfFormula } from './formulaText.ts'

/**
 * Leaves out the end of a text that can't be shown yet without changing its shape a moment later: half a fence, the
 * head of a table before its second line, the beginning of an abstention.
 */
export function withoutHalfOpen(text: string): string {
  const lastStart = text.lastIndexOf('\n') + 1
  const last = text.slice(lastStart)
  if (/^[ \t]*(?:`{1,2}|~{1,2})$/.test(last) || bareMarker.test(last)) return text.slice(0, lastStart)
  const picture = halfPicture(last)
  if (picture >= 0) return text.slice(0, lastStart + picture)
  const start = lastStart === 0 ? 0 : text.lastIndexOf('\n', lastStart - 2) + 1
  const above = text.slice(start, Math.max(start, lastStart - 1))
  const isDelimiter = /^ {0,3}\|?[ \t:|-]*$/.test(last)
  // The line above a table's second line is its head only when it is not a row itself.
  if (isRow(above) && isDelimiter && !isUnderHead(above) && !isInTable(text, start)) return text.slice(0, start)
  if (isRow(last) && !isInTable(text, lastStart)) return text.slice(0, lastStart)
  return text
}

/** A line that has nothing yet but the mark of a list, a heading, a quotation, a rule, a note, a formula, or an underline that makes a heading. */
const bareMarker = /^[ \t]*(?:[-*+]|\d{1,9}[.)]?|#{1,6}|>+|=+|-{2,}|\*{2,}|_{1,}|\$|\\|\[(?:\^[^\]\s]*\]?)?)[ \t]*$/

/** Where a picture begins whose bytes are still coming; -1 when there is none. */
function halfPicture(line: string): number {
  const address = line.lastIndexOf('](data:')
  return address < 0 || line.includes(')', address) ? -1 : line.lastIndexOf('![', address)
}

function isRow(line: string): boolean {
  return /^ {0,3}\|/.test(line)
}

/** Whether a line is the one under a table's head. */
function isUnderHead(line: string): boolean {
  return /^ {0,3}\|?[ \t]*:?-+/.test(line)
}

/** Whether the lines just above a place are rows, the second of them the line under the head. */
function isInTable(text: string, place: number): boolean {
  let end = place - 1
  while (end > 0) {
    const start = text.lastIndexOf('\n', end - 1) + 1
    const line = text.slice(start, end)
    if (!isRow(line)) return false
    if (isUnderHead(line)) return true
    end = start - 1
  }
  return false
}

/** Closes what the last lines of a streaming text leave open (code, bold, a link), so that it does not flicker. */
export function closeInline(text: string): string {
  const from = text.lastIndexOf('\n\n') + 1
  const tail = text.slice(from)
  if (/^ {4}/m.test(tail) || tail.length > 4_000) return text
  const blanked = tail.replace(/(`+)[\s\S]*?(?:\1|$)/g, (code) => ' '.repeat(code.length))
  const whole = withoutHalfFormula(text, blanked)
  if (whole !== text) return closeInline(whole)
  const bare = tail.replace(/\\./g, '  ')
  const ticks = bare.match(/`/g)?.length ?? 0
  if (ticks % 2 === 1) return /`\s*$/.test(bare) ? text.replace(/`\s*$/, '') : `${text}\``
  const link = /!?\[([^\][]*)(?:\]\([^()\s]*)?$/.exec(bare.replace(/`[^`]*`/g, (code) => ' '.repeat(code.length)))
  // A picture and a footnote have nothing to show before they are complete.
  const isWords = link !== null && !link[0].startsWith('!') && link[1]?.startsWith('^') !== true
  const shown = link === null ? text : text.slice(0, from + link.index) + (isWords ? (link[1] ?? '') : '')
  const bold = bare.replace(/`[^`]*`/g, '').match(/\*\*/g)?.length ?? 0
  if (bold % 2 === 0) return closeEmphasis(shown, from)
  return /\*\*\s*$/.test(shown) ? shown.replace(/\*\*\s*$/, '') : `${shown.replace(/[\s*]+$/, '')}**`
}

/** Closes what one star has opened in the last line. */
function closeEmphasis(text: string, from: number): string {
  const line = text
    .slice(Math.max(from, text.lastIndexOf('\n') + 1))
    .replace(/`[^`]*`/g, (code) => ' '.repeat(code.length))
  const open = /(?:^|[\s(])\*(?!\*)([^*]*)$/.exec(line.replace(/\*\*/g, '  '))
  const words = open?.[1]
  if (words === undefined || /^\s/.test(words)) return text
  return words === '' ? text.replace(/\*$/, '') : `${text.trimEnd()}*`
}
