import { plainName } from '../agent/plainName.ts'
import type { Agent } from '../agent/port.ts'
import type { DiskSession } from '../history/port.ts'
import type { SessionRecord } from '../library/port.ts'
import type { Catalogue } from './catalogue.ts'

/** Keeps a person's title and the runtime's name of a session in step: the one that was given last is the name of both. */
export interface Naming {
  /** Gives a title here; the runtime's name follows as soon as it can. */
  rename(id: string, title: string): Promise<void>
  dispose(): void
}

export interface NamingDeps {
  readonly agent: Pick<Agent, 'rename' | 'inUse' | 'onStatus'>
  readonly catalogue: () => Catalogue
  /** Whether our runtime has it open, or is about to. */
  readonly isLive: (id: string) => boolean
  readonly log: { readonly error: (what: string, error: unknown) => void }
}

/** See {@link Naming}. What was renamed while this app was not there is found at once. */
export function createNaming({ agent, catalogue, isLive, log }: NamingDeps): Naming {
  const pushing = new Set<string>()
  /** Titles of ours that the disk may still be seen with, until it is seen with the newest one: nobody else gave them. */
  const echoes = new Map<string, Set<string>>()

  /** Gives the runtime our title, unless another program has the session: that one would write its own over it. */
  const push = async (id: string): Promise<void> => {
    const title = catalogue().record(id)?.title ?? ''
    const problem = catalogue().row(id)?.problem ?? null
    // A name needs no folder to work in.
    const sound = problem === null || problem.code === 'folderMissing'
    if (pushing.has(id) || plainName(title) === '' || !sound) return
    pushing.add(id)
    try {
      if (!isLive(id) && (await agent.inUse([id])).has(id)) return
      await agent.rename(id, title)
      await catalogue().patch(id, { nameSeen: plainName(title) })
    } catch (error) {
      // It is ours, and waits for the next time.
      log.error('renaming in the runtime', error)
    } finally {
      pushing.delete(id)
    }
  }

  const see = (session: DiskSession): 'ours' | 'settled' => {
    const record = catalogue().record(session.id)
    if (record === null) return 'settled'
    const given = session.userNamed ? session.name : null
    const newer = newerName(record, given)
    if (newer === 'same') echoes.delete(session.id)
    if (newer === 'theirs' && echoes.get(session.id)?.has(given ?? '') === true) {
      return record.nameSeen === plainName(record.title ?? '') ? 'settled' : 'ours'
    }
    if (newer === 'ours') return 'ours'
    const patch = newer === 'theirs' ? { title: given, nameSeen: given } : newer === 'same' ? { nameSeen: given } : null
    if (patch !== null && (patch.nameSeen !== record.nameSeen || newer === 'theirs')) {
      catalogue()
        .patch(session.id, patch)
        .catch((error: unknown) => log.error('taking a name over', error))
    }
    return 'settled'
  }

  const seeAll = (): readonly string[] =>
    catalogue()
      .rows()
      .flatMap(({ id }) => catalogue().disk(id) ?? [])
      .filter((session) => see(session) === 'ours')
      .map(({ id }) => id)
  seeAll()

  const stopSeeing = catalogue().onDiskChanged((session) => {
    if (see(session) === 'ours' && !isLive(session.id)) void push(session.id)
  })
  const stopAsking = agent.onStatus(({ state }) => {
    if (state === 'running') for (const id of seeAll()) if (!isLive(id)) void push(id)
  })

  return {
    rename: async (id, title) => {
      const disk = catalogue().disk(id)
      const nameSeen = disk?.userNamed === true ? (disk.name ?? '') : ''
      const before = plainName(catalogue().record(id)?.title ?? '')
      if (before !== '' && before !== plainName(title)) echoes.set(id, (echoes.get(id) ?? new Set()).add(before))
      echoes.get(id)?.delete(plainName(title))
      await catalogue().patch(id, { title, nameSeen })
      if (catalogue().row(id)?.unsent === false) await push(id)
    },
    dispose: () => {
      stopSeeing()
      stopAsking()
    },
  }
}

/**
 * Whose name is the newer one: `record.nameSeen` is the name that a person had given the session in the runtime when our
 * title was last given or found in step with it. `unknown`: nothing shows that theirs came later, and ours stays.
 */
export function newerName(
  { title, nameSeen }: Pick<SessionRecord, 'title' | 'nameSeen'>,
  given: string | null,
): 'ours' | 'theirs' | 'same' | 'unknown' {
  // Without a title of ours the runtime's name is shown as it is.
  if (title === null) return 'unknown'
  if (given === plainName(title)) return 'same'
  if (nameSeen === null) return 'unknown'
  if (nameSeen === plainName(title)) return given === null ? 'unknown' : 'theirs'
  return given === null || given === nameSeen ? 'ours' : 'theirs'
}
