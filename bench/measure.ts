/** One number with what it may be at most (or at least, when more is better); null for what is only told. */
export interface Result {
  readonly name: string
  readonly value: number
  readonly unit: 'ms' | 'x' | 'per s' | 'MB' | 'MB/s' | '%' | 'files'
  readonly budget: number | null
  readonly better: 'lower' | 'higher'
}

/** What a measure is given. */
export interface Context {
  /** The repository. */
  readonly root: string
  /** Electron, or its stand-in. */
  readonly executable: string
  /** A new folder, removed at the end. */
  readonly folder: () => string
  /** Says on stderr what is going on. */
  readonly note: (text: string) => void
}

/** A module of bench/measures. */
export interface Measure {
  readonly name: string
  readonly run: (context: Context) => Promise<readonly Result[]>
}

/** The middle value. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5)
}

/** The value below which a share `q` (0 to 1) of the values lies. */
export function quantile(values: readonly number[], q: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? Number.NaN
}

/** Milliseconds that `work` takes. */
export async function timed(work: () => unknown): Promise<number> {
  const from = performance.now()
  await work()
  return performance.now() - from
}

/**
 * Medians of two works that are timed in turns, so that whatever slows the machine down slows both, and of the ratios
 * of each turn; the first turn warms up and does not count.
 */
export async function compare(
  times: number,
  ours: () => Promise<number> | number,
  baseline: () => Promise<number> | number,
): Promise<{ readonly ours: number; readonly baseline: number; readonly ratio: number }> {
  const a: number[] = []
  const b: number[] = []
  for (let turn = 0; turn <= times; turn += 1) {
    a.push(await ours())
    b.push(await baseline())
  }
  const ratios = a.map((one, turn) => one / (b[turn] ?? Number.NaN)).slice(1)
  return { ours: median(a.slice(1)), baseline: median(b.slice(1)), ratio: median(ratios) }
}
