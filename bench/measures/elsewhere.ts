import { randomUUID } from 'node:crypto'
import { appendFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { stringify } from 'yaml'
import { launchApp, newPlace, settle } from '../app.ts'
import type { App } from '../app.ts'
import { generateHome, writeSession } from '../fixtures/generateHome.ts'
import type { Measure } from '../measure.ts'

const SESSIONS = 10_000
const RUNS = 5
/** Until the whole home is watched, in milliseconds. */
const REST = 5_000
/** Between two changes, in milliseconds: one after the other is no burst. */
const PAUSE = 700

/** How others change a home, and how a person sees it in the list. */
type Change = 'made' | 'gone on with' | 'renamed' | 'removed'

/**
 * From a change that another program makes to a home of 10,000 sessions until the list shows it: a session comes, is gone on
 * with, is renamed, goes. The longest of a few.
 */
export const elsewhere: Measure = {
  name: 'elsewhere',
  run: async (context) => {
    const place = newPlace(context)
    const { home } = place
    // Older than what is said now, so that whatever changes comes to the top.
    const newest = Date.now() - 7 * 86_400_000
    const ids = generateHome({ home, sessions: SESSIONS, messages: 4, seed: 9, newest })
    await settle(context, place, null)
    const app = await launchApp(context, place)
    try {
      await app.page.locator(`[role="option"][aria-setsize="${SESSIONS}"]`).first().waitFor()
      await setTimeout(REST)
      const took: Record<Change, number[]> = { made: [], 'gone on with': [], renamed: [], removed: [] }
      for (let run = 0; run < RUNS; run += 1) {
        const made = `elsewhere-${run}`
        // From all over the home: what is far down in the list is watched no less.
        const other = ids[Math.floor(((run + 0.5) * SESSIONS) / RUNS)] ?? ''
        const name = `Renamed elsewhere ${run}`
        took.made.push(
          await seen(app, isListed, made, () => {
            // What is generated takes up to some minutes from its start on.
            writeSession(home, { id: made, messages: 2, seed: run, startedAt: Date.now() - 3_600_000 }, 'github/cli')
          }),
        )
        took['gone on with'].push(await seen(app, isFirst, other, () => goOn(home, other)))
        took.renamed.push(await seen(app, isNamed, `${other}\n${name}`, () => rename(home, other, name)))
        took.removed.push(
          await seen(app, isGone, made, () => {
            rmSync(join(home, 'session-state', made), { recursive: true })
          }),
        )
      }
      return Object.entries(took).map(([change, times]) => ({
        name: `elsewhere: ${change}, the longest of ${RUNS}`,
        value: Math.max(...times),
        unit: 'ms',
        budget: 2_000,
        better: 'lower',
      }))
    } finally {
      await app.close()
    }
  },
}

/** Milliseconds from before the change until the page shows it, in a frame. */
async function seen(app: App, shows: (what: string) => boolean, what: string, change: () => void): Promise<number> {
  await setTimeout(PAUSE)
  const shown = app.page.waitForFunction(shows, what, { polling: 'raf', timeout: 60_000 })
  const from = performance.now()
  change()
  await shown
  return performance.now() - from
}

const isListed = (id: string): boolean => document.querySelector(`[data-session-id="${id}"]`) !== null
const isFirst = (id: string): boolean =>
  document.querySelector('[role="listbox"] [data-session-id]')?.getAttribute('data-session-id') === id
const isNamed = (both: string): boolean => {
  const [id, name = ''] = both.split('\n')
  return document.querySelector(`[data-session-id="${id}"]`)?.textContent.includes(name) === true
}
const isGone = (id: string): boolean => document.querySelector(`[data-session-id="${id}"]`) === null

/** One more message, as a program on the SDK writes it. */
function goOn(home: string, id: string): void {
  const event = {
    type: 'user.message',
    data: { content: 'Said elsewhere', attachments: [] },
    id: randomUUID(),
    timestamp: new Date().toISOString(),
    parentId: null,
  }
  appendFileSync(join(home, 'session-state', id, 'events.jsonl'), `${JSON.stringify(event)}\n`)
}

/** Written beside and renamed, as the runtime does it. */
function rename(home: string, id: string, name: string): void {
  const path = join(home, 'session-state', id, 'workspace.yaml')
  const time = new Date().toISOString()
  const workspace = { id, cwd: home, client_name: 'sdk', name, user_named: true, created_at: time, updated_at: time }
  writeFileSync(`${path}.new`, stringify(workspace), { mode: 0o600 })
  renameSync(`${path}.new`, path)
}
