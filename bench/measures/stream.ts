import { launchApp, newPlace, settle } from '../app.ts'
import { startClockModel } from '../clockModel.ts'
import { quantile } from '../measure.ts'
import type { Measure } from '../measure.ts'
import { watchClock, watchEnd, watchLongTasks } from '../page/probes.ts'
import { makeStreams, startStreams } from '../streams.ts'

const PER_SECOND = 900
const SECONDS = 8
/** Three frames of a display with 60 of them. */
const THREE_FRAMES = 50

/** From the moment that the model sends a word until it is painted, while 900 come in a second: the runtime's share is in it. */
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
      await app.page.evaluate(watchLongTasks)
      await app.page.evaluate(watchClock)
      await answer()
      const { samples, longest } = await app.page.evaluate(() => ({
        samples: window.benchSamples,
        longest: window.benchLongest,
      }))
      return [
        { name: 'stream: words painted', value: samples.length / SECONDS, unit: 'per s', budget: 800, better: 'more' },
        { name: 'stream: word to paint, p50', value: quantile(samples, 0.5), unit: 'ms', budget: null, better: 'less' },
        {
          name: 'stream: word to paint, p95',
          value: quantile(samples, 0.95),
          unit: 'ms',
          budget: THREE_FRAMES,
          better: 'less',
        },
        { name: 'stream: longest task', value: longest, unit: 'ms', budget: 50, better: 'less' },
      ]
    } finally {
      await app.close()
      await model.close()
    }
  },
}
