import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout } from 'node:timers/promises'
import { launchApp, newPlace, settle } from '../app.ts'
import type { App, Place } from '../app.ts'
import { generateHome } from '../fixtures/generateHome.ts'
import { median } from '../measure.ts'
import type { Context, Measure } from '../measure.ts'

const SESSIONS = 1_000
const RUNS = 3

/**
 * From the start of the process, after everything that Retoma keeps was deleted, until 1,000 sessions are in the list; and
 * until they have the titles, pins and tags again that a person gave them.
 */
export const lost: Measure = {
  name: 'lost',
  run: async (context) => {
    const place = newPlace(context)
    const ids = generateHome({ home: place.home, sessions: SESSIONS, messages: 8, seed: 3 })
    await settle(context, place, null)
    context.note(`marking ${SESSIONS} sessions`)
    await markAll(context, place, ids)
    const listed: number[] = []
    const recovered: number[] = []
    for (let run = 0; run < RUNS; run += 1) {
      deleteDatabases(place)
      const from = performance.now()
      const app = await launchApp(context, place)
      await app.page.locator(`[role="option"][aria-setsize="${SESSIONS}"]`).first().waitFor()
      listed.push(performance.now() - from)
      while (!(await areMarked(app))) await setTimeout(50)
      recovered.push(performance.now() - from)
      await app.close()
    }
    return [
      { name: 'lost: 1,000 sessions listed again', value: median(listed), unit: 'ms', budget: 5_000, better: 'less' },
      {
        name: 'lost: with titles, pins and tags',
        value: median(recovered),
        unit: 'ms',
        budget: 5_000,
        better: 'less',
      },
    ]
  },
}

/** Gives every session a title and tags, and every tenth a pin; ends when the sessions themselves have it too. */
async function markAll(context: Context, place: Place, ids: readonly string[]): Promise<void> {
  const app = await launchApp(context, place)
  await app.page.evaluate(async (all) => {
    for (const [n, id] of all.entries()) {
      await window.retoma.call('session.rename', { id, title: `Title ${n}` })
      await window.retoma.call('session.tag', { id, tags: ['bench', `tag ${n}`] })
      if (n % 10 === 0) await window.retoma.call('session.pin', { id, pinned: true })
    }
  }, ids)
  const db = new DatabaseSync(join(place.userData, 'library/library.db'), { readOnly: true })
  const waiting = db.prepare('SELECT count(*) AS n FROM sessions WHERE marked_at IS NOT synced_at')
  while (Number(waiting.get()?.['n']) > 0) await setTimeout(200)
  db.close()
  await app.close()
}

/** The library with its backups, and every other database that may ever be here; what was chosen in the settings stays. */
function deleteDatabases({ userData }: Place): void {
  for (const name of readdirSync(userData)) {
    if (name === 'library' || name.endsWith('.db')) rmSync(join(userData, name), { recursive: true })
  }
}

async function areMarked(app: App): Promise<boolean> {
  const rows = await app.call('session.list', {})
  const pinned = rows.filter((row) => row.pinned).length
  return pinned === SESSIONS / 10 && rows.every((row) => row.titleIsManual && row.tags.length === 2)
}
