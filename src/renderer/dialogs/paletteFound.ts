import { useEffect, useState } from 'react'
import { call } from '../bridge.ts'
import { AppError } from '../../shared/errors.ts'
import type { Bookmark } from '../../shared/model/opened.ts'
import type { SearchHit, SearchPlace } from '../../shared/search.ts'

/** So many letters are needed: fewer begin nearly every message. Where a character is a word, one says enough. */
const SHORTEST = 3
const tellingCharacter = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}\p{sc=Thai}\p{sc=Laoo}\p{sc=Mymr}\p{sc=Khmr}]/u
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
  /** More may come in a moment. */
  readonly pending: boolean
}

const none: PaletteFound = { messages: [], bookmarks: [], pending: false }
const notYet: PaletteFound = { ...none, pending: true }

/** The best messages and bookmarks for a text; none until they are found, and none of the text before. */
export function usePaletteFound(text: string): PaletteFound {
  const [found, setFound] = useState<(PaletteFound & { readonly text: string }) | null>(null)
  useEffect(() => {
    if (!isEnough(text)) return
    let over = false
    const take = (what: PaletteFound): void => {
      if (!over) setFound({ text, ...what })
    }
    const look = (): void => {
      lookFor(text).then(take, (error: unknown) => {
        // Another search of the window's took its place: it has its turn when that one is done.
        if (error instanceof AppError && error.code === 'cancelled' && !over) timer = setTimeout(look, 5 * PAUSE)
        // Commands and sessions are what it is for: what else it could find is left out.
        else take(none)
      })
    }
    let timer = setTimeout(look, PAUSE)
    return () => {
      over = true
      clearTimeout(timer)
    }
  }, [text])
  if (!isEnough(text)) return none
  return found?.text === text ? found : notYet
}

async function lookFor(query: string): Promise<PaletteFound> {
  const { hits, places, bookmarks } = await call('search.run', { query, words: 'beginning', after: null })
  const messages = hits.slice(0, MOST).flatMap((hit) => {
    const place = places.find(({ key }) => key === hit.key)
    return place === undefined ? [] : [{ hit, place }]
  })
  return { messages, bookmarks: bookmarks.slice(0, MOST), pending: false }
}

function isEnough(text: string): boolean {
  return text.trim().length >= SHORTEST || tellingCharacter.test(text)
}
