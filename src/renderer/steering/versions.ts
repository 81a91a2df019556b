import type { Version } from '../../shared/model/opened.ts'
import type { Turn } from '../../shared/model/turn.ts'

/** Under which {@link versionsByTurn} has the versions behind the last turn. */
export const AT_END = ''

const none: ReadonlyMap<string, readonly Version[]> = new Map()

/**
 * The earlier versions of what stands at each turn, by the turn's id: those that stood behind the same message. `complete`:
 * nothing older is left to load, so that the first turn is known to stand at the beginning.
 */
export function versionsByTurn(
  versions: readonly Version[],
  turns: readonly Pick<Turn, 'id' | 'prompt'>[],
  complete: boolean,
): ReadonlyMap<string, readonly Version[]> {
  if (versions.length === 0) return none
  const found = new Map<string, readonly Version[]>()
  let before: string | null | undefined = complete ? null : undefined
  const behind = (after: string | null | undefined): readonly Version[] =>
    after === undefined ? [] : versions.filter((version) => version.after === after)
  for (const turn of turns) {
    if (turn.prompt === null) continue
    const own = behind(before)
    if (own.length > 0) found.set(turn.id, own)
    before = turn.id
  }
  const rest = behind(before)
  if (rest.length > 0) found.set(AT_END, rest)
  return found
}
