import Paperclip from 'lucide-react/icons/paperclip'
import type { ReactNode } from 'react'
import { folderName } from '../list/labels.ts'
import { useT } from '../store/store.ts'
import '../composer/attachments.css'

/** What went with a message: by name, or by the path that the runtime was given. */
export function SentAttachments({ names }: { readonly names: readonly string[] }): ReactNode {
  const t = useT()
  return (
    <ul className="attached attached-sent" aria-label={t('attachment.label')}>
      {names.map((name, index) => (
        <li key={`${index} ${name}`} className="attachment" data-tip={name}>
          <span className="attachment-picture">
            <Paperclip aria-hidden="true" />
          </span>
          <span className="attachment-name">{folderName(name)}</span>
        </li>
      ))}
    </ul>
  )
}
