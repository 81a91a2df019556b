import type { ReactNode } from 'react'
import { createPortal } from 'react-dom'
import { useFileDrop } from '../drop/fileDrop.ts'
import { openDialog } from '../store/navigation.ts'
import { useT } from '../store/store.ts'
import './importDrop.css'

/** Offers what is dropped on the list, or where no message could take it, to be imported; shows where while it is held there. */
export function ImportDrop(): ReactNode {
  const t = useT()
  const over = useFileDrop({
    place: 'import',
    isMine: () => true,
    take: (files) => openDialog({ kind: 'import', files }),
  })
  if (!over) return null
  return createPortal(
    <div className="import-drop">
      <p role="status">{t('import.drop')}</p>
    </div>,
    taking(),
  )
}

/** What takes the files: the dialog of the import, else the list; where no message can be written, all of the window. */
function taking(): Element {
  const box = document.querySelector('.composer-box')
  const asked = document.querySelector('.dialog-import') ?? (box === null ? null : document.querySelector('.sidebar'))
  return asked ?? document.body
}
