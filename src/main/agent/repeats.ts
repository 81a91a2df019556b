/** Finds events that are delivered again: the runtime repeats them when a stream runs far ahead of its reader. */
export interface Repeats {
  /** True when this id was seen in this turn or the one before. */
  isRepeat(id: string): boolean
  /** A new turn: ids of the turn before the last are forgotten. */
  turn(): void
}

export function createRepeats(): Repeats {
  let now = new Set<string>()
  let before = new Set<string>()
  return {
    isRepeat: (id) => {
      if (now.has(id) || before.has(id)) return true
      now.add(id)
      return false
    },
    turn: () => {
      before = now
      now = new Set()
    },
  }
}
