/** The order of `ids` after one of them was moved to a place; null when that changes nothing. */
export function moved(ids: readonly string[], id: string, to: number): readonly string[] | null {
  const from = ids.indexOf(id)
  if (from < 0 || to < 0 || to >= ids.length || from === to) return null
  return ids.toSpliced(from, 1).toSpliced(to, 0, id)
}
