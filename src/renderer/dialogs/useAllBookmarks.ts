import { useEffect, useState } from 'react'
import { AppError } from '../../shared/errors.ts'
import type { Failure } from '../../shared/errors.ts'
import type { Bookmark } from '../../shared/model/opened.ts'
import { call } from '../bridge.ts'

/** What is known of all bookmarks: the newest come first. */
export type AllBookmarks =
  | { readonly kind: 'reading' }
  | { readonly kind: 'read'; readonly bookmarks: readonly Bookmark[] }
  | { readonly kind: 'failed'; readonly failure: Failure }

/** Reads the bookmarks of all sessions, and once more on `readAgain`. */
export function useAllBookmarks(): { readonly known: AllBookmarks; readonly readAgain: () => void } {
  const [known, setKnown] = useState<AllBookmarks>({ kind: 'reading' })
  const [attempt, setAttempt] = useState(0)
  useEffect(() => {
    let over = false
    const take = (next: AllBookmarks): void => {
      if (!over) setKnown(next)
    }
    call('bookmark.list', {}).then(
      (list) => take({ kind: 'read', bookmarks: [...list].sort((a, b) => b.createdAt - a.createdAt) }),
      (error: unknown) =>
        take({ kind: 'failed', failure: error instanceof AppError ? error : new AppError('internal') }),
    )
    return () => {
      over = true
    }
  }, [attempt])
  return {
    known,
    readAgain: () => {
      setKnown({ kind: 'reading' })
      setAttempt((before) => before + 1)
    },
  }
}
