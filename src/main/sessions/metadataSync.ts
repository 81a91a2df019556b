import type { Agent } from '../agent/port.ts'
import type { SessionRecord } from '../library/port.ts'
import type { Catalogue } from './catalogue.ts'
import { readMetadata, toMetadata, whatIsNew, type Metadata } from './metadata.ts'

/** How long changes are gathered before the runtime is told, in milliseconds. */
const GATHER = 250
/** What could not be told is tried again this often (a session may be held by another program meanwhile). */
const RETRY = 60_000
/** How many sessions are asked for in one call; the runtime takes 1,000. */
const PAGE = 500
/** A closed session is loaded whole to be told: a larger one, in bytes of its log, waits until it is live anyway. */
const LARGE = 32_000_000
/** How long a quit waits for the last changes, in milliseconds. */
const LAST = 1500

/** Keeps titles, pins, tags and lineage with the sessions themselves, and takes them from there when the library lost them. */
export interface MetadataSync {
  /** Resolves when it touches no session that is busy by now: before one is moved. Others may wait to be told, thousands of them. */
  settled(): Promise<void>
  /** Tells what waits, bounded in time, and ends. */
  dispose(): Promise<void>
}

export interface MetadataSyncDeps {
  readonly agent: Pick<Agent, 'status' | 'onStatus' | 'inUse' | 'keepMetadata' | 'metadata'>
  readonly catalogue: () => Catalogue
  readonly isLive: (id: string) => boolean
  readonly isTakenOver: (id: string) => boolean
  /** Whether something is being done with its files. */
  readonly isBusy: (id: string) => boolean
  /** Resolves when no runtime of a killed app can hold a session any more. */
  readonly orphansGone: Promise<unknown>
  /** Called once, when every session was asked; with how many of them gave back something that the library had not. */
  readonly onRecovered: (count: number) => void
  readonly log: { readonly error: (what: string, error: unknown) => void }
}

/** See {@link MetadataSync}. The library is always written first; nothing here starts a runtime. */
export function createMetadataSync(deps: MetadataSyncDeps): MetadataSync {
  const { agent, catalogue } = deps
  const waiting = new Set<string>()
  /** Those of them that could not be told, for whatever reason. */
  const failed = new Set<string>()
  let recovered = false
  let ended = false
  let timer: NodeJS.Timeout | null = null
  let last: Promise<void> = Promise.resolve()
  let touching: Promise<unknown> = Promise.resolve()

  const ending = Promise.withResolvers<undefined>()
  const runs = (): boolean => agent.status().state === 'running'
  /** One thing at a time, in order. */
  const inTurn = (work: () => Promise<void>): Promise<void> => {
    const done = last.then(work).catch((error: unknown) => deps.log.error('keeping metadata', error))
    last = done
    return done
  }
  /** What is done with sessions' files at one time. */
  const touch = <T>(work: Promise<T>): Promise<T> => {
    touching = work.catch(() => undefined)
    return work
  }
  const schedule = (ms: number): void => {
    if (ended || timer !== null || waiting.size === 0) return
    timer = setTimeout(() => {
      timer = null
      void pass()
    }, ms)
  }
  const soon = (): void => {
    if (timer !== null) clearTimeout(timer)
    timer = null
    schedule(GATHER)
  }
  const pass = async (): Promise<void> => {
    await inTurn(() => (runs() ? recoverOnce() : Promise.resolve()))
    await Promise.race([deps.orphansGone, ending.promise])
    await inTurn(tellAll)
    schedule(RETRY)
  }

  const recoverOnce = async (): Promise<void> => {
    if (recovered) return
    const ids = catalogue()
      .rows()
      .map(({ id }) => id)
      .filter((id) => catalogue().disk(id) !== null)
    let count = 0
    for (let from = 0; from < ids.length; from += PAGE) {
      // Those that went meanwhile, or are about to go, are left alone.
      const page = ids.slice(from, from + PAGE).filter((id) => catalogue().disk(id) !== null && !deps.isBusy(id))
      count += await touch(recover(page))
    }
    recovered = true
    deps.onRecovered(count)
  }

  /** How many of these sessions gave back something. */
  const recover = async (ids: readonly string[]): Promise<number> => {
    const found = await agent.metadata([...ids])
    const taken = await Promise.all(
      [...found].map(async ([id, text]) => {
        const metadata = readMetadata(text)
        return metadata !== null && (await take(id, metadata))
      }),
    )
    return taken.filter(Boolean).length
  }

  /** Takes what a session itself says, as far as the library has nothing later; resolves to whether that was anything. */
  const take = async (id: string, found: Metadata): Promise<boolean> => {
    const patch = whatIsNew(catalogue().record(id), found)
    if (patch === null) return false
    await catalogue().patch(id, patch)
    return true
  }

  const tellAll = async (): Promise<void> => {
    if (!runs() || waiting.size === 0) return
    const ids = [...waiting]
    const closed = ids.filter((id) => canBeTold(id) && !deps.isLive(id) && !deps.isTakenOver(id))
    const held = closed.length === 0 ? new Set<string>() : await touch(agent.inUse(closed))
    for (const id of ids) {
      if (!isUnsynced(catalogue().record(id))) waiting.delete(id)
      else if (canBeTold(id) && !held.has(id) && runs()) await touch(tellOne(id))
    }
  }

  const canBeTold = (id: string): boolean => {
    const disk = catalogue().disk(id)
    if (disk === null || disk.size === 0 || deps.isBusy(id)) return false
    return deps.isLive(id) || (disk.problem === null && disk.size <= LARGE)
  }

  const tellOne = async (id: string): Promise<void> => {
    try {
      const before = readMetadata((await agent.metadata([id])).get(id) ?? '')
      if (before !== null) await take(id, before)
      const record = catalogue().record(id)
      if (!isUnsynced(record)) return
      await agent.keepMetadata(id, toMetadata(record))
      waiting.delete(id)
      await catalogue().patch(id, { syncedAt: record.markedAt })
      if (isUnsynced(catalogue().record(id))) waiting.add(id)
    } catch (error) {
      failed.add(id)
      // It waits: in the library, and for the next pass.
      deps.log.error('telling the runtime of a session', error)
    }
  }

  const stops = [
    catalogue().onMarked((id) => {
      waiting.add(id)
      failed.delete(id)
      soon()
    }),
    catalogue().onDiskChanged(({ id }) => {
      // A session that has just begun can be told now, and not only when it is tried again.
      if (waiting.has(id) && !failed.has(id)) soon()
    }),
    agent.onStatus(({ state }) => {
      if (state === 'running') void pass()
    }),
  ]
  for (const record of catalogue().records()) if (isUnsynced(record)) waiting.add(record.id)
  if (runs()) void pass()

  return {
    settled: async () => {
      await touching
    },
    dispose: async () => {
      ended = true
      for (const stop of stops) stop()
      if (timer !== null) clearTimeout(timer)
      ending.resolve(undefined)
      const { promise, resolve } = Promise.withResolvers<undefined>()
      const late = setTimeout(() => resolve(undefined), LAST)
      await Promise.race([inTurn(tellAll), promise])
      clearTimeout(late)
    },
  }
}

function isUnsynced(record: SessionRecord | null): record is SessionRecord {
  return record !== null && record.markedAt !== null && record.markedAt !== record.syncedAt
}
