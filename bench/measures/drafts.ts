import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { launchApp, newPlace, settle } from '../app.ts'
import type { App } from '../app.ts'
import { startClockModel } from '../clockModel.ts'
import { compare, median, quantile, timed } from '../measure.ts'
import type { Context, Measure } from '../measure.ts'
import { watchDraft } from '../page/probes.ts'
import { makeStreams, startStreams } from '../streams.ts'

const STREAMS = 4
const TEXT = 'Whatever a person types is on the disk half a second later, whatever happens then. '.repeat(2)
const RUNS = 3
/** About as fast as a person types. */
const KEY_MS = 60
/** How often the library is looked into (ms). */
const LOOK_MS = 4

/**
 * From a key press in the message box, while four sessions stream, until the draft can be read by somebody else's
 * connection to library.db: SQLite shows a commit to others only when it is synced. And what the way through the app adds
 * to a bare write.
 */
export const drafts: Measure = {
  name: 'drafts',
  run: async (context) => {
    const model = await startClockModel()
    const place = newPlace(context)
    await settle(context, place, null)
    const app = await launchApp(context, place)
    const library = new DatabaseSync(join(place.userData, 'library/library.db'), { readOnly: true })
    try {
      const ids = await makeStreams(app, model, STREAMS)
      const [id = ''] = ids
      await app.show(id)
      model.pace.perSecond = 200
      model.pace.seconds = 60
      await startStreams(app, model, ids)
      await app.composer.focus()
      await app.page.evaluate(watchDraft)
      const runs: (readonly number[])[] = []
      for (let run = 0; run < RUNS; run += 1) runs.push(await typed(app, library, id))
      for (const streaming of ids) await app.call('session.stop', { id: streaming })
      const { ratio } = await compare(20, () => saved(app, id), bareWriter(context))
      const middle = (q: number): number => median(runs.map((samples) => quantile(samples, q)))
      return [
        { name: 'drafts: key to disk, p50', value: middle(0.5), unit: 'ms', budget: null, better: 'lower' },
        { name: 'drafts: key to disk, p99', value: middle(0.99), unit: 'ms', budget: 500, better: 'lower' },
        { name: 'drafts: saving against a bare write', value: ratio, unit: 'x', budget: null, better: 'lower' },
      ]
    } finally {
      library.close()
      await app.close()
      await model.close()
    }
  },
}

/** Types the text into the empty box; resolves with how long each key took to be durable, in milliseconds. */
async function typed(app: App, library: DatabaseSync, id: string): Promise<readonly number[]> {
  await app.composer.fill('')
  const stored = library.prepare('SELECT length(text) AS length FROM drafts WHERE session_id = ?')
  const lengthNow = (): number => Number(stored.get(id)?.['length'] ?? 0)
  await until(() => lengthNow() === 0)
  await app.page.evaluate(() => {
    window.benchSamples = []
  })
  const seenAt: number[] = []
  const looking = until(() => {
    const length = lengthNow()
    const now = Date.now()
    while (seenAt.length < length) seenAt.push(now)
    return length >= TEXT.length
  })
  await Promise.all([app.composer.pressSequentially(TEXT, { delay: KEY_MS, timeout: 60_000 }), looking])
  const pressedAt = await app.page.evaluate(() => window.benchSamples)
  if (pressedAt.length !== TEXT.length) throw new Error(`${pressedAt.length} keys were seen of ${TEXT.length}.`)
  return pressedAt.map((pressed, index) => (seenAt[index] ?? Number.NaN) - pressed)
}

/** Looks again and again, for a minute at most. */
function until(met: () => boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = Date.now() + 60_000
    const timer = setInterval(() => {
      try {
        const done = met()
        if (!done && Date.now() < end) return
        clearInterval(timer)
        if (done) resolve()
        else reject(new Error('The draft did not reach the library.'))
      } catch (error) {
        clearInterval(timer)
        reject(error instanceof Error ? error : new Error(String(error)))
      }
    }, LOOK_MS)
  })
}

let count = 0

/** One draft through page, main and worker, timed where it is asked for. */
function saved(app: App, id: string): Promise<number> {
  count += 1
  return app.page.evaluate(
    async ([sessionId, text]) => {
      const from = performance.now()
      await window.retoma.call('draft.save', {
        id: sessionId,
        draft: { text, selectionStart: 0, selectionEnd: 0 },
      })
      return performance.now() - from
    },
    [id, `draft ${count}`] as const,
  )
}

/** The same row, written and synced by nobody but SQLite. */
function bareWriter(context: Context): () => Promise<number> {
  const db = new DatabaseSync(join(context.folder(), 'bare.db'))
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE drafts (id TEXT PRIMARY KEY, text TEXT)')
  const write = db.prepare('INSERT OR REPLACE INTO drafts VALUES (?, ?)')
  return () => timed(() => write.run('a', `draft ${count}`))
}
