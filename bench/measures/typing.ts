import { launchApp, newPlace, settle } from '../app.ts'
import { startClockModel } from '../clockModel.ts'
import { median, quantile } from '../measure.ts'
import type { Measure } from '../measure.ts'
import { watchKeys } from '../page/probes.ts'
import { makeStreams, startStreams } from '../streams.ts'

const STREAMS = 4
const TEXT = 'The quick brown fox jumps over the lazy dog while four answers are streaming in. '
const RUNS = 3
/** About as fast as a person types. */
const KEY_MS = 60

/** From a key press in the message box until it is painted, while four sessions stream, one of them on screen. */
export const typing: Measure = {
  name: 'typing',
  run: async (context) => {
    const model = await startClockModel()
    const place = newPlace(context)
    await settle(context, place, null)
    const app = await launchApp(context, place)
    try {
      const ids = await makeStreams(app, model, STREAMS)
      await app.show(ids[0] ?? '')
      model.pace.perSecond = 200
      model.pace.seconds = 30
      await startStreams(app, model, ids)
      await app.composer.focus()
      await app.page.evaluate(watchKeys)
      const runs: (readonly number[])[] = []
      for (let run = 0; run < RUNS; run += 1) {
        await app.page.evaluate(() => {
          window.benchSamples = []
        })
        await app.composer.pressSequentially(TEXT, { delay: KEY_MS })
        await app.page.waitForFunction((count) => window.benchSamples.length >= count, TEXT.length)
        runs.push(await app.page.evaluate(() => window.benchSamples))
      }
      const middle = (q: number): number => median(runs.map((samples) => quantile(samples, q)))
      for (const id of ids) await app.call('session.stop', { id })
      return [
        { name: 'typing: key to paint, p50', value: middle(0.5), unit: 'ms', budget: null, better: 'lower' },
        { name: 'typing: key to paint, p95', value: middle(0.95), unit: 'ms', budget: 50, better: 'lower' },
      ]
    } finally {
      await app.close()
      await model.close()
    }
  },
}
