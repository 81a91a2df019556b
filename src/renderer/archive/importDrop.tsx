import type { ReactNode } from 'react'
import { useFileDrop } from '../drop/fileDrop.ts'
import { openDialog } from '../store/navigation.ts'
import { useT } from '../store/store.ts'
import './importDrop.css'

/** Offers what is dropped on the list, or where no message could take it, to be imported; says so while it is held there. */
export function ImportDrop(): ReactNode {
  const t = useT()
  const over = useFileDrop({
    place: 'import',
    isMine: () => true,
    take: (files) => openDialog({ kind: 'import', files }),
  })
  return over ? (
    <p className="import-drop" role="status">
      {t('import.drop')}
    </p>
  ) : null
}
