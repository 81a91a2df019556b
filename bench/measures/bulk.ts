import type { ItemResult } from '../../src/shared/model/keeping.ts'
import { launchApp, newPlace, settle } from '../app.ts'
import { generateHome } from '../fixtures/generateHome.ts'
import { timed } from '../measure.ts'
import type { Measure } from '../measure.ts'

const SESSIONS = 500

/** Moving 500 sessions to the trash, each copied, compared and deleted by the runtime; bringing them back; deleting them for good. */
export const bulk: Measure = {
  name: 'bulk',
  run: async (context) => {
    const place = newPlace(context)
    const ids = generateHome({ home: place.home, sessions: SESSIONS, messages: 20, seed: 11 })
    await settle(context, place, null)
    const app = await launchApp(context, place)
    try {
      // A person has had the runtime up for a while by then.
      await app.call('app.restartRuntime', {})
      const whole = (results: readonly ItemResult[]): void => {
        if (results.length !== SESSIONS || results.some(({ error }) => error !== null))
          throw new Error('Not all of them went.')
      }
      const entries = async (): Promise<readonly string[]> =>
        (await app.call('trash.list', {})).map(({ entryId }) => entryId)
      const trashed = await timed(async () => whole(await app.call('session.delete', { ids: [...ids] })))
      const restored = await timed(async () =>
        whole(await app.call('trash.restore', { entryIds: [...(await entries())] })),
      )
      whole(await app.call('session.delete', { ids: [...ids] }))
      const purged = await timed(async () => whole(await app.call('trash.purge', { entryIds: [...(await entries())] })))
      const line = (what: string, value: number, budget: number) =>
        ({ name: `bulk: 500 sessions ${what}`, value, unit: 'ms', budget, better: 'lower' }) as const
      return [
        line('to the trash', trashed, 60_000),
        line('restored', restored, 60_000),
        line('deleted for good', purged, 60_000),
      ]
    } finally {
      await app.close()
    }
  },
}
