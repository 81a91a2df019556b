import { once } from 'node:events'
import { setTimeout } from 'node:timers/promises'
import { createSearch } from '../src/main/search/search.ts'
import { searchQueries, specOf } from './fixtures/searchQueries.ts'
import type { SearchedIndex, SearchMemory } from './searchMemory.ts'

const MB = 1024 * 1024
/** How often it is looked (ms). */
const EVERY = 5
/** How many hits are told with their words at once, as the window asks for them. */
const SHOWN = 20
const TURNS = 3
const never = new AbortController().signal

const { folder, home, sessions, workerUrl } = ((await once(process, 'message')) as [SearchedIndex])[0]
// What was sent is garbage by now; what is measured begins after it.
await setTimeout(500)
const before = process.memoryUsage.rss()
let most = 0
const timer = setInterval(() => {
  most = Math.max(most, process.memoryUsage.rss() - before)
}, EVERY)

const failures: string[] = []
const search = createSearch({
  folder,
  home,
  workerUrl: new URL(workerUrl),
  log: { error: (event) => failures.push(event) },
})

/** Everything once: words as they are, then anywhere in longer ones, as a search that found little is repeated. */
async function askAll(): Promise<void> {
  for (const words of ['beginning', 'within'] as const) {
    for (const query of searchQueries) {
      const spec = specOf(query, words)
      const { hits } = await search.find(spec, never)
      const keys = hits.slice(0, SHOWN).map(({ key }) => key)
      await search.places(spec, keys, never)
    }
  }
}

let told = 0
const indexed = new Promise<void>((resolve) => {
  search.onProgress((progress) => {
    told += 1
    if (progress === null) resolve()
  })
})
search.sync(sessions)
await askAll()
await indexed
const indexing = most
most = 0
for (let turn = 0; turn < TURNS; turn += 1) await askAll()
clearInterval(timer)
await search.dispose()
if (told === 0 || failures.length > 0) throw new Error(`the index was not asked: ${failures.join(', ')}`)
process.send?.({ most: Math.max(indexing, most) / MB, asking: most / MB } satisfies SearchMemory)
process.disconnect()
