import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { launchApp, newPlace, settle } from '../app.ts'
import { startClockModel } from '../clockModel.ts'
import { median, quantile } from '../measure.ts'
import type { Measure } from '../measure.ts'
import { watchKeys } from '../page/probes.ts'
import { makeStreams } from '../streams.ts'

const FOLDERS = 500
const FILES = 100
const SESSION = 'bench-completing'
const TYPED = '@folder250/file-77.ts'
const RUNS = 3
const KEY_MS = 60

/** From a key press until it is painted while the list of files is open, in a folder of 50,000 files; and how long a list takes. */
export const completing: Measure = {
  name: 'completing',
  run: async (context) => {
    const model = await startClockModel()
    const place = newPlace(context)
    const folder = context.folder()
    for (let outer = 0; outer < FOLDERS; outer += 1) {
      mkdirSync(join(folder, `folder${outer}`))
      for (let inner = 0; inner < FILES; inner += 1)
        writeFileSync(join(folder, `folder${outer}`, `file-${inner}.ts`), '')
    }
    await settle(context, place, null)
    const app = await launchApp(context, place)
    try {
      await makeStreams(app, model, 1)
      const provider = (await app.call('provider.list', {})).find(({ kind }) => kind === 'openai')
      const choice = { providerId: provider?.id ?? '', model: 'clock' }
      await app.call('session.create', { id: SESSION, title: SESSION, kind: 'agent', folder, model: choice })
      const timed = async (query: string): Promise<number> => {
        const from = performance.now()
        await app.call('file.find', { id: SESSION, query })
        return performance.now() - from
      }
      const first = await timed('')
      const next: number[] = []
      for (const query of ['f', 'file', 'fo25f7', 'folder99/file', '77']) next.push(await timed(query))
      await app.show(SESSION)
      await app.composer.focus()
      await app.page.evaluate(watchKeys)
      const runs: (readonly number[])[] = []
      for (let run = 0; run < RUNS; run += 1) {
        await app.composer.fill('')
        await app.page.evaluate(() => {
          window.benchSamples = []
        })
        await app.composer.pressSequentially(TYPED, { delay: KEY_MS })
        await app.page.waitForFunction((count) => window.benchSamples.length >= count, TYPED.length)
        await app.page.locator('.completion').waitFor()
        runs.push(await app.page.evaluate(() => window.benchSamples))
      }
      const p95 = median(runs.map((samples) => quantile(samples, 0.95)))
      return [
        { name: 'completing: key to paint, p95', value: p95, unit: 'ms', budget: 50, better: 'lower' },
        { name: 'completing: 50,000 files, first list', value: first, unit: 'ms', budget: null, better: 'lower' },
        { name: 'completing: 50,000 files, next list', value: median(next), unit: 'ms', budget: 50, better: 'lower' },
      ]
    } finally {
      await app.close()
      await model.close()
    }
  },
}
