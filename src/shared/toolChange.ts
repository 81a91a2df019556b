import type { DiffLine } from './diffLines.ts'
import { diffTexts } from './diffLines.ts'
import type { ToolItem } from './model.ts'

/** The tools that change files, and how. */
export const changingTools: Readonly<Record<string, 'edit' | 'create'>> = {
  edit: 'edit',
  str_replace: 'edit',
  str_replace_editor: 'edit',
  apply_patch: 'edit',
  multi_edit: 'edit',
  create: 'create',
  write: 'create',
  write_file: 'create',
}

/** The change that an editing tool made, read from its arguments; null for any other tool. */
export function changeOf(tool: Pick<ToolItem, 'name' | 'input'>): readonly DiffLine[] | null {
  if (!Object.hasOwn(changingTools, tool.name.toLowerCase())) return null
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
