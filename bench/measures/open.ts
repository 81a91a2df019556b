import { readFileSync } from 'node:fs'
import { launchApp, newPlace, settle } from '../app.ts'
import type { App, Place } from '../app.ts'
import { writeSession } from '../fixtures/generateHome.ts'
import { addLastWords, lastWords } from '../lastWords.ts'
import { median, timed } from '../measure.ts'
import type { Context, Measure } from '../measure.ts'
import { watchLongTasks, watchOpening } from '../page/probes.ts'

const MESSAGES = 5_000
const RUNS = 5

/** Opening a session of 5,000 messages: with the app, by switching to it for the first time, and by coming back to it. */
export const open: Measure = {
  name: 'open',
  run: async (context) => {
    const place = newPlace(context)
    const write = (id: string, messages: number): string => {
      const log = writeSession(place.home, { id, messages, seed: 7, folder: place.home }, 'sdk')
      addLastWords(log, id)
      return log
    }
    const log = write('bench-long', MESSAGES)
    write('bench-short', 20)
    const parsing = await timed(() =>
      readFileSync(log, 'utf8')
        .split('\n')
        .map((line): unknown => (line === '' ? null : JSON.parse(line))),
    )

    await settle(context, place, 'bench-long')
    const cold: number[] = []
    for (let run = 0; run < RUNS; run += 1) cold.push(await openCold(context, place))

    await settle(context, place, 'bench-short')
    const first: number[] = []
    const again: number[] = []
    let longest = 0
    for (let run = 0; run < RUNS; run += 1) {
      const app = await launchApp(context, place)
      await opened(app, 'bench-short')
      await app.page.evaluate(watchLongTasks)
      first.push(await switchTo(app, 'bench-long'))
      longest = Math.max(longest, await app.page.evaluate(() => window.benchLongest))
      await switchTo(app, 'bench-short')
      again.push(await switchTo(app, 'bench-long'))
      await switchTo(app, 'bench-short')
      await app.close()
    }
    return [
      { name: 'open: 5,000 messages, cold', value: median(cold), unit: 'ms', budget: 1_000, better: 'lower' },
      {
        name: 'open: against reading and parsing the log',
        value: median(cold) / parsing,
        unit: 'x',
        budget: null,
        better: 'lower',
      },
      { name: 'open: switched to for the first time', value: median(first), unit: 'ms', budget: 300, better: 'lower' },
      { name: 'open: switched to again', value: median(again), unit: 'ms', budget: 100, better: 'lower' },
      { name: 'open: longest task while switching', value: longest, unit: 'ms', budget: null, better: 'lower' },
    ]
  },
}

async function openCold(context: Context, place: Place): Promise<number> {
  const app = await launchApp(context, place)
  const took = await opened(app, 'bench-long')
  await app.close()
  return took
}

/** From the navigation of the page until the newest answer of `id` is painted. */
async function opened(app: App, id: string): Promise<number> {
  await app.page.evaluate(watchOpening, { marker: lastWords(id), from: 'navigation' as const })
  return app.page.evaluate(() => window.benchOpened)
}

/** From the press of the mouse on the row until the newest answer is painted. */
async function switchTo(app: App, id: string): Promise<number> {
  await app.page.evaluate(watchOpening, { marker: lastWords(id), from: 'press' as const })
  await app.show(id)
  return app.page.evaluate(() => window.benchOpened)
}
