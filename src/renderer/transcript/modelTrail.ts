import type { Turn } from '../../shared/model.ts'

/** What two ways of naming a model may differ in: who offers it, and which edition of it is meant. */
const edition = /[-@:](?:\d{4}-?\d{2}-?\d{2}|\d{3,4}|latest|preview)$/u

/** Whether two names are of one model: providers answer with the edition that they gave in place of the name that was asked for. */
export function isSameModel(a: string, b: string): boolean {
  return plain(a) === plain(b)
}

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

function plain(model: string): string {
  return model
    .slice(model.lastIndexOf('/') + 1)
    .toLowerCase()
    .replace(edition, '')
}
