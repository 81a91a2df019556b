import type { SlashCommand } from '../../../shared/model/completion.ts'

/** A command that can be completed. */
export interface Completable {
  readonly name: string
  readonly how: SlashCommand['how'] | 'own'
  readonly description: string
}

/** Those that what was typed may mean, best first: from the beginning of the name, then of a part of it, then anywhere. */
export function matchCommands(all: readonly Completable[], query: string): readonly Completable[] {
  const wanted = query.toLowerCase()
  const rankOf = ({ name }: Completable): number => {
    if (name.startsWith(wanted)) return 0
    if (name.includes(`-${wanted}`)) return 1
    return name.includes(wanted) ? 2 : 3
  }
  return all
    .map((command) => ({ command, rank: rankOf(command) }))
    .filter(({ rank }) => rank < 3)
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ command }) => command)
}
