/** Room for texts of the same millisecond. */
const PER_MS = 2_048
/** The last millisecond that can be told apart (in 2109): the rowids behind it, up to 2^53, are for the texts of all later ones. */
const LAST = Math.floor(Number.MAX_SAFE_INTEGER / PER_MS) - 2 ** 22

/** The rowid of a text is its time: the newest are found first without sorting, and a span of time is a span of rowids. */
export function rowIdAt(at: number): number {
  return Math.min(LAST, Math.max(0, Math.floor(at))) * PER_MS
}

/** The time of a text (epoch milliseconds). */
export function timeOfRow(rowId: number): number {
  return Math.floor(rowId / PER_MS)
}
