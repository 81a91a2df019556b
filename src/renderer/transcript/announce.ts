/** How much is said at once, in characters. */
const batch = 300
/** How much of an answer is said at all: the rest is there to be read. */
const limit = 1_500
/** How much of it is looked at, in characters: code, which is not said, may stand before the words. */
const reach = 20_000

/** How far an answer that streams was said: a beginning of it, up to the end of a paragraph. */
export interface Said {
  /** Where what was not said yet begins, in UTF-16 units. */
  readonly at: number
  /** Up to where its lines were looked at: each is looked at once, however many pieces they come in. */
  readonly looked: number
  /** The mark of the code that is open there; null outside of code. */
  readonly fence: string | null
  /** How many characters were said. */
  readonly said: number
  /** Nothing more of it is said. */
  readonly over: boolean
}

/** Of an answer that begins nothing was said. */
export const nothingSaid: Said = { at: 0, looked: 0, fence: null, said: 0, over: false }

/**
 * What is to be said of an answer by now, as whole sentences in batches, without Markdown's signs and without code:
 * paragraph by paragraph while it streams, and the rest when it is complete. `more`: it goes on, and is said no further.
 */
export function sayOn(
  markdown: string,
  complete: boolean,
  before: Said,
): { readonly batches: readonly string[]; readonly more: boolean; readonly now: Said } {
  if (before.over) return { batches: [], more: false, now: before }
  const { end, looked, fence } = complete ? whole(markdown, before) : lastParagraph(markdown, before)
  const { batches, more, said } = batchesOf(markdown.slice(before.at, Math.min(end, before.at + reach)), before.said)
  const over = complete || more
  return { batches, more, now: { at: end, looked, fence, said, over } }
}

type Looked = Pick<Said, 'looked' | 'fence'> & { readonly end: number }

function whole(markdown: string, { fence }: Said): Looked {
  return { end: markdown.length, looked: markdown.length, fence }
}

/** Where the last paragraph ends that another one follows; code is no paragraph. */
function lastParagraph(markdown: string, before: Said): Looked {
  let { at: end, looked, fence } = before
  for (let to = markdown.indexOf('\n', looked); to >= 0; to = markdown.indexOf('\n', looked)) {
    const line = markdown.slice(looked, to)
    looked = to + 1
    fence = fenceAfter(line, fence)
    if (fence === null && line.trim() === '') end = looked
  }
  return { end, looked, fence }
}

function batchesOf(
  markdown: string,
  saidBefore: number,
): { readonly batches: readonly string[]; readonly more: boolean; readonly said: number } {
  const batches: string[] = []
  let current = ''
  let said = saidBefore
  const all = (): readonly string[] => (current === '' ? batches : [...batches, current])
  for (const sentence of sentencesOf(plainOf(markdown))) {
    if (said + sentence.length > limit && said > 0) return { batches: all(), more: true, said }
    if (current !== '' && current.length + sentence.length > batch) {
      batches.push(current)
      current = ''
    }
    current = current === '' ? sentence : `${current} ${sentence}`
    said += sentence.length
  }
  return { batches: all(), more: false, said }
}

/** The first sentences of a text, as they are said at once; empty when it has no words. */
export function firstSaid(markdown: string): string {
  return sayOn(markdown, true, nothingSaid).batches[0] ?? ''
}

function sentencesOf(text: string): readonly string[] {
  return text
    .split(/(?<=[.!?…:])\s+|\n+/)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '')
    .flatMap((sentence) => piecesOf(sentence))
}

/** A sentence that has no end is cut between its words; what has no words either, where it must be. */
function piecesOf(sentence: string): readonly string[] {
  if (sentence.length <= batch) return [sentence]
  const space = sentence.lastIndexOf(' ', batch)
  const end = space > 0 ? space : batch
  return [sentence.slice(0, end), ...piecesOf(sentence.slice(end).trim())]
}

function plainOf(markdown: string): string {
  return withoutCode(markdown)
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/^[ \t]*(?:[-*+]|#{1,6}|>)[ \t]+/gm, '')
    .replace(/^\|?[-:| ]+\|[-:| ]*$/gm, '')
    .replace(/[*`|]+/g, ' ')
    .replace(/[ \t]+/g, ' ')
}

function withoutCode(markdown: string): string {
  let fence: string | null = null
  const kept = markdown.split('\n').filter((line) => {
    const before = fence
    fence = fenceAfter(line, before)
    return before === null && fence === null
  })
  return kept.join('\n')
}

/** The mark of the code that is open behind a line, wherever in a list or a quotation it stands. */
function fenceAfter(line: string, fence: string | null): string | null {
  const mark = /^[\s>]*(?:(?:[-*+]|\d{1,9}[.)])\s+)*(`{3,}(?=[^`]*$)|~{3,})/.exec(line)?.[1]
  if (fence === null) return mark ?? null
  const closes = mark?.startsWith(fence) === true && line.trim().endsWith(mark)
  return closes ? null : fence
}
