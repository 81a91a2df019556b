/** The id of a row's element. */
export function rowElementId(id: string): string {
  return `session-${id}`
}
