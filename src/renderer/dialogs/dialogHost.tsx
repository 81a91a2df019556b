import { Dialog } from '@base-ui/react/dialog'
import { useEffect, useRef } from 'react'
import type { ReactNode } from 'react'
import { ExportDialog } from '../archive/exportDialog.tsx'
import { ImportDialog } from '../archive/importDialog.tsx'
import { ChangesDialog } from '../changes/changesDialog.tsx'
import { closeDialog } from '../store/navigation.ts'
import type { DialogRequest } from '../store/state.ts'
import { app, useApp } from '../store/store.ts'
import { BookmarkDialog } from './bookmarkDialog.tsx'
import { BookmarksDialog } from './bookmarksDialog.tsx'
import { CompactDialog } from './compactDialog.tsx'
import { CompareDialog } from './compareDialog.tsx'
import { DeleteDialog } from './deleteDialog.tsx'
import { FailuresDialog } from './failuresDialog.tsx'
import { KeysDialog } from './keysDialog.tsx'
import { Palette } from './palette.tsx'
import { PictureDialog } from './pictureDialog.tsx'
import { PromptsDialog } from './promptsDialog.tsx'
import { RenameDialog } from './renameDialog.tsx'
import { RepairDialog } from './repairDialog.tsx'
import { TagManyDialog } from './tagManyDialog.tsx'
import { ViewDialog } from './viewDialog.tsx'
import { TextDialog } from '../viewer/textDialog.tsx'
import { RewindDialog } from '../steering/rewindDialog.tsx'
import { hasMovedOn } from '../ui/focus.ts'
import { focusPageLater } from '../ui/focusPage.ts'
import { useLast } from '../ui/useLast.ts'
import './dialogs.css'

/** The one dialog of the window. */
export function DialogHost(): ReactNode {
  const dialog = useApp((state) => state.dialog)
  const shown = useLast(dialog)
  const asked = useRef(0)
  useEffect(() => {
    if (dialog !== null) asked.current = app.getState().composerFocus
  }, [dialog])
  return (
    <Dialog.Root
      open={dialog !== null}
      onOpenChange={(open) => {
        if (!open) closeDialog()
      }}
      onOpenChangeComplete={(open) => {
        // What asked for it may be gone with what was done.
        if (!open) focusPageLater()
      }}
    >
      <Dialog.Portal>
        <Dialog.Backdrop className="scrim" />
        <Dialog.Popup
          className={`dialog dialog-${shown?.kind ?? ''}`}
          role={shown?.kind === 'delete' ? 'alertdialog' : 'dialog'}
          initialFocus={() => document.querySelector<HTMLElement>('.dialog [data-first-focus]') ?? true}
          // Who asked for the composer meanwhile must not lose it again, nor who went anywhere else.
          finalFocus={() => app.getState().composerFocus === asked.current && !hasMovedOn('.dialog')}
        >
          {shown !== null && <Content dialog={shown} />}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

function Content({ dialog }: { readonly dialog: DialogRequest }): ReactNode {
  switch (dialog.kind) {
    case 'palette':
      return <Palette request={dialog} />
    case 'keys':
      return <KeysDialog />
    case 'bookmarks':
      return <BookmarksDialog />
    case 'export':
      return <ExportDialog key={dialog.ids.join(' ')} request={dialog} />
    case 'import':
      return <ImportDialog key={keyOfFiles(dialog.files)} files={dialog.files} />
    case 'prompts':
      return <PromptsDialog />
    case 'rename':
      return <RenameDialog id={dialog.id} />
    case 'repair':
      return <RepairDialog key={dialog.id} id={dialog.id} refused={dialog.refused} />
    case 'rewind':
      return <RewindDialog key={dialog.turnId} request={dialog} />
    case 'compact':
      return <CompactDialog key={dialog.id} id={dialog.id} keep={dialog.keep} />
    case 'view':
      return <ViewDialog view={dialog.view} />
    case 'tagMany':
      return <TagManyDialog ids={dialog.ids} />
    case 'failures':
      return <FailuresDialog title={dialog.title} results={dialog.results} />
    case 'delete':
      return <DeleteDialog ids={dialog.ids} />
    case 'text':
      return (
        <TextDialog
          key={dialog.itemId + dialog.part}
          textKey={{ id: dialog.id, itemId: dialog.itemId, part: dialog.part }}
          place={dialog.place}
        />
      )
    case 'changes':
      return <ChangesDialog {...dialog} />
    case 'picture':
      return <PictureDialog picture={dialog} />
    case 'compare':
      return <CompareDialog key={dialog.bookmark.id} bookmark={dialog.bookmark} until={dialog.until} />
    case 'bookmark':
      return <BookmarkDialog request={dialog} />
  }
}

const dropped = new WeakMap<readonly File[], number>()
let drops = 0

/** Each drop begins anew. */
function keyOfFiles(files: readonly File[] | undefined): number {
  if (files === undefined) return 0
  const known = dropped.get(files) ?? (drops += 1)
  dropped.set(files, known)
  return known
}
