/**
 * The beginning of a Markdown text: so many characters, and about `step` more, up to the end of a paragraph where there is one. Never half
 * a character.
 */
export function beginningOf(text: string, length: number, step: number): string {
  const whole = length + step
  if (text.length <= whole) return text
  const end = text.lastIndexOf('\n\n', whole)
  return end > length + step / 2 ? text.slice(0, end) : text.slice(0, whole).toWellFormed()
}
