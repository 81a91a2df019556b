import { createRandom as createNumbers } from '../../bench/fixtures/random.ts'

/** What a seed decides: the same on every machine. */
export interface Random {
  /** A whole number from `min` to `max`, both included. */
  int(min: number, max: number): number
  chance(probability: number): boolean
  /** One of a list; undefined only for an empty one. */
  pick<T>(list: readonly T[]): T | undefined
  /** One of several, each as often as its weight says. */
  weighted<T extends string>(weights: Readonly<Record<T, number>>): T
}

/** See {@link Random}. */
export function createRandom(seed: number): Random {
  const { next, whole: int } = createNumbers(seed)
  return {
    int,
    chance: (probability) => next() < probability,
    pick: (list) => (list.length === 0 ? undefined : list[int(0, list.length - 1)]),
    weighted: <T extends string>(weights: Readonly<Record<T, number>>): T => {
      const names = Object.keys(weights) as T[]
      let rest = next() * names.reduce((sum, name) => sum + weights[name], 0)
      for (const name of names) {
        rest -= weights[name]
        if (rest < 0) return name
      }
      return names.at(-1)!
    },
  }
}
