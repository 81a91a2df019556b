/** A text in the form in which it is compared, with the way back. */
export interface FoldedText {
  readonly text: string
  /** Where the character that begins at a place in `text` stands in the original; -1 within one. Null: at the same place. */
  readonly origin: ((place: number) => number) | null
}

/** How a text is compared: letter by letter, or without its case and accents. */
export type Fold = 'exact' | 'loose'

/** The accents that belong to the letter before them. */
const FIRST_ACCENT = 0x300
const LAST_ACCENT = 0x36f
const accents = /[\u0300-\u036f]+/gu
const beyondAscii = /[^\0-\x7f]/
/** Accents, and the signs beyond the first plane that are decomposed into one of it: all that folding shortens. */
const shortens = /[\u0300-\u036f\u{2f800}-\u{2fa1f}]/u
/** Marks that may change places with accents when the whole text is decomposed. */
const otherMarks = /^[\u0300-\u036f]|(?![\u0300-\u036f])\p{M}/u

/** Folds a text as it is compared, without the way back: for what is looked for. */
export function foldQuery(text: string, fold: Fold): string {
  return withOrigin(text, fold).text
}

/**
 * Folds a text in which `wanted` (folded) may stand; null when it certainly does not. A character is a letter with its
 * accents: composed and decomposed spellings are the same, whether accents count or not.
 */
export function foldAround(text: string, wanted: string, fold: Fold): FoldedText | null {
  if (!beyondAscii.test(text)) return { text: fold === 'exact' ? text : text.toUpperCase(), origin: null }
  if (isPlain(wanted) && !isAccent(text.charCodeAt(0))) return foldToAscii(text, wanted, fold)
  if (!otherMarks.test(text)) {
    const folded = foldAll(text, fold)
    if (!folded.includes(wanted)) return null
    // Nothing became shorter, so that nothing became longer either: every place is its own.
    if (folded.length === text.length && !shortens.test(text)) return { text: folded, origin: null }
  }
  return withOrigin(text, fold)
}

/** Whether `foldToAscii` can look for it: it is ASCII, without the sign that stands for all that is not. */
function isPlain(wanted: string): boolean {
  return !beyondAscii.test(wanted) && !wanted.includes('\0')
}

/**
 * What of a folded text is ASCII, everything else as NUL: for queries that are ASCII without a NUL, and many times as fast, since most
 * texts hold little else. Where hits stand is found out for those that there are.
 */
function foldToAscii(text: string, wanted: string, fold: Fold): FoldedText | null {
  let bytes = Buffer.allocUnsafe(text.length + 64)
  let length = 0
  /** What is beyond ASCII: where it begins and ends in the folded text, and in the original. */
  const runs: (readonly [number, number, number, number])[] = []
  for (let at = 0; at < text.length;) {
    const code = text.charCodeAt(at)
    if (code < 0x80) {
      bytes[length] = fold === 'loose' && code >= 0x61 && code <= 0x7a ? code - 0x20 : code
      length += 1
      at += 1
      continue
    }
    let end = at + 1
    while (end < text.length && text.charCodeAt(end) >= 0x80) end += 1
    const ascii = asciiOf(text.slice(at, end), fold)
    const needed = length + ascii.length + text.length - end
    if (needed > bytes.length) bytes = Buffer.concat([bytes.subarray(0, length)], needed + (needed >> 2))
    bytes.write(ascii, length, 'latin1')
    runs.push([length, length + ascii.length, at, end])
    length += ascii.length
    at = end
  }
  const folded = bytes.toString('latin1', 0, length)
  if (!folded.includes(wanted)) return null
  const origin = (place: number): number => {
    const run = runs[lastAtMost(runs, place)]
    if (run === undefined || run[0] > place) return place
    const [start, end, from, to] = run
    if (place >= end) return to + place - end
    // Accents at its beginning belong to the letter before it.
    const before = from > 0 && isAccent(text.charCodeAt(from)) ? 1 : 0
    const within = withOrigin(text.slice(from - before, to), fold).origin?.(place - start + before) ?? -1
    return within < 0 ? -1 : from - before + within
  }
  return { text: folded, origin }
}

/** What was folded before, by the fold: the same few signs come again and again. */
const folded = { exact: new Map<string, string>(), loose: new Map<string, string>() }
const MOST_KNOWN = 4_096
const LONGEST_KNOWN = 8

function asciiOf(run: string, fold: Fold): string {
  const known = folded[fold].get(run)
  if (known !== undefined) return known
  const ascii = foldAll(run, fold).replace(/[^\0-\x7f]/g, '\0')
  if (run.length <= LONGEST_KNOWN && folded[fold].size < MOST_KNOWN) folded[fold].set(run, ascii)
  return ascii
}

function foldAll(text: string, fold: Fold): string {
  const apart = text.normalize('NFD')
  // Down and up again: that brings all forms of a letter together (ß and SS, the two small sigmas).
  return fold === 'exact' ? apart : apart.replace(accents, '').toLowerCase().toUpperCase()
}

function foldCharacter(character: string, fold: Fold): string {
  // Accents without a letter stay: they are all that there is.
  return fold === 'loose' && isAccent(character.charCodeAt(0)) ? character.normalize('NFD') : foldAll(character, fold)
}

function withOrigin(text: string, fold: Fold): FoldedText {
  const pieces: string[] = []
  /** Where stretches begin: in the folded text, in the original. Within one whose characters stay single, places run along. */
  const stretches: (readonly [number, number, boolean])[] = []
  let length = 0
  const add = (start: number, piece: string, runs: boolean): void => {
    if (!runs || stretches.at(-1)?.[2] !== true) stretches.push([length, start, runs])
    pieces.push(piece)
    length += piece.length
  }
  for (let at = 0; at < text.length;) {
    const ascii = asciiEnd(text, at)
    if (ascii > at) {
      const piece = text.slice(at, ascii)
      add(at, fold === 'exact' ? piece : piece.toUpperCase(), true)
      at = ascii
      continue
    }
    const end = characterEnd(text, at)
    const piece = foldCharacter(text.slice(at, end), fold)
    add(at, piece, end === at + 1 && piece.length === 1)
    at = end
  }
  const origin = (place: number): number => {
    if (place >= length) return text.length
    const stretch = stretches[lastAtMost(stretches, place)]
    if (stretch === undefined) return -1
    const [start, from, runs] = stretch
    return place === start || runs ? from + place - start : -1
  }
  return { text: pieces.join(''), origin }
}

/** Where the plain letters from a place on end; one with an accent behind it is no plain letter. */
function asciiEnd(text: string, start: number): number {
  let end = start
  while (end < text.length && text.charCodeAt(end) < 0x80) end += 1
  return end > start && end < text.length && isAccent(text.charCodeAt(end)) ? end - 1 : end
}

/** The last stretch that begins at a place or before it. */
function lastAtMost(ascending: readonly (readonly [number, ...unknown[]])[], place: number): number {
  let low = 0
  let high = ascending.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((ascending[middle]?.[0] ?? 0) <= place) low = middle
    else high = middle - 1
  }
  return low
}

/** Where the character that begins at `start` ends: one code point and the accents behind it. */
function characterEnd(text: string, start: number): number {
  let end = start + ((text.codePointAt(start) ?? 0) > 0xffff ? 2 : 1)
  while (end < text.length && isAccent(text.charCodeAt(end))) end += 1
  return end
}

function isAccent(code: number): boolean {
  return code >= FIRST_ACCENT && code <= LAST_ACCENT
}
