import type { StringKey } from '../../shared/strings/catalogue.ts'
import { changingTools } from '../../shared/toolSorts.ts'

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
  ...changingTools,
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
