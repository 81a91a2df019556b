import type { Random } from './random.ts'

/** The tokens in a text: each message has one of its own, and so has what is only typed. */
export function tokensIn(text: string): readonly string[] {
  return [...new Set(text.match(/\bm\d{4}x/gu))]
}

/** The n-th token. */
export function tokenOf(n: number): string {
  return `m${String(n).padStart(4, '0')}x`
}

/** The one and only answer to a message, so that whatever is shown of it can be compared. */
export function answerTo(token: string): string {
  const n = Number(token.slice(1, 5))
  const words = Array.from({ length: 12 + ((n * 7) % 40) }, (_, index) => `a${token.slice(1, 5)}.${index}`)
  return `${words.join(' ')}.`
}

/** What the person is asked when they are to be asked; the token is not in it: that stands for the message alone. */
export function questionOf(token: string): string {
  return `Which way, q${token.slice(1, 5)}?`
}

/** What a person's answer becomes when it is given to a question whose turn was cut. */
export function quoting(token: string, answer: string): string {
  return `> ${questionOf(token)}\n\n${answer}`
}

/** How long the model takes for each piece of it, in milliseconds: some answers are slow, most are not. */
export function paceOf(token: string): number {
  const n = Number(token.slice(1, 5))
  return n % 4 === 0 ? 45 : (n * 5) % 16
}

/** What a person may write around a token. */
export function wordsFor(token: string, random: Random): string {
  const tails = ['', ' please', ' — and then?', ' ção 日本', '\nsecond line', '  two  spaces ']
  return `${token}${random.pick(tails) ?? ''}`
}
