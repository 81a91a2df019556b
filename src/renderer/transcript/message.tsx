import BookmarkPlus from 'lucide-react/icons/bookmark-plus'
import Ellipsis from 'lucide-react/icons/ellipsis'
import History from 'lucide-react/icons/history'
import { lazy, Suspense, useState } from 'react'
import type { ReactNode } from 'react'
import type { Bookmark } from '../../shared/model/opened.ts'
import { CopyButton } from '../markdown/codeBlock.tsx'
import { openMessageMenu } from '../steering/messageMenu.ts'
import { openDialog } from '../store/navigation.ts'
import { useT } from '../store/store.ts'
import { IconButton } from '../ui/button.tsx'
import { MarkIcon } from '../ui/markIcon.tsx'
import { useSettled } from '../ui/useSettled.ts'
import { messageKey, useTranscript } from './context.ts'

const ContextDialog = lazy(async () => ({ default: (await import('../inspector/contextDialog.tsx')).ContextDialog }))

/**
 * Something that was said, by either side: takes the focus, carries its bookmark, and offers quiet actions when it is
 * pointed at or focused.
 */
export function Message({
  turnId,
  itemId,
  text,
  className,
  label,
  children,
}: {
  readonly turnId: string
  /** Null for the prompt. */
  readonly itemId: string | null
  /** What is copied. */
  readonly text: string
  readonly className: string
  readonly label: string
  readonly children: ReactNode
}): ReactNode {
  const { sessionId, bookmarks, marked, kept } = useTranscript()
  const bookmark = bookmarks.get(messageKey(turnId, itemId))
  const settled = useSettled()
  const isMarked = marked?.turnId === turnId && marked.itemId === itemId
  return (
    <div
      className={`message ${className} ${isMarked ? 'message-marked' : ''}`}
      data-item-id={itemId ?? undefined}
      data-prompt={itemId === null ? '' : undefined}
      tabIndex={-1}
      role="group"
      aria-label={label}
      onContextMenu={(event) => {
        // A link, a picture or marked text has a menu of its own.
        if (kept) return
        const onText = event.target instanceof Element && event.target.closest('a, img, input, textarea') !== null
        if (onText || !(window.getSelection()?.isCollapsed ?? true)) return
        event.preventDefault()
        openMessageMenu({ x: event.clientX, y: event.clientY }, { sessionId, turnId, itemId, text })
      }}
    >
      {bookmark !== undefined && <MessageMark bookmark={bookmark} />}
      {children}
      {settled && <MessageActions turnId={turnId} itemId={itemId} text={text} />}
    </div>
  )
}

function MessageMark({ bookmark: { name, colour } }: { readonly bookmark: Bookmark }): ReactNode {
  const t = useT()
  const label =
    colour === null
      ? t('message.bookmarked', { name })
      : t('message.bookmarkedIn', { name, colour: t(`tag.colour.${colour}`) })
  return (
    <span className="message-bookmark" data-tip={label}>
      <MarkIcon colour={colour} label={label} />
    </span>
  )
}

function MessageActions({
  turnId,
  itemId,
  text,
}: {
  readonly turnId: string
  readonly itemId: string | null
  readonly text: string
}): ReactNode {
  const t = useT()
  const { sessionId, bookmarks, kept } = useTranscript()
  /** Null until it is wanted for the first time: dialogs are not loaded with the page. */
  const [contextOpen, setContextOpen] = useState<boolean | null>(null)
  const bookmark = bookmarks.get(messageKey(turnId, itemId)) ?? null
  return (
    <div className="message-actions" role="toolbar" aria-label={t('message.actions')}>
      {text !== '' && <CopyButton text={text} label={t('message.copy')} />}
      {!kept && (
        <>
          <IconButton
            className="quiet-btn"
            label={bookmark === null ? t('message.bookmark') : t('message.editBookmark', { name: bookmark.name })}
            onClick={() => openDialog({ kind: 'bookmark', sessionId, turnId, itemId, bookmark })}
          >
            <BookmarkPlus aria-hidden="true" />
          </IconButton>
          <IconButton
            className="quiet-btn"
            label={t('message.more')}
            aria-haspopup="menu"
            onClick={(event) => openMessageMenu(event.currentTarget, { sessionId, turnId, itemId, text })}
          >
            <Ellipsis aria-hidden="true" />
          </IconButton>
        </>
      )}
      {bookmark !== null && !kept && (
        <>
          <IconButton className="quiet-btn" label={t('inspector.contextSince')} onClick={() => setContextOpen(true)}>
            <History aria-hidden="true" />
          </IconButton>
          {contextOpen !== null && (
            <Suspense fallback={null}>
              <ContextDialog bookmark={bookmark} open={contextOpen} onOpenChange={setContextOpen} />
            </Suspense>
          )}
        </>
      )}
    </div>
  )
}
