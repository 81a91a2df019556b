import { useEffect, useState } from 'react'
import { call } from '../bridge.ts'
import type { ToolTextHits, ToolTextKey } from '../../shared/toolOutput.ts'

/** So long a pause between two keys begins a search, in milliseconds. */
const PAUSE = 120
const nothing: ToolTextHits = { total: 0, places: [] }

/** A search within a long text: its hits, and which of them is looked at. */
export interface TextFind {
  readonly query: string
  readonly setQuery: (query: string) => void
  readonly hits: ToolTextHits
  /** The place of the current hit in `hits`, counted from 0; -1 when there is none. */
  readonly current: number
  readonly step: (by: 1 | -1) => void
}

/** @param from the row from which the nearest hit is looked for */
export function useTextFind(key: ToolTextKey, from: () => number): TextFind {
  const [query, setQuery] = useState('')
  const [found, setFound] = useState({ hits: nothing, current: -1 })
  const { id, itemId, part } = key
  useEffect(() => {
    let wanted = true
    const timer = setTimeout(() => {
      const asked =
        query === ''
          ? Promise.resolve(nothing)
          : call('output.find', { id, itemId, part, query, matchCase: query !== query.toLowerCase() })
      asked
        .then((hits) => {
          if (wanted) setFound({ hits, current: nearest(hits, from()) })
        })
        .catch(() => undefined)
    }, PAUSE)
    return () => {
      wanted = false
      clearTimeout(timer)
    }
  }, [id, itemId, part, query, from])
  return {
    query,
    setQuery,
    ...found,
    step: (by) => {
      setFound(({ hits, current }) => {
        const count = hits.places.length / 3
        return { hits, current: count === 0 ? -1 : (current + by + count) % count }
      })
    },
  }
}

/** The first hit at or below a row, or else the first of all; -1 when there are none. */
export function nearest({ places }: ToolTextHits, row: number): number {
  if (places.length === 0) return -1
  for (let hit = 0; hit < places.length; hit += 3) if ((places[hit] ?? 0) >= row) return hit / 3
  return 0
}
