import type { ListEntry } from './order.ts'

/** The heading under which a session stands; undefined where the list has none, or the session is not in it. */
export function groupOf(entries: readonly ListEntry[], id: string): Extract<ListEntry, { kind: 'group' }> | undefined {
  const at = entries.findIndex((entry) => entry.kind === 'row' && entry.id === id)
  return entries.slice(0, Math.max(0, at)).findLast((entry) => entry.kind === 'group')
}
