import type { FileChange } from './model/tool.ts'
import type { FileEdit } from './toolOutput.ts'

/** Everything that happened to one file. */
export interface ChangedFile extends FileChange {
  /** Oldest first. */
  readonly edits: readonly FileEdit[]
}

/** Gathers changes by file, in the order in which files were first touched; one that is moved stays one file, under its last name. */
export function groupChanges(edits: readonly FileEdit[]): readonly ChangedFile[] {
  const files = new Map<string, FileEdit[]>()
  for (const edit of edits) {
    const before = edit.from === undefined ? undefined : files.get(edit.from)
    if (before !== undefined && edit.from !== undefined && !files.has(edit.path)) {
      files.delete(edit.from)
      files.set(edit.path, [...before, edit])
    } else files.set(edit.path, [...(files.get(edit.path) ?? []), edit])
  }
  return [...files].map(([path, own]) => ({
    path,
    ...cameFrom(own, path),
    kind: kindOf(own),
    added: own.reduce((sum, edit) => sum + edit.added, 0),
    removed: own.reduce((sum, edit) => sum + edit.removed, 0),
    edits: own,
  }))
}

function cameFrom(edits: readonly FileEdit[], path: string): { readonly from?: string } {
  const first = edits.find((edit) => edit.from !== undefined)?.from
  return first === undefined || first === path ? {} : { from: first }
}

/** What became of a file in the end, seen from before the first change. */
function kindOf(edits: readonly FileEdit[]): FileChange['kind'] {
  const last = edits.at(-1)?.kind ?? 'edited'
  if (last === 'deleted') return 'deleted'
  if (edits[0]?.kind === 'created') return 'created'
  if (edits.some((edit) => edit.kind === 'moved')) return 'moved'
  return edits.every((edit) => edit.kind === 'binary') ? 'binary' : edits.length === 1 ? last : 'edited'
}
