/** Who takes files that are dropped: a message box, the import, or nobody. */
export type DropPlace = 'box' | 'import' | 'nobody'

/** Whether a drag brings files, and not a text or a row. */
export function bringsFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes('Files') === true
}

/** Who takes files that are dropped on something: what is no place of the list goes to the box that the page has, if it has one. */
export function dropPlace(target: EventTarget | null): DropPlace {
  const element = target instanceof Element ? target : null
  const dialog = element?.closest('.dialog-import')
  // What is being imported is not left for something else.
  if (dialog != null) return dialog.querySelector('progress') === null ? 'import' : 'nobody'
  if (element?.closest('.sidebar') != null) return 'import'
  if (document.querySelector('.composer-box') !== null) return 'box'
  return document.querySelector('.dialog') === null ? 'import' : 'nobody'
}
