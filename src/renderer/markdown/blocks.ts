import {
  closesFence,
  definitionPattern,
  delimiterPattern,
  fenceOf,
  fencePattern,
  formulaOf,
  headingPattern,
  indentOf,
  interrupts,
  itemPattern,
  markerOf,
  notePattern,
  picturePattern,
  quotePattern,
  rulePattern,
  underlinePattern,
} from './lines.ts'
import type { Fence } from './lines.ts'

/** A piece of a Markdown text that can be shown by itself. */
export type Block =
  | {
      readonly kind: 'text'
      /** Where it begins in the whole text. */
      readonly start: number
      readonly text: string
      /** True for what is too long to be parsed while someone types: it is shown as it is written. */
      readonly plain: boolean
      /** Whether it defines footnotes, which are shown below the text. */
      readonly note: boolean
    }
  | {
      readonly kind: 'code'
      readonly start: number
      readonly language: string
      readonly code: string
      /** False while its closing fence is missing. */
      readonly closed: boolean
    }
  | {
      /** A formula that stands by itself. */
      readonly kind: 'formula'
      readonly start: number
      /** As it is written, with its marks. */
      readonly text: string
      readonly formula: string
      /** False while its end is missing: it may turn out to be words. */
      readonly closed: boolean
    }
  | {
      /** A picture with its bytes, too long to be parsed. */
      readonly kind: 'picture'
      readonly start: number
      readonly alt: string
      readonly src: string
    }

/** A text as blocks, and what is needed to go on when more of it comes. */
export interface Split {
  readonly text: string
  readonly blocks: readonly Block[]
  /** The link definitions of the text, one a line: every block may refer to them. */
  readonly definitions: string
  readonly settled: Settled
}

/** What the whole lines of a text have decided for good. */
interface Settled {
  /** The first character that is not in a whole line. */
  readonly end: number
  readonly blocks: readonly Block[]
  readonly definitions: string
  readonly open: Open | null
}

interface Open {
  /** `note` is text that defines footnotes. */
  readonly kind: 'text' | 'heading' | 'list' | 'code' | 'formula' | 'note'
  readonly start: number
  /** Repeats a table's head over the part of the table that comes next. */
  readonly prefix: string
  readonly marker: string
  /** The column from which on a line belongs to the last item of a list. */
  readonly column: number
  /** Whether that item has nothing on its own line: a blank line then ends it. */
  readonly hollow: boolean
  /** Whether it is a quotation: any item, whatever its number, then begins a list. */
  readonly quoted: boolean
  readonly fence: Fence | null
  /** What ends the formula. */
  readonly close: string
  readonly blank: boolean
  readonly lastLine: number
  readonly head: string | null
}

/** From this length on a block ends at the next place where it may. */
const roomy = 6_000
/** From this length on a block that can't end anywhere is not parsed. */
const huge = 24_000

const nothing: Settled = { end: 0, blocks: [], definitions: '', open: null }

/**
 * Cuts a Markdown text into blocks, each of which reads by itself as it does in its place. Decides line by line, and
 * goes on from the last whole line of `previous` when `text` begins as it did: the result is the same either way.
 */
export function splitBlocks(text: string, previous?: Split): Split {
  if (previous?.text === text) return previous
  const known = previous !== undefined && text.startsWith(previous.text) ? previous.settled : nothing
  const draft = { ...known, blocks: [...known.blocks] }
  for (;;) {
    const end = text.indexOf('\n', draft.end)
    if (end < 0) break
    addLine(draft, text, draft.end, end)
    draft.end = end + 1
  }
  const settled: Settled = draft
  const whole = { ...draft, blocks: [...draft.blocks] }
  if (draft.end < text.length) addLine(whole, text, draft.end, text.length)
  closeOpen(whole, text, text.length)
  return { text, blocks: whole.blocks, definitions: whole.definitions, settled }
}

interface Draft {
  end: number
  blocks: Block[]
  definitions: string
  open: Open | null
}

function addLine(draft: Draft, text: string, from: number, to: number): void {
  const line = text.slice(from, to)
  const open = draft.open
  if (open?.fence != null) {
    // A line that is not indented ends the list item, and the fence in it.
    const leavesItem = open.kind === 'list' && line.trim() !== '' && indentOf(line) < open.column
    if (!leavesItem) {
      if (!closesFence(open.fence, line)) return
      if (open.kind === 'code') closeOpen(draft, text, to, true)
      else draft.open = { ...open, fence: null, blank: true, lastLine: from }
      return
    }
    draft.open = { ...open, fence: null, blank: true }
  }
  if (open?.kind === 'formula') {
    const rest = line.trimEnd()
    const end = rest.indexOf(open.close)
    if (line.trim() !== '' && end < 0) return
    if (end >= 0 && end === rest.length - open.close.length) {
      closeOpen(draft, text, to, true)
      return
    }
    // No formula goes on after a blank line, or has words behind it: it was none.
    draft.open = { ...open, kind: 'text' }
  }
  if (line.trim() === '') {
    if (draft.open !== null) draft.open = { ...draft.open, blank: true, head: null }
    return
  }
  if (definitionPattern.test(line)) draft.definitions += `${line}\n`
  const current = draft.open
  if (current === null) {
    draft.open = begin(line, from, '', null)
  } else if (endsBefore(current, line)) {
    closeOpen(draft, text, from)
    draft.open = begin(line, from, '', null)
  } else if (from - current.start > roomy && canBreakBefore(current, line)) {
    closeOpen(draft, text, from)
    draft.open = begin(line, from, current.head ?? '', current.head)
  } else {
    draft.open = extend(current, text, line, from, to)
    return
  }
  if (draft.open.kind === 'formula' && formulaOf(line)?.closed === true) closeOpen(draft, text, to, true)
}

