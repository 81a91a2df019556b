import { use, useCallback, useState } from 'react'
import { TranscriptProvider } from './context.ts'
import { createFolds } from './folds.ts'

const folds = createFolds()

/**
 * What a person wants of something that folds: true for open, null while they said nothing. It is remembered by
 * `name`, the session's own, until the window is closed; without one, or outside of a conversation, as long as it is in the page.
 */
export function useFold(name: string | null): readonly [boolean | null, (open: boolean) => void] {
  const sessionId = use(TranscriptProvider)?.sessionId ?? null
  const [wish, setWish] = useState(() =>
    sessionId === null || name === null ? null : (folds.get(sessionId, name) ?? null),
  )
  const set = useCallback(
    (open: boolean): void => {
      setWish(open)
      if (sessionId !== null && name !== null) folds.set(sessionId, name, open)
    },
    [sessionId, name],
  )
  return [wish, set]
}
