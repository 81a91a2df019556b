import { useEffect, useState } from 'react'
import { app, selectField, selectIsComplete, selectShown, useApp } from '../store/store.ts'
import { firstNewTurn, isPrepended, layEntries } from './entries.ts'
import type { Entry } from './entries.ts'

/** The turns as entries, and whether older ones were just put before them. */
export function useEntries(sessionId: string): { readonly entries: readonly Entry[]; readonly shift: boolean } {
  const state = useApp(selectShown(sessionId))
  const complete = useApp(selectIsComplete(sessionId))
  const readTurnId = useApp(selectField(sessionId, 'readTurnId')) ?? null
  const [firstNewId, setFirstNewId] = useState(() => {
    const newest = app.getState().opened.get(sessionId)?.state
    return firstNewTurn(newest?.turns ?? [], newest?.active ?? null, readTurnId)
  })
  const [laid, setLaid] = useState(() => ({
    state,
    firstNewId,
    complete,
    entries: layEntries(state?.turns ?? [], state?.active ?? null, firstNewId, complete, []),
    shift: false,
  }))
  // Coming back to the window is a visit of its own: what came meanwhile is new.
  useEffect(() => {
    const onShow = (): void => {
      if (document.visibilityState !== 'visible') return
      const view = app.getState().opened.get(sessionId)
      if (view === undefined) return
      const next = firstNewTurn(view.state.turns, view.state.active, view.readTurnId)
      if (next !== null) setFirstNewId(next)
    }
    document.addEventListener('visibilitychange', onShow)
    return () => document.removeEventListener('visibilitychange', onShow)
  }, [sessionId])

  if (laid.state === state && laid.firstNewId === firstNewId && laid.complete === complete) return laid
  const entries = layEntries(state?.turns ?? [], state?.active ?? null, firstNewId, complete, laid.entries)
  const next = { state, firstNewId, complete, entries, shift: isPrepended(laid.entries, entries) }
  setLaid(next)
  return next
}
