/** A text in the form in which it is compared, with the way back. */
export interface FoldedText {
  readonly text: string
  /** For each place in `text` (and its end) where a character of the original begins: that place; -1 within one. */
  readonly origin: Int32Array | null
}

/** How a text is compared: letter by letter, or without its case and accents. */
export type Fold = 'exact' | 'loose'

/** The accents that belong to the letter before them. */
const FIRST_ACCENT = 0x300
const LAST_ACCENT = 0x36f
const accents = /[\u0300-\u036f]+/gu
const ascii = /^[\0-\x7f]*$/u
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
  if (ascii.test(text)) return { text: fold === 'exact' ? text : text.toUpperCase(), origin: null }
  if (!otherMarks.test(text) && !foldAll(text, fold).includes(wanted)) return null
  return withOrigin(text, fold)
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
  const starts: number[] = []
  for (let start = 0; start < text.length;) {
    const end = characterEnd(text, start)
    const character = text.slice(start, end)
    const folded =
      end === start + 1 && text.charCodeAt(start) < 0x80 ? plain(character, fold) : foldCharacter(character, fold)
    pieces.push(folded)
    starts.push(start)
    for (let rest = 1; rest < folded.length; rest += 1) starts.push(-1)
    start = end
  }
  starts.push(text.length)
  return { text: pieces.join(''), origin: Int32Array.from(starts) }
}

function plain(character: string, fold: Fold): string {
  return fold === 'exact' ? character : character.toUpperCase()
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
