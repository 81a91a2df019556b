import type { SessionRow } from '../../shared/model.ts'
import type { AppState } from '../store/state.ts'
import { modelLabel } from './labels.ts'
import { filterWords, matchesWords } from './filter.ts'
import { orderEntries } from './order.ts'

/** Decides when the order of the list may change: never under the pointer, nor while a row has the keyboard's focus. */
export interface ListOrder {
  /** The rows changed in a way that can change the order. */
  changed(): void
  /** Something holds the order still, or lets go of it. */
  hold(reason: 'pointer' | 'focus', held: boolean): void
  /** The person changed something themselves (filter, new session): the order follows at once. */
  now(): void
  dispose(): void
}

/** Makes the keeper of the order; the sort of ten thousand rows happens here, once a burst of changes, never in a render. */
export function createListOrder(deps: {
  readonly get: () => AppState
  readonly set: (patch: Partial<Pick<AppState, 'entries' | 'hidden' | 'waiting'>>) => void
}): ListOrder {
  const holders = new Set<string>()
  let timer: ReturnType<typeof setTimeout> | null = null
  let counting: ReturnType<typeof setTimeout> | null = null
  let stale = false

  function matching(): readonly SessionRow[] {
    const { rows, filter, providers, t } = deps.get()
    const words = filterWords(filter)
    const all = [...rows.values()]
    if (words.length === 0) return all
    return all.filter((row) => matchesWords(words, row, modelLabel(t, providers, row.providerId, row.model) ?? ''))
  }

  function compute(): void {
    for (const one of [timer, counting]) if (one !== null) clearTimeout(one)
    timer = null
    counting = null
    stale = false
    const { rows, now } = deps.get()
    const shown = matching()
    deps.set({ entries: orderEntries(shown, now), hidden: rows.size - shown.length, waiting: 0 })
  }

  /** Says how many rows came while the order holds still: nothing is hidden silently. */
  function count(): void {
    counting = null
    const { entries, waiting } = deps.get()
    const shown = new Set(entries.map((entry) => (entry.kind === 'row' ? entry.id : '')))
    const fresh = matching().filter((row) => !shown.has(row.id)).length
    if (fresh !== waiting) deps.set({ waiting: fresh })
  }

  return {
    changed: () => {
      stale = true
      if (holders.size === 0) timer ??= setTimeout(compute, 0)
      else counting ??= setTimeout(count, 0)
    },
    hold: (reason, held) => {
      if (held) holders.add(reason)
      else holders.delete(reason)
      if (holders.size > 0 && timer !== null) {
        clearTimeout(timer)
        timer = null
        counting ??= setTimeout(count, 0)
      }
      if (holders.size === 0 && stale) timer ??= setTimeout(compute, 0)
    },
    now: compute,
    dispose: () => {
      for (const one of [timer, counting]) if (one !== null) clearTimeout(one)
    },
  }
}
