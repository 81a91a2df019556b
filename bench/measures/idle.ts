import { existsSync, readFileSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import { processes, runtimesOf } from '../../e2e/torture/processes.ts'
import { launchApp, newPlace, settle } from '../app.ts'
import type { App } from '../app.ts'
import { generateHome } from '../fixtures/generateHome.ts'
import { median } from '../measure.ts'
import type { Measure, Result } from '../measure.ts'
import { heapOf, pageProcesses, proportional } from '../heap.ts'
import { watchOpenFiles } from '../openFiles.ts'

const SESSIONS = 10_000
/** One that many messages have. */
const WORD = 'order'
/** What is done after a start is over by then, in milliseconds. */
const REST = 10_000
const RUNS = 3
const RUN = 10_000
/** Milliseconds of one tick of `/proc/PID/stat`. */
const TICK = 10

/**
 * Over a home of 10,000 sessions: what main has open from the start until everything was listed, read for the search and
 * searched; and then, with nobody doing anything, the processor time that the app's own processes take.
 */
export const idle: Measure = {
  name: 'idle',
  run: async (context) => {
    if (!existsSync('/proc/self/stat')) {
      context.note('idle: only Linux tells what a process has open and took')
      return []
    }
    const place = newPlace(context)
    const [id = ''] = generateHome({ home: place.home, sessions: SESSIONS, messages: 4, seed: 8, newest: Date.now() })
    await settle(context, place, id)
    const files = watchOpenFiles()
    const app = await launchApp(context, place)
    try {
      await app.page.locator(`[role="option"][aria-setsize="${SESSIONS}"]`).first().waitFor()
      await app.page.getByRole('search').getByRole('textbox').fill(WORD)
      await app.page.getByRole('search').getByRole('textbox').fill('')
      await indexed(app)
      const open = await files.stop()
      context.note(`open when the most were: ${open.paths.join(' ')}`)
      await setTimeout(REST)
      const parts = await processesOf(app)
      const runs: (readonly number[])[] = []
      for (let run = 0; run < RUNS; run += 1) runs.push(await shares(parts))
      const told = (name: string, at: number): Result => ({
        name: `idle: ${name}`,
        value: median(runs.map((run) => run[at] ?? Number.NaN)),
        unit: '%',
        budget: null,
        better: 'lower',
      })
      const main = app.electron.process().pid ?? 0
      const page = await heapOf(app)
      const memory = (what: string, value: number, budget: number | null): Result => ({
        name: `idle: memory of ${what}`,
        value,
        unit: 'MB',
        budget,
        better: 'lower',
      })
      const sums = runs.map((run) => run.reduce((sum, share) => sum + share, 0))
      return [
        { name: 'idle: main, runtime and page', value: median(sums), unit: '%', budget: 1, better: 'lower' },
        told('main', 0),
        told('runtime', 1),
        told('page', 2),
        memory('main, its workers included', proportional(main) ?? Number.NaN, 400),
        memory('the page, its heap', page.heap, null),
        ...(page.process === null ? [] : [memory('the page, all of its process', page.process, null)]),
        { name: 'idle: open files of main, the most', value: open.files, unit: 'files', budget: 32, better: 'lower' },
        { name: 'idle: its sockets', value: open.sockets, unit: 'files', budget: null, better: 'lower' },
        { name: 'idle: its pipes', value: open.pipes, unit: 'files', budget: null, better: 'lower' },
        { name: 'idle: its watchers', value: open.watchers, unit: 'files', budget: null, better: 'lower' },
      ]
    } finally {
      await files.stop()
      await app.close()
    }
  },
}

/** Searches until every message can be found. */
async function indexed(app: App): Promise<void> {
  const end = Date.now() + 180_000
  while (Date.now() < end) {
    await setTimeout(500)
    const { hits, indexing } = await app.call('search.run', { query: WORD, words: 'beginning', after: null })
    if (indexing === null && hits.length > 0) return
  }
  throw new Error('The messages were not read within three minutes.')
}

/** The processes of main, of the runtime, and of pages. */
async function processesOf({ electron }: App): Promise<readonly (readonly number[])[]> {
  const main = electron.process().pid ?? 0
  const all = await processes()
  const pages = pageProcesses(main, all)
  const runtimes = runtimesOf(main, all)
  if (pages.length === 0 || runtimes.length === 0) throw new Error('The page or the runtime does not run.')
  return [[main], runtimes.map(({ pid }) => pid), pages.map(({ pid }) => pid)]
}

/** How much of one core each part takes while nothing is done, in per cent. */
async function shares(parts: readonly (readonly number[])[]): Promise<readonly number[]> {
  const taken = (): readonly number[] => parts.map((pids) => pids.reduce((sum, pid) => sum + cpuOf(pid), 0))
  const [before, from] = [taken(), performance.now()]
  await setTimeout(RUN)
  const [after, took] = [taken(), performance.now() - from]
  return after.map((time, part) => (100 * (time - (before[part] ?? 0))) / took)
}

/** Processor time of all threads of a process so far, in milliseconds. */
function cpuOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  // What stands in parentheses is the name, which may hold anything.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return TICK * (Number(fields[11]) + Number(fields[12]))
}
