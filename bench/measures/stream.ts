import type { Page } from '@playwright/test'
import { launchApp, newPlace, settle } from '../app.ts'
import { startClockModel } from '../clockModel.ts'
import { quantile } from '../measure.ts'
import type { Measure } from '../measure.ts'
import { watchClock, watchLongTasks } from '../page/probes.ts'
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
      // One answer first: the runtime starts with it.
      model.pace.perSecond = 20
      model.pace.seconds = 1
      await startStreams(app, model, ids)
      await answered(app.page, 1)
      model.pace.perSecond = PER_SECOND
      model.pace.seconds = SECONDS
      await app.page.evaluate(watchLongTasks)
      await app.page.evaluate(watchClock)
      await startStreams(app, model, ids)
      await answered(app.page, 2)
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

/** Resolves when the shown session has `count` finished turns. */
async function answered(page: Page, count: number): Promise<void> {
  await page.waitForFunction(
    async (wanted) => {
      const bridge = (globalThis as unknown as { retoma: { call(name: string, input: unknown): Promise<unknown> } })
        .retoma
      const reply = (await bridge.call('session.open', { id: 'bench-stream-1' })) as {
        value: { state: { turns: { outcome: string }[]; active: unknown } }
      }
      return reply.value.state.active === null && reply.value.state.turns.length >= wanted
    },
    count,
    { polling: 500, timeout: 60_000 },
  )
}
