import { readFileSync } from 'node:fs'
import type { FindOptions } from '../../src/shared/find.ts'
import { createFinder } from '../../src/main/history/finder.ts'
import type { Finder } from '../../src/main/history/finder.ts'
import { writeSession } from '../fixtures/generateHome.ts'
import { compare, median, timed } from '../measure.ts'
import type { Measure } from '../measure.ts'

/** Prompts and answers; with the events around them and the tools that makes 50,000 events. */
const MESSAGES = 12_200
const RUNS = 5
const ID = 'bench-find'

/** Finding in a session of 50,000 events: the first hit, and all of them, against reading and parsing the same log. */
export const find: Measure = {
  name: 'find',
  run: async (context) => {
    const home = context.folder()
    const path = writeSession(home, { id: ID, messages: MESSAGES, seed: 11, folder: home }, 'sdk')
    const parse = (): number =>
      readFileSync(path, 'utf8')
        .split('\n')
        .reduce((events, line) => events + (line !== '' && JSON.parse(line) !== null ? 1 : 0), 0)
    context.note(`${parse()} events`)
    const finder = createFinder({
      home,
      workerUrl: new URL('../../src/main/history/findWorker.ts', import.meta.url),
      log: { error: (event) => context.note(event) },
    })
    const plain: FindOptions = { matchCase: false, wholeWord: false, regex: false }
    // The worker is up before a person has typed the second letter.
    await search(finder, 'nothing of this', plain)
    const first: number[] = []
    for (let run = 0; run < RUNS; run += 1) first.push((await search(finder, 'part', plain)).first)
    const all = async (query: string, options: FindOptions): Promise<number> => {
      const { ratio } = await compare(
        RUNS,
        async () => (await search(finder, query, options)).whole,
        () => timed(parse),
      )
      return ratio
    }
    const whole = await all('part', plain)
    const pattern = await all('part[0-9]+', { ...plain, regex: true })
    await finder.dispose()
    return [
      { name: 'find in 50,000 events, first hit', value: median(first), unit: 'ms', budget: 100, better: 'lower' },
      { name: 'find: all hits, against parsing the log', value: whole, unit: 'x', budget: 3, better: 'lower' },
      { name: 'find: a pattern, against parsing the log', value: pattern, unit: 'x', budget: 3, better: 'lower' },
    ]
  },
}

/** Milliseconds until the first hit, and until the log was looked through. */
async function search(
  finder: Finder,
  query: string,
  options: FindOptions,
): Promise<{ readonly first: number; readonly whole: number }> {
  const from = performance.now()
  let first = Number.NaN
  const run = crypto.randomUUID()
  const whole = await timed(() =>
    finder.search(
      { run, id: ID, query, options, scopes: ['mine', 'answers', 'tools'], kept: [] },
      {
        onBegan: () => undefined,
        onOlder: ({ groups }) => {
          if (groups.length > 0 && Number.isNaN(first)) first = performance.now() - from
        },
      },
    ),
  )
  return { first, whole }
}
