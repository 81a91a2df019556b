/** Whether what stands between two marks is a formula; `close` is the second one. Prices, checkboxes and escaped brackets are none. */
export function isFormula(source: string, close: string): boolean {
  if (source.trim() === '') return false
  if (close === '$') return !/^\s|\s$/.test(source) && !isMoney(source)
  if (close === '$$') return true
  // Whoever escapes brackets writes words, a note or a tick between them.
  const mathematical = /[\\^_=+<>{}|/*\-\d]/.test(source)
  return mathematical || (close === '\\)' && source.trim().length <= 3)
}

/** An amount with words behind it: `5 and another`, `20k or`. */
function isMoney(source: string): boolean {
  return /^\d[\d.,]*\s?(?:[kKmMbB]\b)?[,;.]?\s+\p{L}{2,}/u.test(source) || /^[\d.,]+\s*[-–—/]\s*$/.test(source)
}

/** From this length on the beginning of what may become a formula is shown while it streams, in characters. */
const patience = 160

/**
 * A text without a formula that has begun at its end and not ended, so that its source does not show for a moment; `bare`
 * is the last part of the text with its code blanked.
 */
export function withoutHalfFormula(text: string, bare: string): string {
  const at = halfFormula(bare)
  return at < 0 || bare.length - at > patience ? text : text.slice(0, text.length - bare.length + at)
}

function halfFormula(bare: string): number {
  let from = -1
  let close = ''
  const marks = /\\[()[\]]|\\.|\$\$?|\n/g
  for (const { 0: mark, index } of bare.matchAll(marks)) {
    if (from >= 0) {
      if (mark === close) from = -1
      // One dollar sign belongs to its line.
      else if (mark === '\n' && close === '$') from = -1
      else continue
      continue
    }
    const isOpening = mark === '\\(' || mark === '\\[' || mark.startsWith('$')
    if (!isOpening || /[\p{L}\p{N}$]$/u.test(bare.slice(0, index))) continue
    if (mark === '$' && /^(?:\s|[\d.,]+(?:\s|[kKmMbB]\b|$))/.test(bare.slice(index + 1))) continue
    from = index
    close = mark === '\\(' ? '\\)' : mark === '\\[' ? '\\]' : mark
  }
  if (from < 0) return -1
  // Two words in a row are words.
  return close === '$' && /\s\p{L}{2,}\s+\p{L}{2,}/u.test(` ${bare.slice(from + 1)}`) ? -1 : from
}
