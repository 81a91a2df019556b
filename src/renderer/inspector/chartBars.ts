import { totalOf, type TurnUsage } from '../../shared/usage.ts'

/** One turn in the chart; heights are shares of the highest, 0 to 1. */
export interface Bar {
  readonly turnId: string
  readonly at: number
  readonly input: number
  readonly output: number
  readonly inputHeight: number
  readonly outputHeight: number
}

/** The turns as bars. What was kept before all requests of a turn were counted is as high as the last one alone. */
export function barsOf(turns: readonly TurnUsage[]): readonly Bar[] {
  const sums = turns.map(({ turnId, at, usage }) => {
    const total = usage.models === undefined ? usage : totalOf(usage.models)
    return { turnId, at, input: total.inputTokens, output: total.outputTokens }
  })
  const highest = Math.max(1, ...sums.map(({ input, output }) => input + output))
  return sums.map((sum) => ({ ...sum, inputHeight: sum.input / highest, outputHeight: sum.output / highest }))
}
