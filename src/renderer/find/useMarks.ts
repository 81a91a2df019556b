import { useEffect } from 'react'
import type { RefObject } from 'react'
import type { SessionState } from '../../shared/model/turn.ts'
import { app, selectShown } from '../store/store.ts'
import { turnIn } from '../store/stretch.ts'
import type { GoTo } from '../transcript/usePlace.ts'
import { refresh } from './actions.ts'
import { createPainter } from './paint.ts'
import { find, useFind } from './state.ts'

/** What streams is searched again so often at most, in milliseconds. */
const PACE = 300

/** Marks the hits in a transcript while the bar is open, brings the current one into view, and follows what comes. */
export function useMarks(sessionId: string, scroller: RefObject<HTMLElement | null>, goTo: GoTo): void {
  const open = useFind((view) => view.open && view.sessionId === sessionId)

  useEffect(() => {
    const box = scroller.current
    if (!open || box === null) return
    const stateOf = (): SessionState | undefined => selectShown(sessionId)(app.getState())
    const own = createPainter(box, stateOf)
    let shown = -1
    let timer: ReturnType<typeof setTimeout> | null = null
    let before = stateOf()
    const go = (): void => {
      const { current, going } = find.getState()
      const state = stateOf()
      if (current === null || going === shown) return
      if (state === undefined || turnIn(state, current.turnId) === undefined) return
      shown = going
      // Not before the list has taken what was loaded, and what was folded has opened.
      requestAnimationFrame(() => goTo(current.turnId, current.itemId, own.findCurrent))
    }
    const look = (): void => {
      own.show(find.getState())
      go()
    }
    const unheard = [
      find.subscribe(look),
      app.subscribe((now) => {
        const state = selectShown(sessionId)(now)
        if (state === before) return
        before = state
        go()
        timer ??= setTimeout(() => {
          timer = null
          void refresh()
        }, PACE)
      }),
    ]
    look()
    return () => {
      for (const undo of unheard) undo()
      if (timer !== null) clearTimeout(timer)
      own.dispose()
    }
  }, [open, sessionId, scroller, goTo])
}
