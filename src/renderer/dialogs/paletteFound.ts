import { useEffect, useState } from 'react'
import { call } from '../bridge.ts'
import type { Bookmark } from '../../shared/model/opened.ts'
import type { SearchHit, SearchPlace } from '../../shared/search.ts'

/** So many letters are needed: fewer begin nearly every message. */
const SHORTEST = 3
/** So long a pause between two keys begins a search (ms). */
const PAUSE = 120
const MOST = 5

/** A message with its words. */
export interface FoundMessage {
  readonly hit: SearchHit
  readonly place: SearchPlace
}

/** What the search finds for a text, beside sessions and commands. */
export interface PaletteFound {
  readonly messages: readonly FoundMessage[]
  readonly bookmarks: readonly Bookmark[]
}

const none: PaletteFound = { messages: [], bookmarks: [] }

/** The best messages and bookmarks for a text; none until they are found, and none of the text before. */
export function usePaletteFound(text: string): PaletteFound {
  const [found, setFound] = useState<(PaletteFound & { readonly text: string }) | null>(null)
  useEffect(() => {
    if (text.trim().length < SHORTEST) return
    let over = false
    const timer = setTimeout(() => {
      call('search.run', { query: text, words: 'beginning', after: null }).then(
        ({ hits, places, bookmarks }) => {
          const messages = hits.slice(0, MOST).flatMap((hit) => {
            const place = places.find(({ key }) => key === hit.key)
            return place === undefined ? [] : [{ hit, place }]
          })
          if (!over) setFound({ text, messages, bookmarks: bookmarks.slice(0, MOST) })
        },
        // Commands and sessions are what it is for: what else it could find is left out.
        () => undefined,
      )
    }, PAUSE)
    return () => {
      over = true
      clearTimeout(timer)
    }
  }, [text])
  return found?.text === text && text.trim().length >= SHORTEST ? found : none
}
