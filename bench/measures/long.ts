import { launchApp, newPlace, settle } from '../app.ts'
import type { App, Place } from '../app.ts'
import { writeSession } from '../fixtures/generateHome.ts'
import { addLastWords, lastWords } from '../lastWords.ts'
import { median } from '../measure.ts'
import type { Context, Measure } from '../measure.ts'
import { climb, watchOpening } from '../page/probes.ts'
import { heapOf } from '../heap.ts'
import { longestOf, tasksDuring } from '../tasks.ts'
import type { Task } from '../tasks.ts'

/** Prompts and answers; with the events around them and the tools that makes 50,000 events, and 1,000. */
const LONG = 12_200
const SHORT = 244
const RUNS = 5

/** A session of 50,000 events: opened against one of 1,000, scrolled through to its first message, switched to and from, and what that costs in memory. */
export const long: Measure = {
  name: 'long',
  run: async (context) => {
    const place = newPlace(context)
    for (const [id, messages, seed] of [
      ['bench-a', LONG, 11],
      ['bench-b', LONG, 12],
      ['bench-thousand', SHORT, 13],
      ['bench-six', 6, 15],
      ['bench-start', 6, 14],
    ] as const) {
      addLastWords(writeSession(place.home, { id, messages, seed, folder: place.home }, 'sdk'), id)
    }

    const first: number[] = []
    const ratios: number[] = []
    const least: number[] = []
    for (let run = 0; run < RUNS; run += 1) {
      const app = await startAtSmall(context, place)
      // The page of the first one is colder: each of them is that in its turn.
      const order = run % 2 === 0 ? (['bench-a', 'bench-thousand'] as const) : (['bench-thousand', 'bench-a'] as const)
      const took = new Map<string, number>()
      for (const id of order) took.set(id, await switchTo(app, id))
      first.push(took.get('bench-a') ?? Number.NaN)
      ratios.push((took.get('bench-a') ?? Number.NaN) / (took.get('bench-thousand') ?? Number.NaN))
      least.push(await switchTo(app, 'bench-six'))
      await app.close()
    }

    const walked = await walk(context, place)
    return [
      { name: 'long: 50,000 events, first shown', value: median(first), unit: 'ms', budget: 400, better: 'lower' },
      { name: 'long: six messages, after those', value: median(least), unit: 'ms', budget: null, better: 'lower' },
      { name: 'long: against 1,000 events', value: median(ratios), unit: 'x', budget: 1.5, better: 'lower' },
      {
        name: 'long: scrolled to the start, longest task',
        value: walked.longest.took,
        unit: 'ms',
        budget: 50,
        better: 'lower',
      },
      {
        name: 'long: the same, in processor time',
        value: walked.longest.worked,
        unit: 'ms',
        budget: 50,
        better: 'lower',
      },
      { name: 'long: scrolled to the start', value: walked.took, unit: 'ms', budget: null, better: 'lower' },
      { name: 'long: JS heap of the page after it', value: walked.heap, unit: 'MB', budget: null, better: 'lower' },
      ...(walked.process === null
        ? []
        : [
            {
              name: 'long: the process of the page after it',
              value: walked.process,
              unit: 'MB',
              budget: 300,
              better: 'lower',
            } as const,
          ]),
      { name: 'long: switched between two of them', value: walked.again, unit: 'ms', budget: 100, better: 'lower' },
    ]
  },
}

async function walk(
  context: Context,
  place: Place,
): Promise<{
  readonly longest: Task
  readonly took: number
  readonly heap: number
  readonly process: number | null
  readonly again: number
}> {
  const app = await startAtSmall(context, place)
  await switchTo(app, 'bench-b')
  await switchTo(app, 'bench-a')
  const { value, tasks } = await tasksDuring(app, () => app.page.evaluate(climb, 1_200))
  const { took, turns, frames } = value
  const over = [tasks.filter((task) => task.took > 50).length, tasks.filter(({ worked }) => worked > 50).length]
  context.note(`scrolled through in ${frames} frames; ${turns} turns in the page at the start`)
  context.note(`tasks over 50 ms: ${over[0]}; in processor time: ${over[1]}`)
  const { heap, nodes, process } = await heapOf(app)
  context.note(`${nodes} nodes`)
  const again: number[] = []
  for (let run = 0; run < RUNS; run += 1) {
    again.push(await switchTo(app, 'bench-b'))
    // At its first message, where it was left.
    await app.show('bench-a')
    await app.page.locator('[data-turn-id]').first().waitFor()
  }
  await app.close()
  return { longest: longestOf(tasks), took, heap, process, again: median(again) }
}

/** Starts with the small session shown: each start comes back to where the one before it was left. */
async function startAtSmall(context: Context, place: Place): Promise<App> {
  await settle(context, place, 'bench-start')
  const app = await launchApp(context, place)
  await app.page.evaluate(watchOpening, { marker: lastWords('bench-start'), from: 'navigation' as const })
  await app.page.evaluate(() => window.benchOpened)
  return app
}

/** From the press of the mouse on the row until the newest answer is painted. */
async function switchTo(app: App, id: string): Promise<number> {
  await app.page.evaluate(watchOpening, { marker: lastWords(id), from: 'press' as const })
  await app.show(id)
  return app.page.evaluate(() => window.benchOpened)
}
