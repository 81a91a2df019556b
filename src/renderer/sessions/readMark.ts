import { useEffect } from 'react'
import { markRead } from '../store/actions.ts'
import { app, useApp } from '../store/store.ts'

/** Marks a session as read while it is shown in a window that has the focus, each time a turn has ended. */
export function useReadMark(id: string): void {
  const turns = useApp((state) => state.opened.get(id)?.state.turns.length ?? -1)
  useEffect(() => {
    if (turns < 0) return
    const mark = (): void => {
      if (!document.hasFocus()) return
      const view = app.getState().opened.get(id)
      const last = view?.state.turns.at(-1)?.id ?? null
      // The row may hear of a new turn later than the transcript does.
      if (view !== undefined && (view.row.unread || last !== view.readTurnId)) void markRead(id, last)
    }
    mark()
    window.addEventListener('focus', mark)
    return () => window.removeEventListener('focus', mark)
  }, [id, turns])
}
