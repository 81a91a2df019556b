import { useEffect, useMemo } from 'react'
import type { KeyboardEvent } from 'react'
import { isInView } from '../panes/inView.ts'
import { markRead, noteRead } from '../store/reading.ts'
import { releaseUnread } from '../store/keptUnread.ts'
import { app, useApp } from '../store/store.ts'
import { readsByKey } from './readsByKey.ts'

/** What a person does in a session, as the element around it hears it. */
export interface ReadingActs {
  readonly onWheelCapture: () => void
  readonly onPointerDownCapture: () => void
  readonly onKeyDownCapture: (event: KeyboardEvent) => void
}

/**
 * Marks a session as read while it is shown in a window that has the focus, each time a turn has ended. One that is kept
 * unread becomes read with the first thing that the person does in it: the element around it is to hear the acts.
 */
export function useReadMark(id: string): ReadingActs {
  const turns = useApp((state) => state.opened.get(id)?.state.turns.length ?? -1)
  const kept = useApp((state) => state.keptUnread.has(id))
  const inView = useApp((state) => isInView(state, id))
  useEffect(() => {
    if (turns < 0 || kept || !inView) return
    let marked: string | null = null
    const mark = (): void => {
      if (!document.hasFocus()) return
      const view = app.getState().opened.get(id)
      const last = view?.state.turns.at(-1)?.id ?? null
      // The row may hear of a new turn later than the transcript does.
      if (view === undefined || (!view.row.unread && last === (marked ?? view.readTurnId))) return
      marked = last
      void markRead(id, last)
    }
    // Only when one leaves: until then what is new since the last visit is marked by it.
    const leave = (): void => {
      if (marked !== null) noteRead(id, marked)
    }
    const onHidden = (): void => {
      if (document.visibilityState === 'hidden') leave()
    }
    mark()
    // That it is unread may come later than what a person did in it.
    const forget = app.subscribe(({ opened }, { opened: before }) => {
      if (opened.get(id)?.row.unread === true && before.get(id)?.row.unread !== true) mark()
    })
    window.addEventListener('focus', mark)
    document.addEventListener('visibilitychange', onHidden)
    return () => {
      forget()
      window.removeEventListener('focus', mark)
      document.removeEventListener('visibilitychange', onHidden)
      leave()
    }
  }, [id, turns, kept, inView])
  return useMemo(() => {
    const acted = (): void => releaseUnread(id)
    return {
      onWheelCapture: acted,
      onPointerDownCapture: acted,
      onKeyDownCapture: (event) => {
        if (readsByKey(event)) acted()
      },
    }
  }, [id])
}
