import type { Random } from './random.ts'
import type { Written } from './found.ts'

/** One press: a name as Playwright has it, or a character that no key of this keyboard has. */
export interface Press {
  readonly key: string
  readonly how: 'press' | 'insert'
}

/** The presses that write a text, with the slips and second thoughts of a person. */
export function pressesFor(text: string, random: Random): readonly Press[] {
  return Array.from(text).flatMap((character): readonly Press[] => {
    if (character === '\n') return [{ key: 'Shift+Enter', how: 'press' }]
    const typed: Press = { key: character, how: /[ -~]/u.test(character) ? 'press' : 'insert' }
    if (!random.chance(0.06)) return [typed]
    const slip: Press = { key: 'q', how: 'press' }
    return random.chance(0.5)
      ? [slip, { key: 'Backspace', how: 'press' }, typed]
      : [typed, { key: 'ArrowLeft', how: 'press' }, { key: 'ArrowRight', how: 'press' }]
  })
}

/** The last presses of a burst may leave the caret, or a selection, somewhere within the text. */
export function wander(random: Random): readonly Press[] {
  const steps = random.chance(0.5) ? random.int(0, 5) : 0
  const last = steps > 0 && random.chance(0.4) ? ['Shift+ArrowLeft'] : []
  return [...Array.from({ length: steps }, () => 'ArrowLeft'), ...last].map((key) => ({ key, how: 'press' }))
}

/** What a box of text holds after one more press; null stays null where there is nothing to move in. */
export function afterPress(draft: Written | null, { key }: Press): Written | null {
  const { text, selectionStart: start, selectionEnd: end } = draft ?? { text: '', selectionStart: 0, selectionEnd: 0 }
  const at = (caret: number, to = caret): Written | null =>
    text === '' ? null : { text, selectionStart: caret, selectionEnd: to }
  switch (key) {
    case 'ArrowLeft':
      return at(start === end ? Math.max(0, start - 1) : start)
    case 'ArrowRight':
      return at(start === end ? Math.min(text.length, end + 1) : end)
    case 'Shift+ArrowLeft':
      return at(Math.max(0, start - 1), end)
    case 'ControlOrMeta+a':
      return at(0, text.length)
    case 'Backspace':
      return replaced(text, start === end ? Math.max(0, start - 1) : start, end, '')
    default:
      return replaced(text, start, end, key === 'Shift+Enter' ? '\n' : key)
  }
}

function replaced(text: string, start: number, end: number, by: string): Written | null {
  const next = text.slice(0, start) + by + text.slice(end)
  const caret = start + by.length
  return next === '' ? null : { text: next, selectionStart: caret, selectionEnd: caret }
}
