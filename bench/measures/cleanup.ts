import { launchApp, newPlace, settle } from '../app.ts'
import type { App } from '../app.ts'
import { generateHome, writeSession } from '../fixtures/generateHome.ts'
import { timed } from '../measure.ts'
import type { Measure } from '../measure.ts'
import { longestOf, tasksDuring } from '../tasks.ts'

const [SESSIONS, COPIES] = [9_500, 500]
/** As the page writes numbers. */
const written = new Intl.NumberFormat('en')

/**
 * The page that clears out, over 10,000 sessions of which 500 are copies of others: until the use of the disk is shown, until the
 * duplicates are, how long one task of the page takes meanwhile, and how long main works without listening.
 */
export const cleanup: Measure = {
  name: 'cleanup',
  run: async (context) => {
    const place = newPlace(context)
    generateHome({ home: place.home, sessions: SESSIONS, messages: 4, seed: 13 })
    for (let n = 0; n < COPIES; n += 1) {
      // The same is said in it as in the one whose seed it has.
      const seed = 13 * 100_003 + n * 7
      writeSession(place.home, { id: `copy-${n}`, messages: 4, seed, folder: place.home }, 'sdk')
    }
    await settle(context, place, null)
    const app = await launchApp(context, place)
    try {
      await app.page
        .locator(`[role="option"][aria-setsize="${SESSIONS + COPIES}"]`)
        .first()
        .waitFor()
      // What comes with the start is over: the index is told of every session, and the runtime begins.
      await app.page.waitForTimeout(5_000)
      const page = app.page.getByRole('main')
      const total = page.locator('.tick-total')
      await app.page.keyboard.press('ControlOrMeta+k')
      await app.page.getByRole('dialog').waitFor()
      await app.page.keyboard.type('clean up')
      const shown = await watched(app, async () => {
        await app.page.keyboard.press('Enter')
        const from = performance.now()
        const since = async (what: Promise<unknown>): Promise<number> => {
          await what
          return performance.now() - from
        }
        const [disk, rule] = await Promise.all([
          since(
            page
              .locator('.disk-total')
              .filter({ hasText: `${written.format(SESSIONS + COPIES)} ` })
              .waitFor(),
          ),
          since(total.filter({ hasText: /^[1-9]/ }).waitFor()),
        ])
        return { disk, rule }
      })
      await page.getByRole('radio', { name: 'Duplicates' }).check()
      const found = await watched(app, () =>
        timed(async () => {
          await page.getByRole('button', { name: 'Look for duplicates' }).click()
          await total.filter({ hasText: new RegExp(`^${written.format(COPIES)} `, 'u') }).waitFor({ timeout: 120_000 })
        }),
      )
      const line = (what: string, value: number, budget: number | null) =>
        ({ name: `cleanup: ${what}`, value, unit: 'ms', budget, better: 'lower' }) as const
      return [
        line('what a rule finds is shown', shown.value.rule, 1_000),
        line('disk use is shown', shown.value.disk, 3_000),
        line('duplicates are shown', found.value, 10_000),
        line('longest task of the page, opening it', shown.page.worked, 50),
        line('longest task of the page, duplicates', found.page.worked, 50),
        line('main works without listening, opening it', shown.main, 16),
        line('main works without listening, duplicates', found.main, 16),
      ]
    } finally {
      await app.close()
    }
  },
}

/** What `use` gives, the longest task of the page meanwhile, and for how long main worked at once without coming back to its loop (ms). */
async function watched<T>(
  app: App,
  use: () => Promise<T>,
): Promise<{
  readonly value: T
  readonly page: { readonly took: number; readonly worked: number }
  readonly main: number
}> {
  await app.electron.evaluate(() => {
    // By the processor time of its thread: what else the machine does is not in it.
    const time = (): number => {
      const { user, system } = process.threadCpuUsage()
      return (user + system) / 1_000
    }
    const watch = { longest: 0, last: time(), timer: setInterval(() => undefined, 1e9) }
    clearInterval(watch.timer)
    watch.timer = setInterval(() => {
      const now = time()
      watch.longest = Math.max(watch.longest, now - watch.last)
      watch.last = now
    }, 1)
    Object.assign(globalThis, { benchLoop: watch })
  })
  const { value, tasks } = await tasksDuring(app, use)
  const main = await app.electron.evaluate(() => {
    const { benchLoop } = globalThis as unknown as { benchLoop: { longest: number; timer: NodeJS.Timeout } }
    clearInterval(benchLoop.timer)
    return benchLoop.longest
  })
  return { value, page: longestOf(tasks), main }
}
