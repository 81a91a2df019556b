import type { KeyboardEvent } from 'react'
import { commandFor } from '../commands.ts'
import { openBeside } from '../panes/actions.ts'
import { openSession } from '../store/actions.ts'
import { openDialog } from '../store/navigation.ts'
import { clearSelection, listedIds, selectAll, targetsOf } from '../store/selection.ts'
import { app } from '../store/store.ts'
import type { ListEntry } from './order.ts'
import { indexAfter } from './roving.ts'
import { markTogether } from './rowActions.ts'
import { stretched, toggled } from './selection.ts'
import type { Chosen } from './selection.ts'

/** What the keys of the list work on. */
export interface ListHands {
  readonly entries: readonly ListEntry[]
  /** The line that has the focus. */
  readonly at: number
  readonly entry: ListEntry
  readonly moveTo: (index: number) => void
  readonly fold: (key: string, focus: boolean) => void
  readonly choose: (change: (chosen: Chosen) => Chosen) => void
}

/** Does what a key means in the list: for the line that has the focus, or all that are chosen with it. False for others. */
export function pressed(event: KeyboardEvent, hands: ListHands): boolean {
  const { entries, at, entry, moveTo, fold, choose } = hands
  const { platform, selecting } = app.getState()
  const id = entry.kind === 'row' ? entry.id : null
  const mod = platform === 'darwin' ? event.metaKey : event.ctrlKey
  if (event.key === 'Escape') return clearSelection()
  if (mod && !event.shiftKey && !event.altKey && event.key.toLowerCase() === 'a') {
    selectAll()
    return true
  }
  if (id !== null && event.ctrlKey && event.key === ' ') {
    choose((chosen) => toggled(chosen, id))
    return true
  }
  if (id !== null && mod && !event.shiftKey && !event.altKey && event.key === 'Enter') {
    void openBeside(id)
    return true
  }
  const command = commandFor(event.nativeEvent, platform)?.id
  if (id !== null && command !== undefined && markTogether(command, targetsOf(id))) return true
  if (event.ctrlKey || event.metaKey || event.altKey) return false
  const next = indexAfter(entries, at, event.key)
  if (next !== null) {
    moveTo(next)
    const to = entries[next]
    if (event.shiftKey && id !== null && to?.kind === 'row') {
      choose(({ ids, anchor }) => stretched({ ids, anchor: ids.size === 0 ? id : anchor }, listedIds(), to.id, false))
    }
    return true
  }
  if (id === null) {
    if (entry.kind !== 'group' || !['ArrowRight', 'Enter', ' '].includes(event.key)) return false
    fold(entry.key, true)
    return true
  }
  switch (event.key) {
    case 'ArrowLeft': {
      const group = entries.slice(0, at).findLast((one) => one.kind === 'group')
      if (group?.kind === 'group') fold(group.key, true)
      return true
    }
    case ' ':
      if (selecting) choose((chosen) => toggled(chosen, id))
      else void openSession(id)
      return true
    case 'Enter':
      void openSession(id)
      return true
    case 'F2':
      openDialog({ kind: 'rename', id })
      return true
    case 'Backspace':
      if (platform !== 'darwin') return false
      openDialog({ kind: 'delete', ids: targetsOf(id) })
      return true
    case 'Delete':
      openDialog({ kind: 'delete', ids: targetsOf(id) })
      return true
    default:
      return false
  }
}
