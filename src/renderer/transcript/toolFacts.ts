import type { ToolItem } from '../../shared/model.ts'
import type { StringKey } from '../../shared/strings/catalogue.ts'
import type { DiffLine } from './diffLines.ts'
import { diffTexts } from './diffLines.ts'

/** What a tool does, for its icon and its word. */
export type ToolSort = 'run' | 'read' | 'edit' | 'create' | 'search' | 'fetch' | 'delegate' | 'other'

const sorts: Readonly<Record<string, ToolSort>> = {
  bash: 'run',
  powershell: 'run',
  shell: 'run',
  read_bash: 'run',
  write_bash: 'run',
  view: 'read',
  read: 'read',
  read_file: 'read',
  edit: 'edit',
  str_replace: 'edit',
  str_replace_editor: 'edit',
  apply_patch: 'edit',
  multi_edit: 'edit',
  create: 'create',
  write: 'create',
  write_file: 'create',
  grep: 'search',
  rg: 'search',
  glob: 'search',
  search: 'search',
  web_search: 'search',
  web_fetch: 'fetch',
  fetch: 'fetch',
  task: 'delegate',
}

const words: Readonly<Record<Exclude<ToolSort, 'other'>, StringKey>> = {
  run: 'tool.ran',
  read: 'tool.read',
  edit: 'tool.edited',
  create: 'tool.created',
  search: 'tool.searched',
  fetch: 'tool.fetched',
  delegate: 'tool.delegated',
}

/** What sort of tool a name stands for. */
export function sortOf(name: string): ToolSort {
  return sorts[name.toLowerCase()] ?? 'other'
}

/** The word for what a tool does or did; null when its name is the best word that there is. */
export function wordOf(sort: ToolSort, running: boolean): StringKey | null {
  if (sort === 'other') return null
  return running ? `tool.now.${sort}` : words[sort]
}

/** The change that an editing tool made, read from its arguments; null for any other tool. */
export function changeOf(tool: Pick<ToolItem, 'name' | 'input'>): readonly DiffLine[] | null {
  const sort = sortOf(tool.name)
  if (sort !== 'edit' && sort !== 'create') return null
  const input = objectOf(tool.input)
  if (input === null) return null
  const before = textIn(input, ['old_str', 'old_string', 'oldText'])
  const after = textIn(input, ['new_str', 'new_string', 'newText', 'file_text', 'content'])
  if (after === null && before === null) return null
  return diffTexts(before ?? '', after ?? '')
}

function objectOf(json: string): Readonly<Record<string, unknown>> | null {
  if (json.length > 200_000) return null
  try {
    const value: unknown = JSON.parse(json)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null
  } catch {
    return null
  }
}

function textIn(input: Readonly<Record<string, unknown>>, names: readonly string[]): string | null {
  for (const name of names) {
    const value = input[name]
    if (typeof value === 'string') return value
  }
  return null
}
