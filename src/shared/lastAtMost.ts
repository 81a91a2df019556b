/** Where in numbers that ascend the last one stands that is `place` at most; 0 where none is. */
export function lastAtMost(ascending: readonly number[], place: number): number {
  let low = 0
  let high = ascending.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((ascending[middle] ?? 0) <= place) low = middle
    else high = middle - 1
  }
  return low
}
