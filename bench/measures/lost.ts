import { readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { newRecord } from '../../src/main/library/record.ts'
import { toMetadata } from '../../src/main/sessions/metadata.ts'
import { launchApp, newPlace, settle } from '../app.ts'
import type { App, Place } from '../app.ts'
import { generateHome } from '../fixtures/generateHome.ts'
import { median } from '../measure.ts'
import type { Measure } from '../measure.ts'

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
    markAll(place, ids)
    await settle(context, place, null)
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
      { name: 'lost: 1,000 sessions listed again', value: median(listed), unit: 'ms', budget: 5_000, better: 'lower' },
      {
        name: 'lost: with titles, pins and tags',
        value: median(recovered),
        unit: 'ms',
        budget: 5_000,
        better: 'lower',
      },
    ]
  },
}

/** Every session with a title and tags, every tenth with a pin, as the runtime has written what it was told of them. */
function markAll({ home }: Place, ids: readonly string[]): void {
  for (const [n, id] of ids.entries()) {
    const retoma = toMetadata({
      ...newRecord(id, 1),
      title: `Title ${n}`,
      pinned: n % 10 === 0,
      tags: ['bench', `tag ${n}`],
      markedAt: 1,
    })
    const path = join(home, 'session-state', id, 'client-metadata.json')
    writeFileSync(path, JSON.stringify({ version: 1, metadata: { retoma } }), { mode: 0o600 })
  }
}

/** The library with its backups, and every other database that may ever be here; what was chosen in the settings stays. */
function deleteDatabases({ userData }: Place): void {
  for (const name of readdirSync(userData)) {
    if (name === 'library' || name === 'index' || name === 'list') rmSync(join(userData, name), { recursive: true })
  }
}

async function areMarked(app: App): Promise<boolean> {
  const rows = await app.call('session.list', {})
  const pinned = rows.filter((row) => row.pinned).length
  return pinned === SESSIONS / 10 && rows.every((row) => row.titleIsManual && row.tags.length === 2)
}
