import type { RequestItem, RequestOutcome } from '../../shared/model/request.ts'
import type { ToolItem } from '../../shared/model/tool.ts'
import type { Item } from '../../shared/model/turn.ts'

/** A thing of a turn as it is drawn. */
export interface ShownItem {
  readonly item: Item
  /** What the person decided about this use of a tool; null when they were not asked. */
  readonly permission: RequestOutcome | null
}

/**
 * What of a turn is drawn. A tool and the permission that it waits for are one thing to the person: the request alone
 * while it waits, the tool alone when it was decided. A tool that only asks the person is told by its question.
 */
export function shownItems(items: readonly Item[]): readonly ShownItem[] {
  if (!items.some((item) => item.kind === 'request')) return items.map((item) => ({ item, permission: null }))
  const asked = pairs(items)
  const told = new Set<Item>()
  for (const [tool, request] of asked) told.add(isOpen(request) ? tool : request)
  for (const item of items) if (item.kind === 'tool' && asksOnly(item, items)) told.add(item)
  return items
    .filter((item) => !told.has(item))
    .map((item) => ({ item, permission: item.kind === 'tool' ? (asked.get(item)?.outcome ?? null) : null }))
}

/** Each tool with the permission that was asked for it: the one that names its call, or the first about the same thing. */
function pairs(items: readonly Item[]): ReadonlyMap<ToolItem, RequestItem> {
  const found = new Map<ToolItem, RequestItem>()
  for (const item of items) {
    if (item.kind !== 'request' || item.request.kind !== 'permission' || item.outcome === 'dismissed') continue
    const { subject, toolId } = item.request
    const free = items.filter((other): other is ToolItem => other.kind === 'tool' && !found.has(other))
    const tool = free.find(({ id }) => id === toolId) ?? free.find((other) => isAbout(other, subject))
    // While it waits, its tool can't have begun.
    if (tool !== undefined && (!isOpen(item) || tool.state === 'running' || tool.cut === true)) found.set(tool, item)
  }
  return found
}

/** Whether a request waits, or waited when everything ended. */
function isOpen({ outcome }: RequestItem): boolean {
  return outcome === null || outcome === 'unanswered'
}

/** Whether a tool does nothing else than ask the person, and its question or its plan is there. */
function asksOnly({ name }: ToolItem, items: readonly Item[]): boolean {
  const kind = name === 'ask_user' ? 'question' : name === 'exit_plan_mode' ? 'plan' : null
  return kind !== null && items.some((item) => item.kind === 'request' && item.request.kind === kind)
}

/** Whether a tool works on what a request names; a tool's own line is a single one, and cut where it is long. */
function isAbout(tool: ToolItem, subject: string): boolean {
  const full = subject.replace(/\s+/g, ' ').trim()
  if (full === '' || tool.subject === '') return false
  return tool.subject.endsWith('…') ? full.startsWith(tool.subject.slice(0, -1)) : tool.subject === full
}
