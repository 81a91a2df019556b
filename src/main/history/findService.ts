import { join } from 'node:path'
import { AppError } from '../../shared/errors.ts'
import type { HitGroup } from '../../shared/find.ts'
import type { Item, Turn } from '../../shared/model/turn.ts'
import type { Handlers } from '../rpc/types.ts'
import { isSessionId, logPath } from './describe.ts'
import type { FindMethods, FindNotifications, OlderHits, SearchSpec } from './findMethods.ts'
import { createMatcher, type Matcher } from './matcher.ts'
import { readPage, type PageLimits } from './page.ts'
import { overlayPartials } from './partials.ts'
import type { HistoryRead } from './port.ts'
import { openLog, TURN_BYTES } from './reader.ts'
import type { Translate } from './steps.ts'
import { findTool } from './toolLines.ts'
import { hitsOf } from './turnHits.ts'

const MB = 1024 * 1024
/** What is read first is little, so that the first hits come soon. */
const FIRST: PageLimits = { turns: 40, bytes: 2 * MB, turnBytes: TURN_BYTES }
const LATER: PageLimits = { turns: 400, bytes: 6 * MB, turnBytes: TURN_BYTES }
/** More hits than this are counted, but can't be stepped through. */
export const MOST_LISTED = 20_000

interface Search {
  readonly spec: SearchSpec
  readonly match: Matcher
  readonly scopes: ReadonlySet<SearchSpec['scopes'][number]>
  /** What the log has of its newest turn. */
  own: Turn | null
  /** The hits in the newest turns, by turn. */
  readonly known: Map<string, readonly HitGroup[]>
}

/** What the worker that searches one conversation does: one search at a time, from the newest turn to the oldest. */
export function createFindService(deps: {
  readonly home: string
  readonly translate: Translate
  readonly now: () => number
  /** Called all the time; throws when the search was given up. */
  readonly breathe: (run: string) => void
  readonly tell: <K extends keyof FindNotifications>(name: K, payload: FindNotifications[K]) => void
}): Handlers<FindMethods> {
  const root = join(deps.home, 'session-state')
  let current: Search | null = null

  const page = async (spec: SearchSpec, before: number | null): Promise<HistoryRead> => {
    const limits = before === null ? FIRST : LATER
    const options = { before, limits }
    const read = await openLog(logPath(root, spec.id), (log) => readPage(log, options, deps))
    const from = read.before === null ? -Infinity : (read.turns[0]?.at ?? -Infinity)
    const to = before === null ? Infinity : (read.turns.at(-1)?.at ?? Infinity)
    return { ...read, turns: overlayPartials(read.turns, spec.kept, { from, to }) }
  }

  const hits = (search: Search, turn: Turn): readonly HitGroup[] => {
    deps.breathe(search.spec.run)
    return hitsOf(turn, search.match, search.scopes)
  }

  /** In memory the texts of tools are cut: what is searched is all of them, as the log has it. */
  const whole = async (id: string, turn: Turn): Promise<Turn> => {
    if (!turn.items.some(isCut)) return turn
    const items: Item[] = []
    for (const item of turn.items) {
      const found = isCut(item)
        ? await openLog(logPath(root, id), (log) => findTool(log, item.id, deps.translate)).catch(() => null)
        : null
      items.push(found ?? item)
    }
    return { ...turn, items }
  }

  const lookThrough = async (search: Search): Promise<void> => {
    const { run } = search.spec
    let listed = 0
    let before: number | null = null
    do {
      const read: HistoryRead | null = await page(search.spec, before).catch((error: unknown) => {
        // A session that was not sent yet, or whose files are gone: what is shown of it is in the newest turns.
        if (before === null && error instanceof AppError && error.code === 'sessionMissing') return null
        throw error
      })
      deps.breathe(run)
      const turns = read?.turns ?? []
      if (before === null) {
        search.own = turns.at(-1) ?? null
        deps.tell('began', { run, newestTurnId: search.own?.id ?? null })
      }
      const groups: HitGroup[] = []
      let unlisted = 0
      for (const turn of (before === null ? turns.slice(0, -1) : turns).toReversed()) {
        for (const group of hits(search, turn).toReversed()) {
          if (listed < MOST_LISTED) groups.push(group)
          else unlisted += group.places.length / 2
          listed += group.places.length / 2
        }
      }
      const found: OlderHits = { run, groups, unlisted, reached: turns[0]?.id ?? null }
      deps.tell('found', found)
      before = read?.before ?? null
    } while (before !== null)
  }

  return {
    search: async (spec) => {
      if (!isSessionId(spec.id)) throw new AppError('sessionMissing', spec.id)
      const match = createMatcher(spec.query, spec.options, () => deps.breathe(spec.run))
      const search: Search = { spec, match, scopes: new Set(spec.scopes), own: null, known: new Map() }
      current = search
      try {
        await lookThrough(search)
        return true
      } catch (error) {
        if (error instanceof AppError && error.code === 'cancelled') return false
        throw error
      }
    },
    newest: async ({ run, ids, changed }) => {
      const search = current
      if (search?.spec.run !== run) throw new AppError('cancelled')
      for (const turn of changed) search.known.set(turn.id, hits(search, await whole(search.spec.id, turn)))
      return ids.flatMap((id) => {
        const known = search.known.get(id) ?? (search.own?.id === id ? hits(search, search.own) : [])
        search.known.set(id, known)
        return known
      })
    },
  }
}

function isCut(item: Item): boolean {
  const { facts } = item.kind === 'tool' ? item : {}
  return facts?.cut !== undefined || facts?.inputSize !== undefined || facts?.diffSize !== undefined
}
