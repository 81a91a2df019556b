/** Tags as they are kept: well-formed, white space made single, without empty ones, equal ones (whatever their case) once. */
export function tidyTags(tags: readonly string[]): readonly string[] {
  const byFold = new Map<string, string>()
  for (const given of tags) {
    const tag = given.toWellFormed().normalize('NFC').replace(/\s+/gu, ' ').trim()
    if (tag !== '' && !byFold.has(tag.toLowerCase())) byFold.set(tag.toLowerCase(), tag)
  }
  return [...byFold.values()]
}
