import { foldQuery } from '../history/foldText.ts'

/** Scripts that put no spaces between words: each of their characters is a word of its own, in texts and in queries alike. */
const unspaced =
  /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\u{20000}-\u{3ffff}]/gu

/** The same by UTF-16 units, which is much quicker: most texts have none of them, but dashes and quotation marks that stand between. */
const anyUnspaced =
  /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\ud840-\ud8bf\uf900-\ufaff]/

/** FTS5 takes accents from Latin letters alone: these are the Greek and Cyrillic ones that have some, and letters that are two. */
const folds = new Map(
  ['ẞ', 'ﬀ', 'ﬁ', 'ﬂ', 'ﬃ', 'ﬄ', 'ﬅ', 'ﬆ', ...accented(0x370, 0x52f), ...accented(0x1f00, 0x1fff)].map((letter) => [
    letter,
    foldQuery(letter, 'loose'),
  ]),
)
const folding = new RegExp(`[${[...folds.keys()].join('')}]`, 'g')
const anyFolding = /[\u0370-\u052f\u1e9e\u1f00-\u1fff\ufb00-\ufb06]/

/** Written apart here and as one character there, as names of files on macOS are: accents, syllables of Hangul, voiced kana. */
const apart = /[\u0300-\u036f\u3099\u309a\u1100-\u11ff]/

/** A text as the index takes it in: its words apart, and without the accents that FTS5 would leave. */
export function asIndexed(text: string): string {
  let plain = text.includes('ß') ? text.replaceAll('ß', 'ss') : text
  if (apart.test(plain)) plain = plain.normalize('NFC')
  if (anyFolding.test(plain)) plain = plain.replace(folding, (letter) => folds.get(letter) ?? letter)
  return anyUnspaced.test(plain) ? plain.replace(unspaced, ' $& ') : plain
}

/** Whether a text has characters that are words of their own. */
export function hasUnspaced(text: string): boolean {
  return anyUnspaced.test(asIndexed(text))
}

function accented(from: number, to: number): readonly string[] {
  return Array.from({ length: to - from + 1 }, (_, n) => String.fromCharCode(from + n)).filter(
    (letter) => letter.normalize('NFD').length > 1,
  )
}
