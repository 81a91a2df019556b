import { Dialog } from '@base-ui/react/dialog'
import X from 'lucide-react/icons/x'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { closeDialog } from '../store/navigation.ts'
import type { PictureRequest } from '../store/state.ts'
import { useT } from '../store/store.ts'
import { IconButton } from '../ui/button.tsx'
import './pictureDialog.css'

/** A picture as large as the window allows; a click shows it in its own size and back. */
export function PictureDialog({ picture }: { readonly picture: PictureRequest }): ReactNode {
  const t = useT()
  const { name, src, width, height } = picture
  const [whole, setWhole] = useState(true)
  return (
    <>
      <header className="picture-head">
        <Dialog.Title className="dialog-title">{name}</Dialog.Title>
        <IconButton label={t('common.close')} onClick={closeDialog}>
          <X aria-hidden="true" />
        </IconButton>
      </header>
      <button
        type="button"
        className={`picture-body ${whole ? 'picture-whole' : ''}`}
        data-first-focus=""
        aria-label={t(whole ? 'reading.ownSize' : 'reading.fit')}
        aria-pressed={!whole}
        onClick={() => setWhole(!whole)}
      >
        <img src={src} width={width} height={height} alt={name} />
      </button>
    </>
  )
}
