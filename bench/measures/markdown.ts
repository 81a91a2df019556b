import { launchApp, newPlace, settle } from '../app.ts'
import type { App } from '../app.ts'
import { startClockModel } from '../clockModel.ts'
import { longAnswer } from '../fixtures/longAnswer.ts'
import { median } from '../measure.ts'
import type { Measure } from '../measure.ts'
import { watchEnd, watchOpening } from '../page/probes.ts'
import { makeStreams, startStreams } from '../streams.ts'
import { longestOf, tasksDuring } from '../tasks.ts'
import type { Task } from '../tasks.ts'

const CHARACTERS = 200_000
const PER_SECOND = 900
/** About five tokens: 200,000 characters take some eleven seconds. */
const PIECE = 20
const RUNS = 3

/** A long answer of headings, lists, tables, code and formulas: while it streams, and when it is laid out as a whole. */
export const markdown: Measure = {
  name: 'markdown',
  run: async (context) => {
    const model = await startClockModel()
    const place = newPlace(context)
    await settle(context, place, null)
    const app = await launchApp(context, place)
    try {
      const longest: Task[] = []
      const laidOut: number[] = []
      const ids = await makeStreams(app, model, RUNS + 1)
      const [short = '', ...long] = ids
      await app.show(short)
      // A short answer first: the runtime starts with it.
      Object.assign(model.pace, { perSecond: 20, seconds: 1 })
      await answer(app, short, () => startStreams(app, model, [short]))
      for (const [run, id] of long.entries()) {
        const end = `the end of answer ${run}`
        const text = longAnswer(CHARACTERS, end)
        const pieces = Array.from({ length: Math.ceil(text.length / PIECE) }, (_, n) =>
          text.slice(n * PIECE, (n + 1) * PIECE),
        )
        Object.assign(model.pace, { perSecond: PER_SECOND, seconds: pieces.length / PER_SECOND, pieces })
        await app.show(id)
        const { tasks } = await tasksDuring(app, () => answer(app, id, () => startStreams(app, model, [id])))
        longest.push(longestOf(tasks))
        await app.show(short)
        await app.page.evaluate(watchOpening, { marker: end, from: 'press' as const })
        await app.show(id)
        laidOut.push(await app.page.evaluate(() => window.benchOpened))
      }
      return [
        {
          name: 'markdown: longest task while 200 KB stream',
          value: median(longest.map(({ took }) => took)),
          unit: 'ms',
          budget: 50,
          better: 'lower',
        },
        {
          name: 'markdown: the same, in processor time',
          value: median(longest.map(({ worked }) => worked)),
          unit: 'ms',
          budget: 50,
          better: 'lower',
        },
        { name: 'markdown: 200 KB laid out', value: median(laidOut), unit: 'ms', budget: null, better: 'lower' },
      ]
    } finally {
      await app.close()
      await model.close()
    }
  },
}

/** Resolves when the answer that `start` begins has ended. */
async function answer(app: App, id: string, start: () => Promise<void>): Promise<void> {
  await app.page.evaluate(watchEnd, id)
  await start()
  await app.page.evaluate(() => window.benchEnded)
}
