import { exportSession } from '../store/actions.ts'
import { exportMany, toggleArchived, togglePinned, toggleUnread } from '../store/marking.ts'
import { togglePin } from '../store/marks.ts'
import { openDialog } from '../store/navigation.ts'

/**
 * Does what a command means for sessions of the list, instead of the one that is shown; false for commands that are not about
 * sessions.
 */
export function markTogether(command: string, ids: readonly string[]): boolean {
  const [first] = ids
  if (first === undefined) return false
  switch (command) {
    case 'session.pin':
      // One moves before one's eyes: that needs no words.
      if (ids.length === 1) togglePin(first)
      else void togglePinned(ids)
      return true
    case 'session.archive':
      void toggleArchived(ids)
      return true
    case 'session.markUnread':
      void toggleUnread(ids)
      return true
    case 'session.tags':
      openDialog({ kind: 'tagMany', ids })
      return true
    case 'session.export':
    case 'session.exportJson': {
      const format = command === 'session.export' ? 'markdown' : 'json'
      void (ids.length === 1 ? exportSession(first, format) : exportMany(ids, format))
      return true
    }
    default:
      return false
  }
}