function begin(line: string, start: number, prefix: string, head: string | null): Open {
  const inList = { marker: '', column: 0, hollow: false }
  const quoted = quotePattern.test(line)
  const base = { start, prefix, ...inList, quoted, fence: null, close: '', blank: false, lastLine: start, head }
  const indent = indentOf(line)
  if (indent < 4) {
    const fence = fenceOf(line, start)
    if (fence !== null) return { ...base, kind: 'code', fence }
    const formula = formulaOf(line)
    if (formula !== null) return { ...base, kind: 'formula', close: formula.close }
    if (notePattern.test(line)) return { ...base, kind: 'note' }
    if (headingPattern.test(line) || rulePattern.test(line)) return { ...base, kind: 'heading' }
    const item = itemPattern.exec(line)
    if (item !== null) return { ...base, kind: 'list', marker: markerOf(item), ...asItem(item, start) }
  }
  return { ...base, kind: 'text' }
}

/** Whether a line can't belong to the open block. Saying no too often only makes blocks longer; saying yes must be right. */
function endsBefore(open: Open, line: string): boolean {
  const indent = indentOf(line)
  if (open.kind === 'heading') return indent < 4 || open.blank
  const outside = open.kind === 'list' ? indent < open.column : indent < 4
  if (outside && indent < 4 && (fencePattern.test(line) || headingPattern.test(line))) return true
  if (outside && indent < 4 && formulaOf(line) !== null && !open.quoted) return true
  if (outside && indent < 4 && open.kind !== 'note' && !open.quoted && notePattern.test(line)) return true
  const item = outside && indent < 4 ? itemPattern.exec(line) : null
  if (outside && !open.quoted && indent < 4 && quotePattern.test(line)) return true
  // Three dashes under words make them a heading; anywhere else they are a line of their own.
  const underlines = open.kind === 'text' && !open.quoted && !open.blank && underlinePattern.test(line)
  if (outside && rulePattern.test(line) && !underlines) return true
  if (open.kind !== 'list')
    return open.blank ? indent < 4 : item !== null && (open.quoted || open.head !== null || interrupts(item))
  if (item !== null) return markerOf(item) !== open.marker
  return open.blank ? outside || open.hollow : outside && open.hollow
}

/** Whether a long block may be cut before a line although both belong together: between items, rows and lines. */
function canBreakBefore(open: Open, line: string): boolean {
  const indent = indentOf(line)
  if (open.kind === 'list') return indent < Math.min(open.column, 4) && itemPattern.test(line)
  return indent < 4
}

function extend(open: Open, text: string, line: string, from: number, to: number): Open {
  const inList = open.kind === 'list' ? withinList(open, line, from) : {}
  const above = text.slice(open.lastLine, Math.max(open.lastLine, from - 1))
  const startsTable = !open.blank && line.includes('|') && above.includes('|') && delimiterPattern.test(line)
  const head = startsTable ? text.slice(open.lastLine, to) + '\n' : open.head
  const paragraph = open.kind === 'text' && !open.blank && !open.quoted && head === null && indentOf(above) < 4
  const kind = paragraph && underlinePattern.test(line) ? 'heading' : open.kind
  return { ...open, ...inList, kind, head, blank: false, lastLine: from }
}

/** What a further line of a list changes: a new item of its own, or a fence within one. */
function withinList(open: Open, line: string, from: number): Partial<Open> {
  const item = itemPattern.exec(line)
  if (item === null) return { fence: fenceOf(line, from), hollow: false }
  if (indentOf(line) < open.column) return asItem(item, from)
  return { fence: fenceOf(item[6] ?? '', from), hollow: false }
}

function asItem(item: RegExpExecArray, from: number): Pick<Open, 'column' | 'hollow' | 'fence'> {
  const gap = item[5]?.length ?? 1
  const width = (item[2] ?? `${item[3] ?? ''}.`).length
  const column = (item[1]?.length ?? 0) + width + (gap > 4 ? 1 : gap)
  return { column, hollow: item[6] === undefined, fence: fenceOf(item[6] ?? '', from) }
}

function closeOpen(draft: Draft, text: string, end: number, closed = false): void {
  const open = draft.open
  draft.open = null
  if (open === null) return
  if (open.kind === 'code') {
    draft.blocks.push(codeBlock(open, text, end, closed))
    return
  }
  const body = text.slice(open.start, end)
  if (open.kind === 'formula') {
    draft.blocks.push({
      kind: 'formula',
      start: open.start,
      text: body,
      formula: bareFormula(body, open.close),
      closed,
    })
    return
  }
  const picture = body.length > huge ? picturePattern.exec(body) : null
  if (picture !== null) {
    draft.blocks.push({ kind: 'picture', start: open.start, alt: picture[1] ?? '', src: picture[2] ?? '' })
    return
  }
  const note = open.kind === 'note'
  draft.blocks.push({ kind: 'text', start: open.start, text: open.prefix + body, plain: body.length > huge, note })
}

function bareFormula(body: string, close: string): string {
  const bare = body.trim().slice(2)
  return (bare.endsWith(close) ? bare.slice(0, -2) : bare).trim()
}

function codeBlock(open: Open, text: string, end: number, closed: boolean): Block {
  const fence = open.fence ?? { indent: 0, language: '', body: end }
  const from = Math.min(fence.body, end)
  const to = closed ? Math.max(from, text.lastIndexOf('\n', end - 1)) : end
  const raw = text.slice(from, to)
  const code = fence.indent === 0 ? raw : raw.replace(new RegExp(`^ {1,${fence.indent}}`, 'gm'), '')
  // Half a name would be another language.
  const language = fence.body <= end ? fence.language : ''
  return { kind: 'code', start: open.start, language, code, closed }
}
