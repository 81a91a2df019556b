import { close, launch, launchApp, newPlace, settle } from '../app.ts'
import type { Place } from '../app.ts'
import { generateHome } from '../fixtures/generateHome.ts'
import { compare, median } from '../measure.ts'
import type { Context, Measure } from '../measure.ts'
import { startUntilKey } from './usable.ts'

const [MANY, FEW] = [10_000, 10]
const RUNS = 5

/** From the start of the process until the message box has taken a key, with 10,000 sessions in the home against 10. */
export const usableMany: Measure = {
  name: 'usableMany',
  run: async (context) => {
    const [many, few] = [await withSessions(context, MANY), await withSessions(context, FEW)]
    const { ours, baseline, ratio } = await compare(
      RUNS,
      () => startUntilKey(context, context.root, many),
      () => startUntilKey(context, context.root, few),
    )
    const listed: number[] = []
    for (let run = 0; run < RUNS; run += 1) listed.push(await paintUntilListed(context, many))
    return [
      { name: 'usableMany: 10,000 sessions', value: ours, unit: 'ms', budget: null, better: 'lower' },
      { name: 'usableMany: 10 sessions', value: baseline, unit: 'ms', budget: null, better: 'lower' },
      { name: 'usableMany: 10,000 against 10', value: ratio, unit: 'x', budget: 1.3, better: 'lower' },
      {
        name: 'usableMany: all 10,000 listed after the first paint',
        value: median(listed),
        unit: 'ms',
        budget: 1_000,
        better: 'lower',
      },
    ]
  },
}

/** From the first paint, which has the rows at the top of the list, until the list has all of them, in milliseconds. */
async function paintUntilListed(context: Context, place: Place): Promise<number> {
  const electron = await launch(context, context.root, place)
  const page = await electron.firstWindow()
  const listed = await page.waitForFunction((count) => {
    const [paint] = performance.getEntriesByName('first-contentful-paint')
    const total = Number(document.querySelector('[aria-setsize]')?.getAttribute('aria-setsize') ?? -1)
    if (paint === undefined || total < count) return false
    return performance.now() - paint.startTime
  }, MANY)
  const took = (await listed.jsonValue()) as number
  await close(electron)
  return took
}

/** A home that was opened before, so that only starting is measured; the last session has nothing in it. */
async function withSessions(context: Context, sessions: number): Promise<Place> {
  const place = newPlace(context)
  generateHome({ home: place.home, sessions, messages: 4, seed: 10 })
  const app = await launchApp(context, place)
  const model = { providerId: 'practice', model: 'practice' }
  await app.call('session.create', { id: 'bench-usable', title: 'Usable', kind: 'chat', folder: null, model })
  await app.close()
  await settle(context, place, 'bench-usable')
  return place
}
