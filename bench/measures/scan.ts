import { execFileSync } from 'node:child_process'
import { closeSync, mkdirSync, openSync, statSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { createHealth } from '../../src/main/health/health.ts'
import { createHistory } from '../../src/main/history/history.ts'
import { generateLog } from '../fixtures/generateLog.ts'
import { timed } from '../measure.ts'
import type { Measure } from '../measure.ts'

const MB = 1_000_000
const SIZE = 500 * MB
const ID = 'bench-giant'

/** The doctor on a log of 500 MB, against counting its lines; and the newest messages of it. */
export const scan: Measure = {
  name: 'scan',
  run: async (context) => {
    const home = context.folder()
    context.note(`writing a log of ${SIZE / MB} MB`)
    const path = writeGiant(home)
    const megabytes = statSync(path).size / MB
    const counting = await timed(() => execFileSync('wc', ['-l', path]))
    const log = { error: (event: string) => context.note(event) }
    const worker = (name: string): URL => new URL(`../../src/main/${name}/worker.ts`, import.meta.url)

    const history = createHistory({ home, workerUrl: worker('history'), log })
    // Its worker is up long before a person opens anything.
    await history.get('none')
    const newest = await withMemory(() => history.read({ id: ID, before: null, turns: 40 }))
    await history.dispose()

    const health = createHealth({ home, kept: join(home, 'repairs'), workerUrl: worker('health'), log })
    const scanned = await withMemory(() => health.scan(ID, { refused: null }))
    await health.dispose()
    return [
      { name: 'scan: newest messages of 500 MB', value: newest.ms, unit: 'ms', budget: 2_000, better: 'lower' },
      { name: 'scan: memory for them', value: newest.mb, unit: 'MB', budget: 150, better: 'lower' },
      {
        name: 'scan: 500 MB from end to end',
        value: (megabytes / scanned.ms) * 1_000,
        unit: 'MB/s',
        budget: null,
        better: 'higher',
      },
      { name: 'scan: against wc -l', value: scanned.ms / counting, unit: 'x', budget: null, better: 'lower' },
      { name: 'scan: memory for it', value: scanned.mb, unit: 'MB', budget: 150, better: 'lower' },
    ]
  },
}

function writeGiant(home: string): string {
  const folder = join(home, 'session-state', ID)
  mkdirSync(folder, { recursive: true })
  const path = join(folder, 'events.jsonl')
  const file = openSync(path, 'w')
  let size = 0
  for (let seed = 1; size < SIZE; seed += 1) {
    // The first event belongs to the first part alone.
    const lines = [...generateLog({ id: ID, messages: 4_000, seed })].slice(seed === 1 ? 0 : 1)
    size += writeSync(file, `${lines.join('\n')}\n`)
  }
  closeSync(file)
  return path
}

/** How long a work takes (ms), and how much more memory the process has at its peak (MB). */
async function withMemory(work: () => Promise<unknown>): Promise<{ readonly ms: number; readonly mb: number }> {
  const before = process.memoryUsage().rss
  let peak = before
  const look = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().rss)
  }, 10)
  const ms = await timed(work)
  clearInterval(look)
  return { ms, mb: (Math.max(peak, process.memoryUsage().rss) - before) / MB }
}
