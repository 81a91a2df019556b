/** A name as the runtime is given it: one line, well-formed, of a length that every program can show. */
export function plainName(name: string): string {
  return name.toWellFormed().replace(/\s+/gu, ' ').trim().slice(0, 300).toWellFormed().trim()
}
