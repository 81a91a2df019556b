import { Notification } from 'electron'
import type { NoteChange } from '../shell/notify.ts'

/** Notifications on the desktop, one for each session at most. */
export interface Notifications {
  apply(change: NoteChange): void
  /** Those that stand, by session, for tests. */
  shown(): ReadonlyMap<string, Notification>
  dispose(): void
}

/** `open` is called with the session whose notification was clicked. */
export function createNotifications(open: (sessionId: string) => void): Notifications {
  // Held here: one that is collected as garbage loses its click.
  const shown = new Map<string, Notification>()
  const withdraw = (id: string): void => {
    const note = shown.get(id)
    shown.delete(id)
    note?.close()
  }
  return {
    apply: ({ show, withdraw: pointless }) => {
      for (const id of pointless) withdraw(id)
      if (!Notification.isSupported()) return
      for (const { sessionId, title, body } of show) {
        withdraw(sessionId)
        const note = new Notification({ title, body })
        note.on('click', () => {
          shown.delete(sessionId)
          open(sessionId)
        })
        note.on('close', () => {
          if (shown.get(sessionId) === note) shown.delete(sessionId)
        })
        shown.set(sessionId, note)
        note.show()
      }
    },
    shown: () => shown,
    dispose: () => {
      for (const id of [...shown.keys()]) withdraw(id)
    },
  }
}
