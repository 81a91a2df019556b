import { launchApp, newPlace, settle } from '../app.ts'
import { generateHome } from '../fixtures/generateHome.ts'
import { median, quantile, timed } from '../measure.ts'
import type { Measure } from '../measure.ts'
import { watchKeys, watchLongTasks } from '../page/probes.ts'

const SESSIONS = 10_000
const RUNS = 3
/** About as fast as a person types. */
const KEY_MS = 90
/** Words that many prompts have, few, and none; and operators, before and after they are finished. */
const TEXTS = ['the cache', 'generated-1-77', 'zzzz', 'is:unread ', '-in:nowhere since:2y the '] as const

/** From a key press in the filter of a list of 10,000 sessions until the frame after it is painted; and arranging all of them. */
export const filter: Measure = {
  name: 'filter',
  run: async (context) => {
    const place = newPlace(context)
    generateHome({ home: place.home, sessions: SESSIONS, messages: 2, seed: 1 })
    await settle(context, place, null)
    const app = await launchApp(context, place)
    try {
      const box = app.page.getByRole('textbox', { name: 'Filter sessions' })
      const shown = app.page.locator('#list-views')
      await shown.filter({ hasText: '10,000' }).waitFor()
      // What comes with the start is over: the index is told of every session, and the runtime begins.
      await app.page.waitForTimeout(3_000)
      await box.focus()
      await app.page.evaluate(watchKeys)
      await app.page.evaluate(watchLongTasks)
      const runs: (readonly number[])[] = []
      for (let run = 0; run < RUNS; run += 1) {
        await app.page.evaluate(() => {
          window.benchSamples = []
        })
        let keys = 0
        for (const text of TEXTS) {
          await box.pressSequentially(text, { delay: KEY_MS })
          await box.press('Escape')
          await box.press('Escape')
          keys += text.length + 2
          await shown.filter({ hasText: '10,000' }).waitFor()
          await box.focus()
        }
        await app.page.waitForFunction((count) => window.benchSamples.length >= count, keys)
        runs.push(await app.page.evaluate(() => window.benchSamples))
      }
      const longest = await app.page.evaluate(() => window.benchLongest)
      const arranged: number[] = []
      for (const name of ['Folder', 'No groups', 'Day'] as const) {
        await app.page.getByRole('button', { name: 'Group and sort' }).click()
        const item = app.page.getByRole('menuitemcheckbox', { name, exact: true })
        await item.waitFor()
        arranged.push(
          await timed(async () => {
            await item.click()
            await item.waitFor({ state: 'detached' })
          }),
        )
      }
      const middle = (q: number): number => median(runs.map((samples) => quantile(samples, q)))
      return [
        { name: 'filter: key to paint, p50', value: middle(0.5), unit: 'ms', budget: null, better: 'lower' },
        { name: 'filter: key to paint, p95', value: middle(0.95), unit: 'ms', budget: 50, better: 'lower' },
        { name: 'filter: longest task', value: longest, unit: 'ms', budget: null, better: 'lower' },
        { name: 'filter: another grouping', value: median(arranged), unit: 'ms', budget: null, better: 'lower' },
      ]
    } finally {
      await app.close()
    }
  },
}
