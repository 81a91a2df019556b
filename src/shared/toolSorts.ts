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

/** Whether a tool changes files. */
export function changesFiles(name: string): boolean {
  return Object.hasOwn(changingTools, name.toLowerCase())
}
