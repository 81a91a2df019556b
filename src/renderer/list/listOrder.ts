import type { AppState } from '../store/state.ts'
import { modelLabel } from './labels.ts'
import { filterWords, matchesWords } from './filter.ts'
import type { ListEntry } from './order.ts'
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
  readonly set: (patch: { readonly entries: readonly ListEntry[]; readonly hidden: number }) => void
}): ListOrder {
  const holders = new Set<string>()
  let timer: ReturnType<typeof setTimeout> | null = null
  let stale = false

  function compute(): void {
    if (timer !== null) clearTimeout(timer)
    timer = null
    stale = false
    const { rows, filter, providers, t, now } = deps.get()
    const words = filterWords(filter)
    const all = [...rows.values()]
    const shown =
      words.length === 0
        ? all
        : all.filter((row) => matchesWords(words, row, modelLabel(t, providers, row.providerId, row.model) ?? ''))
    deps.set({ entries: orderEntries(shown, now), hidden: all.length - shown.length })
  }

  return {
    changed: () => {
      stale = true
      if (holders.size === 0) timer ??= setTimeout(compute, 0)
    },
    hold: (reason, held) => {
      if (held) holders.add(reason)
      else holders.delete(reason)
      if (holders.size > 0 && timer !== null) {
        clearTimeout(timer)
        timer = null
      }
      if (holders.size === 0 && stale) timer ??= setTimeout(compute, 0)
    },
    now: compute,
    dispose: () => {
      if (timer !== null) clearTimeout(timer)
    },
  }
}
