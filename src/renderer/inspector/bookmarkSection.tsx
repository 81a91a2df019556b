import CornerUpLeft from 'lucide-react/icons/corner-up-left'
import Ellipsis from 'lucide-react/icons/ellipsis'
import History from 'lucide-react/icons/history'
import Pencil from 'lucide-react/icons/pencil'
import Trash from 'lucide-react/icons/trash-2'
import { useMemo, useState } from 'react'
import type { ReactNode } from 'react'
import type { Bookmark } from '../../shared/model/opened.ts'
import { plainWords } from '../markdown/plain.ts'
import { jumpTo } from '../store/actions.ts'
import { removeBookmark } from '../store/bookmarks.ts'
import { openDialog } from '../store/navigation.ts'
import { selectField, useApp, useT } from '../store/store.ts'
import { IconButton } from '../ui/button.tsx'
import { MarkIcon } from '../ui/markIcon.tsx'
import { openMenu } from '../ui/overlay.ts'
import { ContextDialog } from './contextDialog.tsx'
import { messagesIn, messagesSince } from './facts.ts'
import { Section } from './section.tsx'

/** The marked messages of the session: go there, or take what was said since. */
export function BookmarkSection({ sessionId }: { readonly sessionId: string }): ReactNode {
  const t = useT()
  const bookmarks = useApp(selectField(sessionId, 'bookmarks')) ?? []
  return (
    <Section title={t('inspector.bookmarks')} aside={bookmarks.length === 0 ? undefined : bookmarks.length}>
      {bookmarks.length === 0 ? (
        <p className="inspector-quiet">{t('inspector.noBookmarks')}</p>
      ) : (
        <ul className="inspector-list">
          {bookmarks.map((bookmark) => (
            <BookmarkLine key={bookmark.id} bookmark={bookmark} />
          ))}
        </ul>
      )}
    </Section>
  )
}

function BookmarkLine({ bookmark }: { readonly bookmark: Bookmark }): ReactNode {
  const t = useT()
  const [contextOpen, setContextOpen] = useState(false)
  const since = useSince(bookmark)
  const about = [
    bookmark.description === '' ? plainWords(bookmark.snippet) : bookmark.description,
    since === null ? '' : t('inspector.since', { count: since }),
  ]
  const items = [
    {
      kind: 'action',
      id: 'jump',
      label: t('inspector.jump'),
      icon: CornerUpLeft,
      perform: () => void jumpTo(bookmark),
    },
    {
      kind: 'action',
      id: 'context',
      label: t('inspector.contextSince'),
      icon: History,
      perform: () => setContextOpen(true),
    },
    {
      kind: 'action',
      id: 'edit',
      label: t('common.edit'),
      icon: Pencil,
      perform: () => openDialog({ kind: 'bookmark', ...targetOf(bookmark), bookmark }),
    },
    { kind: 'separator', id: 'line' },
    {
      kind: 'action',
      id: 'remove',
      label: t('common.remove'),
      icon: Trash,
      danger: true,
      perform: () => void removeBookmark(bookmark),
    },
  ] as const
  return (
    <li className="bookmark-line">
      <button type="button" className="bookmark-jump" onClick={() => void jumpTo(bookmark)}>
        <MarkIcon colour={bookmark.colour} />
        <span>
          <b>{bookmark.name}</b>
          <small>{about.filter((part) => part !== '').join(' · ')}</small>
        </span>
      </button>
      <IconButton
        className="quiet-btn"
        label={t('inspector.bookmarkMenu', { name: bookmark.name })}
        aria-haspopup="menu"
        onClick={(event) => openMenu({ anchor: event.currentTarget, label: bookmark.name, items })}
      >
        <Ellipsis aria-hidden="true" />
      </IconButton>
      <ContextDialog bookmark={bookmark} open={contextOpen} onOpenChange={setContextOpen} />
    </li>
  )
}

/** Only the turn that runs is counted again with every token that streams. */
function useSince(bookmark: Bookmark): number | null {
  const turns = useApp((state) => state.opened.get(bookmark.sessionId)?.state.turns)
  const past = useMemo(() => messagesSince({ turns: turns ?? [], active: null }, bookmark), [turns, bookmark])
  const now = useApp((state) => {
    const active = state.opened.get(bookmark.sessionId)?.state.active ?? null
    if (past === null) return messagesSince({ turns: [], active }, bookmark)
    return active === null ? 0 : messagesIn(active)
  })
  return now === null ? null : (past ?? 0) + now
}

function targetOf({ sessionId, turnId, itemId }: Bookmark): Pick<Bookmark, 'sessionId' | 'turnId' | 'itemId'> {
  return { sessionId, turnId, itemId }
}
