import Paperclip from 'lucide-react/icons/paperclip'
import type { ReactNode } from 'react'
import { shortcutLabel } from '../keys.ts'
import { useApp, useT } from '../store/store.ts'
import { IconButton } from '../ui/button.tsx'
import { openMenu } from '../ui/overlay.ts'
import { pickAttachments } from './attaching.ts'

/** Opens a menu with what can be attached by choosing it. */
export function AttachButton({ sessionId }: { readonly sessionId: string }): ReactNode {
  const t = useT()
  const platform = useApp((state) => state.platform)
  const keys = shortcutLabel('Mod+Shift+A', platform)
  return (
    <IconButton
      className="composer-attach"
      label={t('attachment.add')}
      keys={keys}
      aria-haspopup="menu"
      onClick={(event) =>
        openMenu({
          anchor: event.currentTarget,
          label: t('attachment.add'),
          items: [
            {
              kind: 'action',
              id: 'files',
              label: t('attachment.files'),
              keys,
              perform: () => void pickAttachments(sessionId, 'files'),
            },
            {
              kind: 'action',
              id: 'folder',
              label: t('attachment.folderPick'),
              perform: () => void pickAttachments(sessionId, 'folder'),
            },
          ],
        })
      }
    >
      <Paperclip aria-hidden="true" />
    </IconButton>
  )
}
