import type { MessageItem, SessionState, Turn } from '../../shared/model.ts'

/**
 * The messages that were finished between two states of a session, in their order. Each is told once, however what
 * happened was cut into batches: a short turn may begin and end within one.
 */
export function newlySaid(then: SessionState, now: SessionState): readonly MessageItem[] {
  const known = new Set(then.active === null ? [] : saidIn(then.active).map(({ id }) => id))
  return turnsSince(then, now)
    .flatMap((turn) => saidIn(turn))
    .filter((item) => !known.has(item.id))
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

function saidIn(turn: Turn): readonly MessageItem[] {
  return turn.items.filter((item) => item.kind === 'message').filter((item) => item.complete)
}
