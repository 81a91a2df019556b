import { launchApp, newPlace, settle } from '../app.ts'
import type { App } from '../app.ts'
import { startClockModel } from '../clockModel.ts'
import { median, quantile } from '../measure.ts'
import type { Measure } from '../measure.ts'
import { watchClock, watchEnd, watchLongTasks } from '../page/probes.ts'
import { received, watchReceived } from '../received.ts'
import { makeStreams, startStreams } from '../streams.ts'

const PER_SECOND = 900
const SECONDS = 6
const RUNS = 3
/** Three frames of a display with 60 of them. */
const THREE_FRAMES = 50

/** What one answer gave. */
interface Run {
  readonly painted: number
  readonly fromRuntime: readonly number[]
  readonly fromModel: readonly number[]
  readonly longest: number
}

/** From the moment that main gets a word from the runtime until it is painted, while 900 come in a second. */
export const stream: Measure = {
  name: 'stream',
  run: async (context) => {
    const model = await startClockModel()
    const place = newPlace(context)
    await settle(context, place, null)
    const app = await launchApp(context, place)
    try {
      const ids = await makeStreams(app, model, 1)
      await app.show(ids[0] ?? '')
      const answer = async (): Promise<void> => {
        await app.page.evaluate(watchEnd, ids[0] ?? '')
        await startStreams(app, model, ids)
        await app.page.evaluate(() => window.benchEnded)
      }
      // A short answer first: the runtime starts with it.
      Object.assign(model.pace, { perSecond: 20, seconds: 1 })
      await answer()
      Object.assign(model.pace, { perSecond: PER_SECOND, seconds: SECONDS })
      const runs: Run[] = []
      for (let run = 0; run < RUNS; run += 1) runs.push(await measured(app, answer))
      const middle = (of: (run: Run) => number): number => median(runs.map(of))
      return [
        {
          name: 'stream: words painted',
          value: middle(({ painted }) => painted / SECONDS),
          unit: 'per s',
          budget: 800,
          better: 'higher',
        },
        {
          name: 'stream: runtime to paint, p50',
          value: middle(({ fromRuntime }) => quantile(fromRuntime, 0.5)),
          unit: 'ms',
          budget: null,
          better: 'lower',
        },
        {
          name: 'stream: runtime to paint, p95',
          value: middle(({ fromRuntime }) => quantile(fromRuntime, 0.95)),
          unit: 'ms',
          budget: THREE_FRAMES,
          better: 'lower',
        },
        {
          name: 'stream: model to paint, p95',
          value: middle(({ fromModel }) => quantile(fromModel, 0.95)),
          unit: 'ms',
          budget: null,
          better: 'lower',
        },
        {
          name: 'stream: longest task',
          value: middle(({ longest }) => longest),
          unit: 'ms',
          budget: 50,
          better: 'lower',
        },
      ]
    } finally {
      await app.close()
      await model.close()
    }
  },
}

async function measured({ page, electron }: App, answer: () => Promise<void>): Promise<Run> {
  await watchReceived(electron)
  const stopTasks = await page.evaluateHandle(watchLongTasks)
  const stopClock = await page.evaluateHandle(watchClock)
  await answer()
  const { painted, longest } = await page.evaluate(() => ({
    painted: window.benchPainted,
    longest: window.benchLongest,
  }))
  await stopTasks.evaluate((stop) => stop())
  await stopClock.evaluate((stop) => stop())
  const arrived = await received(electron)
  return {
    painted: painted.length,
    fromModel: painted.map(([time, at]) => at - time),
    fromRuntime: painted.flatMap(([time, at]) => {
      const from = arrived.get(time)
      return from === undefined ? [] : [at - from]
    }),
    longest,
  }
}
