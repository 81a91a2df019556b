import File from 'lucide-react/icons/file'
import Folder from 'lucide-react/icons/folder'
import Image from 'lucide-react/icons/image'
import TriangleAlert from 'lucide-react/icons/triangle-alert'
import X from 'lucide-react/icons/x'
import { useEffect, useRef } from 'react'
import type { KeyboardEvent, ReactNode } from 'react'
import type { Attachment } from '../../shared/model/draft.ts'
import { focusComposer } from '../store/navigation.ts'
import { useApp, useT } from '../store/store.ts'
import { sizeLabel } from '../ui/sizes.ts'
import { useThumbnail } from './thumbnails.ts'
import { useGone } from './useGone.ts'
import './attachments.css'

const icons = { file: File, folder: Folder, image: Image }

/** What goes with a message, each with its name, kind and size; with `onRemove` each can be taken off. */
export function AttachmentChips({
  attachments,
  asked = 0,
  onRemove,
}: {
  readonly attachments: readonly Attachment[]
  /** Another number looks again whether they are there. */
  readonly asked?: number
  readonly onRemove?: (id: string) => void
}): ReactNode {
  const t = useT()
  const gone = useGone(attachments, asked)
  const list = useRef<HTMLUListElement>(null)
  const removed = useRef<number | null>(null)

  useEffect(() => {
    const at = removed.current
    removed.current = null
    if (at === null) return
    // The button has gone, and must not have taken the focus with it: the next one has it, or the box.
    const buttons = list.current?.querySelectorAll('button') ?? []
    const next = buttons[Math.min(at, buttons.length - 1)]
    if (next === undefined) focusComposer()
    else next.focus()
  }, [attachments])

  if (attachments.length === 0) return null
  const remove = (id: string): void => {
    removed.current = attachments.findIndex((attachment) => attachment.id === id)
    onRemove?.(id)
  }
  return (
    <ul ref={list} className="attached" aria-label={t('attachment.label')}>
      {attachments.map((attachment) => (
        <Chip
          key={attachment.id}
          attachment={attachment}
          gone={gone.has(attachment.id)}
          {...(onRemove === undefined ? {} : { onRemove: () => remove(attachment.id) })}
        />
      ))}
    </ul>
  )
}

function Chip({
  attachment,
  gone,
  onRemove,
}: {
  readonly attachment: Attachment
  readonly gone: boolean
  readonly onRemove?: () => void
}): ReactNode {
  const t = useT()
  const language = useApp((state) => state.dateLocale)
  const { id, kind, name, path, size } = attachment
  const picture = useThumbnail(id, kind === 'image')
  const Icon = gone ? TriangleAlert : icons[kind]
  const facts = gone ? t('attachment.gone') : size === null ? t('attachment.folder') : sizeLabel(size, language)
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Delete' && event.key !== 'Backspace') return
    event.preventDefault()
    onRemove?.()
  }
  return (
    <li className={`attachment ${gone ? 'attachment-gone' : ''}`} data-tip={path ?? t('attachment.copy')}>
      <span className="attachment-picture">
        {picture !== null && !gone ? <img src={picture} alt="" /> : <Icon aria-hidden="true" />}
      </span>
      <span className="attachment-name">{name}</span>
      <span className="attachment-facts">
        <span className="visually-hidden">{t(`attachment.kind.${kind}`)}, </span>
        {facts}
      </span>
      {onRemove !== undefined && (
        <button
          type="button"
          className="attachment-remove"
          aria-label={t('attachment.remove', { name })}
          onClick={onRemove}
          onKeyDown={onKeyDown}
        >
          <X aria-hidden="true" />
        </button>
      )}
    </li>
  )
}
