const DAY = 86_400_000

/** How many days, begun ones included, something stays that goes at a time; null when it stays. */
export function daysLeft(goesAt: number | null, now: number): number | null {
  return goesAt === null ? null : Math.max(0, Math.ceil((goesAt - now) / DAY))
}
