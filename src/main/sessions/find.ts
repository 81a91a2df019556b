import type { Input } from '../../shared/contract.ts'
import type { AppEvent } from '../../shared/events.ts'
import type { Found } from '../../shared/find.ts'
import type { SessionState, Turn } from '../../shared/model/turn.ts'
import type { Finder } from '../history/finder.ts'
import { createMatcher } from '../history/matcher.ts'
import type { InMemory } from './conversations.ts'

/** Finding in one conversation: in its log, and in what is not there yet. */
export interface Find {
  /** Begins a search in place of the one before; throws patternInvalid. */
  run(search: Input<'find.run'>): Promise<void>
  /** Looks through what came since; true when the log is another one and has to be searched anew. */
  refresh(run: string): Promise<boolean>
  cancel(): Promise<void>
}

interface Search {
  readonly run: string
  readonly id: string
  readonly size: number
  /** The newest turn of the log; undefined until it is known. */
  newestTurnId: string | null | undefined
  /** The newest turns as they were told to the worker. */
  told: ReadonlyMap<string, Turn>
  /** One telling at a time: another one waits, and more than that are one. */
  telling: Promise<void> | null
  again: boolean
}

/** See {@link Find}. */
export function createFind(deps: {
  readonly finder: Finder
  readonly inMemory: (id: string) => Promise<InMemory>
  readonly emit: (event: AppEvent) => void
  readonly log: { readonly error: (what: string, error: unknown) => void }
}): Find {
  const { finder, inMemory } = deps
  let current: Search | null = null

  const tell = (search: Search, found: Partial<Found>): void => {
    if (current !== search) return
    const nothing: Omit<Found, 'run'> = { older: [], newest: null, unlisted: 0, reached: null, state: 'searching' }
    deps.emit({ type: 'find.found', found: { ...nothing, ...found, run: search.run } })
  }

  const tellNewest = async (search: Search): Promise<void> => {
    const { newestTurnId } = search
    if (newestTurnId === undefined || current !== search) return
    const { state } = await inMemory(search.id)
    const turns = newestTurns(state, newestTurnId)
    const changed = turns.filter((turn) => search.told.get(turn.id) !== turn)
    search.told = new Map(turns.map((turn) => [turn.id, turn]))
    const own = newestTurnId !== null && !search.told.has(newestTurnId) ? [newestTurnId] : []
    const ids = [...own, ...turns.map((turn) => turn.id)]
    const newest = await finder.newest({ run: search.run, ids, changed })
    if (newest === 'slow') tell(search, { state: 'slow' })
    else if (newest !== 'cancelled') tell(search, { newest })
  }

  /** Tells the newest turns; wishes that come meanwhile are one more telling. */
  const follow = async (search: Search): Promise<void> => {
    if (search.telling !== null) {
      search.again = true
      return search.telling
    }
    search.telling = tellNewest(search).finally(() => {
      search.telling = null
    })
    await search.telling
    if (!search.again) return
    search.again = false
    await follow(search)
  }

  const failed = (search: Search, error: unknown): void => {
    deps.log.error('searching a conversation', error)
    tell(search, { state: 'failed' })
  }

  const begin = async (search: Search, spec: Input<'find.run'>, kept: readonly Turn[]): Promise<void> => {
    let first: Promise<void> = Promise.resolve()
    const end = await finder.search(
      { ...spec, kept },
      {
        onBegan: (newestTurnId) => {
          search.newestTurnId = newestTurnId
          first = follow(search)
          // Awaited below; it may fail before.
          first.catch(() => undefined)
        },
        onOlder: ({ groups, unlisted, reached }) => tell(search, { older: groups, unlisted, reached }),
      },
    )
    if (end === 'done') await first
    // What was ended without another search in its place must not look as if it went on.
    tell(search, { state: end === 'cancelled' ? 'failed' : end })
  }

  return {
    run: async (spec) => {
      createMatcher(spec.query, spec.options)
      const { kept, size } = await inMemory(spec.id)
      const { run, id } = spec
      const search: Search = {
        run,
        id,
        size,
        newestTurnId: undefined,
        told: new Map(),
        telling: null,
        again: false,
      }
      current = search
      begin(search, spec, kept).catch((error: unknown) => failed(search, error))
    },
    refresh: async (run) => {
      const search = current
      if (search?.run !== run) return false
      const { size } = await inMemory(search.id)
      if (size !== search.size) return true
      await follow(search).catch((error: unknown) => failed(search, error))
      return false
    },
    cancel: async () => {
      current = null
      await finder.cancel()
    },
  }
}

/** The turns in memory from the log's newest one on, oldest first; all of them when there is no log. */
function newestTurns(state: SessionState, newestTurnId: string | null): readonly Turn[] {
  const active = state.active === null ? [] : [state.active]
  if (newestTurnId === null) return [...state.turns, ...active]
  const from = state.turns.findLastIndex((turn) => turn.id === newestTurnId)
  return from < 0 ? active : [...state.turns.slice(from), ...active]
}
