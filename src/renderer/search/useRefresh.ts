import { useEffect } from 'react'
import { app } from '../store/store.ts'
import { refresh } from './actions.ts'
import { search } from './state.ts'

/** So long after a change of the index what is shown is looked for again; while much is being read, less often (ms). */
const SOON = 200
const SELDOM = 2_000

/** Keeps what is shown in step with the index for as long as the page is there, and on coming back to it. */
export function useRefresh(): void {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null
    const later = (): void => {
      timer ??= setTimeout(look, app.getState().indexing === null ? SOON : SELDOM)
    }
    const look = (): void => {
      timer = null
      // It may have begun before what changed.
      if (search.getState().state === 'searching') later()
      else void refresh()
    }
    const stop = app.subscribe((state, before) => {
      if (state.indexed !== before.indexed || (state.indexing === null && before.indexing !== null)) later()
    })
    look()
    return () => {
      stop()
      if (timer !== null) clearTimeout(timer)
    }
  }, [])
}
