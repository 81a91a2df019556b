/** Whatever came from outside, looked at one field at a time: nothing here throws. */
export type Fields = Readonly<Record<string, unknown>>

const none: Fields = {}

/** The value as an object with unknown fields; an empty one for anything else. */
export function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : none
}

/** A string field; empty when it is missing or something else. */
export function text(fields: Fields, name: string): string {
  const value = fields[name]
  return typeof value === 'string' ? value : ''
}

/** A string field, or null. */
export function textOrNull(fields: Fields, name: string): string | null {
  const value = fields[name]
  return typeof value === 'string' && value !== '' ? value : null
}

/** A finite number, or null. */
export function numberOrNull(fields: Fields, name: string): number | null {
  const value = fields[name]
  return typeof value === 'number' && Number.isFinite(value) ? value : null
}

/** The strings of a list; empty for anything else. */
export function texts(fields: Fields, name: string): readonly string[] {
  const value = fields[name]
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : []
}

/** The first line of a text with single spaces, at most `max` characters long. */
export function oneLine(value: string, max = 300): string {
  // Cut before the white space is folded: a command can be a megabyte long.
  const line = value
    .slice(0, max * 4)
    .replace(/\s+/gu, ' ')
    .trim()
  return line.length > max ? `${line.slice(0, max - 1).toWellFormed()}…` : line
}
