/** Scripts that put no spaces between words: each of their characters is a word of its own, in texts and in queries alike. */
const unspaced =
  /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\u{20000}-\u{3ffff}]/gu

/** The same by UTF-16 units, which is much quicker: most texts have none of them, but dashes and quotation marks that stand between. */
const any =
  /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\ud840-\ud8bf\uf900-\ufaff]/

/** A text as the index takes it in: its words apart. */
export function spaced(text: string): string {
  return any.test(text) ? text.replace(unspaced, ' $& ') : text
}
