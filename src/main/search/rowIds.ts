/** Room for texts of the same millisecond. */
const PER_MS = 2_048

/**
 * The rowid of a text is its time: the newest are found first without sorting, and a span of time is a span of rowids.
 * Stays below 2^53 until the year 2109.
 */
export function rowIdAt(at: number): number {
  return Math.max(0, Math.floor(at)) * PER_MS
}

/** The time of a text (epoch milliseconds). */
export function timeOfRow(rowId: number): number {
  return Math.floor(rowId / PER_MS)
}
