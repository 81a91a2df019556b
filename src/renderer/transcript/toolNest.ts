import type { Item } from '../../shared/model/turn.ts'
import type { ShownItem } from './shownItems.ts'

/** A thing of a turn with what stands inside of it: the calls of the sub-agent that it started. */
export interface NestedItem extends ShownItem {
  readonly inside: readonly NestedItem[]
}

const nothing: readonly NestedItem[] = []

/**
 * Puts the calls of sub-agents into the call that started them. What waits for the person, and what has lost its
 * parent, stays outside.
 */
export function nestItems(items: readonly ShownItem[]): readonly NestedItem[] {
  if (!items.some(({ item }) => parentOf(item) !== null)) return items.map((one) => ({ ...one, inside: nothing }))
  const ids = new Set(items.map(({ item }) => item.id))
  const byParent = new Map<string, ShownItem[]>()
  const outside: ShownItem[] = []
  for (const one of items) {
    const parent = parentOf(one.item)
    if (parent === null || !ids.has(parent) || isWithin(parent, one.item.id, items)) outside.push(one)
    else byParent.set(parent, [...(byParent.get(parent) ?? []), one])
  }
  const nest = (one: ShownItem): NestedItem => ({ ...one, inside: byParent.get(one.item.id)?.map(nest) ?? nothing })
  return outside.map(nest)
}

/** Whether two things say the same: then nothing is drawn anew. */
export function isSameNested(a: NestedItem, b: NestedItem): boolean {
  return (
    a.item === b.item &&
    a.permission === b.permission &&
    a.inside.length === b.inside.length &&
    a.inside.every((one, at) => {
      const other = b.inside[at]
      return other !== undefined && isSameNested(one, other)
    })
  )
}

function parentOf(item: Item): string | null {
  return item.kind === 'tool' ? item.parentId : null
}

/** Whether one would be put into itself, as only a damaged log tells it. */
function isWithin(parent: string, id: string, items: readonly ShownItem[]): boolean {
  const byId = new Map(items.map(({ item }) => [item.id, item]))
  const seen = new Set<string>()
  for (let at: string | null = parent; at !== null && !seen.has(at);) {
    if (at === id) return true
    seen.add(at)
    const item: Item | undefined = byId.get(at)
    at = item === undefined ? null : parentOf(item)
  }
  return false
}
