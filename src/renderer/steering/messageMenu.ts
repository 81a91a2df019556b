import BookmarkPlus from 'lucide-react/icons/bookmark-plus'
import Copy from 'lucide-react/icons/copy'
import Pencil from 'lucide-react/icons/pencil'
import RotateCcw from 'lucide-react/icons/rotate-ccw'
import Shuffle from 'lucide-react/icons/shuffle'
import GitFork from 'lucide-react/icons/git-fork'
import { keysOf } from '../commands.ts'
import { copy } from '../store/actions.ts'
import { openDialog } from '../store/navigation.ts'
import { app } from '../store/store.ts'
import type { Anchor, MenuItem } from '../ui/overlay.ts'
import { openMenu } from '../ui/overlay.ts'
import { editMessage, forkSession, retry, retryWith, turnOf, whyNot } from './actions.ts'

/** A message of a session, as its menu knows it. */
export interface MessagePlace {
  readonly sessionId: string
  readonly turnId: string
  /** Null for the prompt. */
  readonly itemId: string | null
  readonly text: string
}

/** Shows what can be done from a message on. */
export function openMessageMenu(anchor: Anchor, place: MessagePlace): void {
  openMenu({ anchor, label: app.getState().t('message.menu'), items: messageMenu(place, anchor) })
}

/** What can be done with a message; what can't be done now says why. */
export function messageMenu({ sessionId, turnId, itemId, text }: MessagePlace, anchor: Anchor): readonly MenuItem[] {
  const { t, platform, opened } = app.getState()
  const turn = turnOf(sessionId, turnId)
  const running = turn?.outcome === 'running'
  const bookmark =
    opened.get(sessionId)?.bookmarks.find((one) => one.turnId === turnId && one.itemId === itemId) ?? null
  const reason = whyNot(sessionId, turnId)
  const state = reason === null ? { disabled: false } : { disabled: true, hint: t(reason) }
  return [
    {
      kind: 'action',
      id: 'retry',
      label: t('message.retry'),
      icon: RotateCcw,
      keys: keysOf('turn.retry', platform),
      ...state,
      perform: () => retry(sessionId, turnId),
    },
    {
      kind: 'action',
      id: 'retryWith',
      label: t('message.retryWith'),
      icon: Shuffle,
      ...state,
      perform: () => retryWith(sessionId, turnId, anchor),
    },
    {
      kind: 'action',
      id: 'edit',
      label: t('message.edit'),
      icon: Pencil,
      keys: keysOf('turn.edit', platform),
      ...state,
      perform: () => editMessage(sessionId, turnId),
    },
    {
      kind: 'action',
      id: 'fork',
      label: t('message.fork'),
      icon: GitFork,
      keys: keysOf('session.fork', platform),
      disabled: running,
      ...(running ? { hint: t('steer.running') } : {}),
      perform: () => void forkSession(sessionId, { turnId, side: 'after' }),
    },
    { kind: 'separator', id: 'beforeCopy' },
    {
      kind: 'action',
      id: 'copy',
      label: t('message.copy'),
      icon: Copy,
      disabled: text === '',
      perform: () => void copy(text),
    },
    {
      kind: 'action',
      id: 'bookmark',
      label: bookmark === null ? t('message.bookmarkShort') : t('message.editBookmark', { name: bookmark.name }),
      icon: BookmarkPlus,
      keys: keysOf('session.bookmark', platform),
      perform: () => openDialog({ kind: 'bookmark', sessionId, turnId, itemId, bookmark }),
    },
  ]
}
