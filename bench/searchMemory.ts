import { fork } from 'node:child_process'
import type { IndexableSession } from '../src/main/search/port.ts'

/** What is searched, and by which worker. */
export interface SearchedIndex {
  readonly folder: string
  /** COPILOT_HOME. */
  readonly home: string
  /** All that there is: also what the index has already. */
  readonly sessions: readonly IndexableSession[]
  /** Of the built app. */
  readonly workerUrl: string
}

/** What it took (MB). */
export interface SearchMemory {
  /** The most at one moment while logs are indexed and asked. */
  readonly most: number
  /** The most once all is indexed, while it is asked. */
  readonly asking: number
}

/**
 * The memory that indexing logs into an index and asking it takes: of the worker as the app runs it, in a process that does nothing
 * else. What this process holds, and what made the index, is not in it.
 */
export function searchMemory(index: SearchedIndex): Promise<SearchMemory> {
  return new Promise((resolve, reject) => {
    const child = fork(new URL('./searchMemoryProcess.ts', import.meta.url), { serialization: 'advanced' })
    let found: SearchMemory | null = null
    child.once('message', (message) => {
      found = message as SearchMemory
    })
    child.once('error', reject)
    child.once('exit', (code) => {
      if (found !== null && code === 0) resolve(found)
      else reject(new Error(`measuring the memory ended with ${code}`))
    })
    child.send(index)
  })
}
