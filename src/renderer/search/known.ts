import { folderName } from '../../shared/folderName.ts'
import type { SessionRow } from '../../shared/model/session.ts'
import type { Known } from './completion.ts'

/** What sessions have that can be named in a query, what was used last first. */
export function knownOf(rows: Iterable<SessionRow>): Omit<Known, 'tools'> {
  const all = [...rows].toSorted((a, b) => b.activeAt - a.activeAt)
  const said = (value: string | null): readonly string[] => (value === null || value === '' ? [] : [value])
  const each = (of: (row: SessionRow) => readonly string[]): readonly string[] => [...new Set(all.flatMap(of))]
  return {
    tags: each(({ tags }) => tags),
    folders: each(({ folder }) => said(folder).map(folderName)),
    repositories: each(({ repository }) => said(repository)),
    models: each(({ model }) => said(model)),
  }
}
