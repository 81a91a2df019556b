import { MAX_ID } from './idForm.ts'

/** The next id of a row that is free: `x`, `x-2`, `x-3`. */
export function nextFreeId(id: string, isTaken: (id: string) => boolean): string {
  const numbered = /^(.*)-([1-9]\d{0,3})$/.exec(id)
  // A year or a day of a date is no counter.
  const counts = numbered !== null && !/\d{4}-\d{2}(-\d{2})?$/.test(id)
  const base = counts ? (numbered[1] ?? id) : id
  for (let number = counts ? Number(numbered[2]) + 1 : 2; ; number += 1) {
    const next = `${base.slice(0, MAX_ID - 1 - String(number).length)}-${number}`
    if (!isTaken(next)) return next
  }
}
