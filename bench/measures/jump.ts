import { launchApp, newPlace, settle } from '../app.ts'
import type { App, Place } from '../app.ts'
import { writeSession } from '../fixtures/generateHome.ts'
import { addLastWords, lastWords } from '../lastWords.ts'
import { median } from '../measure.ts'
import type { Context, Measure } from '../measure.ts'
import { watchMarked, watchOpening } from '../page/probes.ts'

/** Prompts and answers; with the events around them and the tools that makes 50,000 events. */
const MESSAGES = 12_200
const RUNS = 5
const ID = 'bench-marked'
/** Where the marked prompts stand: in the first turn, in the middle, and in the last but a few, of all. */
const places = [
  ['first message', 0],
  ['middle', 0.5],
  ['near the end', 0.999],
] as const

/** From the list of all bookmarks to a marked message of a session of 50,000 events that is not open, against opening that session. */
export const jump: Measure = {
  name: 'jump',
  run: async (context) => {
    const place = newPlace(context)
    addLastWords(writeSession(place.home, { id: ID, messages: MESSAGES, seed: 11, folder: place.home }, 'sdk'), ID)
    addLastWords(
      writeSession(place.home, { id: 'bench-start', messages: 6, seed: 14, folder: place.home }, 'sdk'),
      'bench-start',
    )
    const marks = await setMarks(context, place)
    const took = new Map<string, number[]>()
    const opened: number[] = []
    for (let run = 0; run < RUNS; run += 1) {
      for (const [name, turnId] of marks) {
        const app = await startAtSmall(context, place)
        took.set(name, [...(took.get(name) ?? []), await jumpTo(app, name, turnId)])
        await app.close()
      }
      const app = await startAtSmall(context, place)
      // It would open where the last jump led.
      await app.call('anchor.save', { id: ID, anchor: { turnId: 'end', offset: 0, atEnd: true } })
      await app.page.evaluate(watchOpening, { marker: lastWords(ID), from: 'press' as const })
      await app.show(ID)
      opened.push(await app.page.evaluate(() => window.benchOpened))
      await app.close()
    }
    const worst = Math.max(...marks.map(([name]) => median(took.get(name) ?? [])))
    return [
      ...marks.map(([name]) => ({
        name: `jump: to a bookmark, ${name}`,
        value: median(took.get(name) ?? []),
        unit: 'ms' as const,
        budget: 300,
        better: 'lower' as const,
      })),
      {
        name: 'jump: the slowest against opening at the end',
        value: worst / median(opened),
        unit: 'x',
        budget: null,
        better: 'lower',
      },
    ]
  },
}

/** Marks a prompt at each of the places; by name, the turn. */
async function setMarks(context: Context, place: Place): Promise<readonly (readonly [string, string])[]> {
  const app = await launchApp(context, place)
  const outline = await app.call('session.outline', { id: ID })
  const marks: (readonly [string, string])[] = []
  for (const [name, share] of places) {
    const turnId = outline[Math.floor(share * (outline.length - 1))]?.turnId ?? ''
    await app.call('bookmark.add', { sessionId: ID, turnId, itemId: null, name, description: '' })
    marks.push([name, turnId])
  }
  await app.close()
  return marks
}

/** Starts with the small session shown: each start comes back to where the one before it was left. */
async function startAtSmall(context: Context, place: Place): Promise<App> {
  await settle(context, place, 'bench-start')
  const app = await launchApp(context, place)
  await app.page.evaluate(watchOpening, { marker: lastWords('bench-start'), from: 'navigation' as const })
  await app.page.evaluate(() => window.benchOpened)
  return app
}

/** From the press of the mouse in the list of bookmarks until the marked message stands in the view and is painted. */
async function jumpTo(app: App, name: string, turnId: string): Promise<number> {
  await app.page.keyboard.press('ControlOrMeta+Shift+d')
  const option = app.page.getByRole('dialog').getByRole('option').filter({ hasText: name })
  await option.waitFor()
  await app.page.evaluate(watchMarked, turnId)
  await option.click()
  return app.page.evaluate(() => window.benchOpened)
}
