/** An opened fence of code, as its first line says it. */
export interface Fence {
  readonly mark: string
  readonly size: number
  readonly indent: number
  readonly language: string
  readonly body: number
}

/** A line that opens a fence: its indent, its mark, what follows. */
export const fencePattern = /^([ \t]*)(`{3,}(?=[^`]*$)|~{3,})(.*)$/
/** A line that begins a list item: indent, bullet, number, the sign after it, gap, words. */
export const itemPattern = /^([ \t]*)(?:([-*+])|(\d{1,9})([.)]))(?:([ \t]+)(\S.*)|[ \t]*$)/
/** A heading with number signs. */
export const headingPattern = /^ {0,3}#{1,6}(?:[ \t]|$)/
/** A rule across the page. */
export const rulePattern = /^ {0,3}([-*_])[ \t]*(?:\1[ \t]*){2,}$/
/** A line that makes a heading of the words above it. */
export const underlinePattern = /^ {0,3}(?:=+|-+)[ \t]*$/
/** A line of a quotation. */
export const quotePattern = /^ {0,3}>/
/** The line under a table's head. */
export const delimiterPattern = /^ {0,3}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$/
/** The definition of a link; footnotes are none. */
export const definitionPattern = /^ {0,3}\[(?!\^)[^\]]+\]:[ \t]*\S/
/** The definition of a footnote: its label, its words. */
export const notePattern = /^ {0,3}\[\^([^\]\s]{1,100})\]:[ \t]*(.*)$/
/** A picture with its bytes, alone on its line: what is in brackets, its address. */
export const picturePattern = /^ {0,3}!\[([^\]\n]{0,1000})\]\((data:image\/[a-z]{3,4};base64,[\w+/=]+)\)\s*$/

/** The fence that a line opens; `from` is where the line begins in the whole text. */
export function fenceOf(line: string, from: number): Fence | null {
  const match = fencePattern.exec(line)
  const mark = match?.[2]
  if (match === null || mark === undefined) return null
  const language = /^[^\s{,:]*/.exec((match[3] ?? '').trim())?.[0].toLowerCase() ?? ''
  return {
    mark: mark.charAt(0),
    size: mark.length,
    indent: match[1]?.length ?? 0,
    language,
    body: from + line.length + 1,
  }
}

/** Whether a line ends a fence. */
export function closesFence(fence: Fence, line: string): boolean {
  const bare = line.trim()
  return bare.length >= fence.size && bare === fence.mark.repeat(bare.length)
}

/** How far a line is indented; a tab counts as four. */
export function indentOf(line: string): number {
  const match = /^[ \t]*/.exec(line)?.[0] ?? ''
  return match.includes('\t') ? 4 : match.length
}

/** What tells the items of one list from those of another. */
export function markerOf(item: RegExpExecArray): string {
  return item[2] ?? item[4] ?? ''
}

/** Only a bullet or a "1." with words behind it begins a list right under a line of text. */
export function interrupts(item: RegExpExecArray): boolean {
  return item[6] !== undefined && (item[2] !== undefined || item[3] === '1')
}

/** Whether a line begins a formula that stands by itself: what ends it, and whether it does so on the same line. */
export function formulaOf(line: string): { readonly close: string; readonly closed: boolean } | null {
  const match = /^ {0,3}(\$\$(?!\$)|\\\[)(.*)$/.exec(line)
  if (match === null) return null
  const close = match[1] === '$$' ? '$$' : '\\]'
  const rest = (match[2] ?? '').trimEnd()
  const end = rest.indexOf(close)
  if (end < 0) return { close, closed: false }
  return end === rest.length - close.length && rest.slice(0, end).trim() !== '' ? { close, closed: true } : null
}
