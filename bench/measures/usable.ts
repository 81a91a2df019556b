import { join } from 'node:path'
import { close, launch, launchApp, newPlace, settle } from '../app.ts'
import type { Place } from '../app.ts'
import { compare } from '../measure.ts'
import type { Context, Measure } from '../measure.ts'

const RUNS = 7

/** From the start of the process until the message box of the last session has taken a key, against an app that is one message box. */
export const usable: Measure = {
  name: 'usable',
  run: async (context) => {
    const place = newPlace(context)
    const app = await launchApp(context, place)
    await app.call('session.create', {
      id: 'bench-usable',
      title: 'Usable',
      kind: 'chat',
      folder: null,
      model: { providerId: 'practice', model: 'practice' },
    })
    await app.close()
    await settle(context, place, 'bench-usable')
    const empty = newPlace(context)
    const { ours, baseline, ratio } = await compare(
      RUNS,
      () => startUntilKey(context, context.root, place),
      () => startUntilKey(context, join(context.root, 'bench/emptyApp'), empty),
    )
    return [
      { name: 'usable: Retoma', value: ours, unit: 'ms', budget: null, better: 'lower' },
      { name: 'usable: an empty app', value: baseline, unit: 'ms', budget: null, better: 'lower' },
      { name: 'usable: against an empty app', value: ratio, unit: 'x', budget: 1.6, better: 'lower' },
    ]
  },
}

/** From the start of an app's process until its message box has taken a key, in milliseconds. */
export async function startUntilKey(context: Context, folder: string, place: Place): Promise<number> {
  const from = performance.now()
  const electron = await launch(context, folder, place)
  const page = await electron.firstWindow()
  const box = page.getByRole('textbox', { name: 'Message', exact: true })
  await box.press('x')
  await page.waitForFunction(() => [...document.querySelectorAll('textarea')].some(({ value }) => value.endsWith('x')))
  const took = performance.now() - from
  // The draft must not grow from run to run.
  await box.press('Backspace')
  await close(electron)
  return took
}
