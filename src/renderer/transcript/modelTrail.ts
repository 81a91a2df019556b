import type { Turn } from '../../shared/model/turn.ts'
import { isSameModel } from '../../shared/modelName.ts'

/** The model that answered last in a turn; null when none did. */
export function answeredBy(turn: Turn): string | null {
  const said = turn.items.findLast((item) => item.kind === 'message' && item.model !== null)
  return said?.kind === 'message' ? said.model : null
}

/**
 * For each turn the model that answered before it, where another one answers in it and nothing in between says that the
 * model was changed; null everywhere else.
 */
export function unmarkedChanges(turns: readonly Turn[]): readonly (string | null)[] {
  let known: string | null = null
  return turns.map((turn) => {
    const trail = trailOf(turn)
    const fresh = known !== null && trail.first !== null && !isSameModel(known, trail.first)
    const before = fresh ? known : trail.within
    known = trail.last ?? known
    return before
  })
}

/** Who answers in a turn, seen from outside. */
interface Trail {
  /** The first model that answers before any change is told; null when there is none. */
  readonly first: string | null
  /** A model after which another one answered, without a word, within the turn. */
  readonly within: string | null
  /** The model that whoever answers next is compared with. */
  readonly last: string | null
}

/** By turn: a finished one never changes, and a stream must not look through all of them each time. */
const trails = new WeakMap<Turn, Trail>()

function trailOf(turn: Turn): Trail {
  const cached = trails.get(turn)
  if (cached !== undefined) return cached
  let first: string | null = null
  let within: string | null = null
  let last: string | null = null
  for (const item of turn.items) {
    if (item.kind === 'notice' && item.notice.kind === 'modelChanged') last = item.notice.to
    if (item.kind !== 'message' || item.model === null) continue
    if (last === null) first = item.model
    else if (!isSameModel(last, item.model)) within ??= last
    last = item.model
  }
  const trail = { first, within, last }
  trails.set(turn, trail)
  return trail
}

/** What is to be said about who answered in a turn: another model than was asked for, or than before. */
export type OtherModel =
  | { readonly kind: 'asked'; readonly used: string; readonly wanted: string }
  | { readonly kind: 'before'; readonly used: string; readonly from: string }

/** Null when nothing is to be said. @param before see {@link unmarkedChanges} */
export function otherModel(turn: Turn, before: string | null): OtherModel | null {
  const used = answeredBy(turn)
  if (used === null) return null
  const wanted = turn.usage?.asked
  if (wanted !== undefined) return { kind: 'asked', used, wanted }
  return before === null ? null : { kind: 'before', used, from: before }
}
