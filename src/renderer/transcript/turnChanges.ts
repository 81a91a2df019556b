import type { FileChange } from '../../shared/model/tool.ts'
import type { Turn } from '../../shared/model/turn.ts'
import { changesOf } from '../../shared/toolTexts.ts'

/** What changes come to. */
export interface ChangeSum {
  readonly files: number
  readonly added: number
  readonly removed: number
}

/** Adds changes up; a file that is changed twice is one file. */
export function sumOf(changes: readonly FileChange[]): ChangeSum {
  const names = new Map<string, string>()
  let [added, removed] = [0, 0]
  for (const change of changes) {
    // One that is moved stays one file.
    const before = change.from === undefined ? undefined : names.get(change.from)
    names.set(change.path, before ?? names.get(change.path) ?? change.path)
    added += change.added
    removed += change.removed
  }
  return { files: new Set(names.values()).size, added, removed }
}

/** What a turn did to files: only what was done counts. */
export function turnSum(turn: Turn): ChangeSum {
  return sumOf(turn.items.flatMap((item) => (item.kind === 'tool' ? changesOf(item) : [])))
}
