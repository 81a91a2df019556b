import type { NoticeItem } from '../../shared/model/notice.ts'
import type { Request } from '../../shared/model/request.ts'
import type { ToolItem } from '../../shared/model/tool.ts'
import type { Item, MessageItem, SessionState, Turn } from '../../shared/model/turn.ts'
import { shownItems } from './shownItems.ts'

/** Something that a person who does not see the conversation has to be told of. */
export type Happening =
  /** A message grew, or is complete. */
  | { readonly kind: 'said'; readonly item: MessageItem }
  /** Something waits for the person. */
  | { readonly kind: 'asked'; readonly request: Request }
  /** A tool is through with what it did. */
  | { readonly kind: 'worked'; readonly tool: ToolItem }
  | { readonly kind: 'noticed'; readonly notice: NoticeItem['notice']; readonly running: boolean }
  | { readonly kind: 'ended'; readonly turn: Turn }

/**
 * What happened between two states of a session, in its order. Each thing is told once, however what happened was cut
 * into batches: a short turn may begin and end within one.
 */
export function happened(then: SessionState, now: SessionState): readonly Happening[] {
  return [...noticedAfter(then, now), ...turnsSince(then, now).flatMap((turn) => within(knownOf(then, turn.id), turn))]
}

/** The turns that ran or began since: what was put before the others, or read from the disk anew, is nothing new. */
function turnsSince(then: SessionState, now: SessionState): readonly Turn[] {
  const running = now.active === null ? [] : [now.active]
  if (now.turns === then.turns) return running
  const last = then.turns.at(-1)?.id
  const from = last === undefined ? 0 : now.turns.findLastIndex((turn) => turn.id === last) + 1
  const isKnownPlace = last === undefined ? now.turns.length <= 1 : from > 0
  if (isKnownPlace) return [...now.turns.slice(from), ...running]
  return [...now.turns.filter((turn) => turn.id === then.active?.id), ...running]
}

/** A turn as it was known then: the running one, or the last one, which may be taken up again. */
function knownOf(then: SessionState, id: string): Turn | null {
  if (then.active?.id === id) return then.active
  const last = then.turns.at(-1)
  return last?.id === id ? last : null
}

function within(before: Turn | null, turn: Turn): readonly Happening[] {
  const running = turn.outcome === 'running'
  const told = turn.items.flatMap((item, index) => {
    const known = knownItem(before, item, index)
    return known === item ? [] : toldOf(known, item, turn)
  })
  const ended = !running && before?.outcome !== turn.outcome
  return ended ? [...told, { kind: 'ended', turn }] : told
}

/** Mostly it stands where it stood. */
function knownItem(before: Turn | null, item: Item, index: number): Item | undefined {
  const same = before?.items[index]
  return same?.id === item.id ? same : before?.items.find(({ id }) => id === item.id)
}

function toldOf(before: Item | undefined, item: Item, turn: Turn): readonly Happening[] {
  switch (item.kind) {
    case 'message':
      if (before?.kind === 'message' && (before.complete || before.text === item.text) && !ends(before, item)) return []
      return [{ kind: 'said', item }]
    case 'request':
      if (item.outcome !== null || (before?.kind === 'request' && before.outcome === null)) return []
      return [{ kind: 'asked', request: item.request }]
    case 'notice':
      if (before?.kind === 'notice' && before.notice === item.notice) return []
      return [{ kind: 'noticed', notice: item.notice, running: turn.outcome === 'running' }]
    case 'tool':
      if (!isThrough(item) || (before?.kind === 'tool' && isThrough(before))) return []
      if (isCut(item, turn) || asksPerson(item, turn)) return []
      return [{ kind: 'worked', tool: item }]
  }
}

/** Whether a tool did its work. What was denied did none, and the person knows. */
function isThrough({ state }: ToolItem): boolean {
  return state === 'done' || state === 'failed'
}

/** Whether its turn was cut while it ran: that is told by the end of the turn. */
function isCut({ state, cut }: ToolItem, { outcome }: Turn): boolean {
  return cut === true || (state === 'failed' && (outcome === 'stopped' || outcome === 'interrupted'))
}

/** Whether it did nothing but ask: that was told when it asked. */
function asksPerson(tool: ToolItem, { items }: Turn): boolean {
  return !shownItems(items).some(({ item }) => item === tool)
}

function ends(before: MessageItem, item: MessageItem): boolean {
  return item.complete && !before.complete
}

/** Between two turns a notice is put to the turn that ended, and all others stay what they were. */
function noticedAfter(then: SessionState, now: SessionState): readonly Happening[] {
  const before = then.turns.at(-1)
  const after = now.turns[then.turns.length - 1]
  if (before === undefined || after === undefined || after === before || after.id !== before.id) return []
  if (then.turns.length > 1 && then.turns.at(-2) !== now.turns[then.turns.length - 2]) return []
  return within(before, after).filter(({ kind }) => kind === 'noticed')
}
