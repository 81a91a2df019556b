import { readFileSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { createHistory } from '../../src/main/history/history.ts'
import { generateHome } from '../fixtures/generateHome.ts'
import { compare } from '../measure.ts'
import type { Measure } from '../measure.ts'

const SESSIONS = 1_000

/** Listing a home of 1,000 sessions from nothing, worker included, against merely reading each one's two files. */
export const list: Measure = {
  name: 'list',
  run: async (context) => {
    const home = context.folder()
    generateHome({ home, sessions: SESSIONS, messages: 8, seed: 1 })
    const ours = async (): Promise<number> => {
      const from = performance.now()
      const history = createHistory({
        home,
        workerUrl: new URL('../../out/main/historyWorker.js', import.meta.url),
        log: { error: context.note },
      })
      const { length } = await history.list()
      const took = performance.now() - from
      await history.dispose()
      if (length !== SESSIONS) throw new Error(`${length} sessions were listed instead of ${SESSIONS}.`)
      return took
    }
    const files = (): number => {
      const from = performance.now()
      const folder = join(home, 'session-state')
      for (const id of readdirSync(folder)) {
        statSync(join(folder, id, 'events.jsonl'))
        readFileSync(join(folder, id, 'events.jsonl'))
        readFileSync(join(folder, id, 'workspace.yaml'))
      }
      return performance.now() - from
    }
    const result = await compare(5, ours, files)
    return [
      { name: 'list: 1,000 sessions', value: result.ours, unit: 'ms', budget: 1_000, better: 'lower' },
      { name: 'list: against reading their files', value: result.ratio, unit: 'x', budget: null, better: 'lower' },
    ]
  },
}
