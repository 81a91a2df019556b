import { randomUUID } from 'node:crypto'
import type { Input } from '../../shared/contract.ts'
import { AppError } from '../../shared/errors.ts'
import type { Bookmark } from '../../shared/model/opened.ts'
import type { Turn } from '../../shared/model/turn.ts'
import type { Library } from '../library/port.ts'
import type { Catalogue } from './catalogue.ts'
import type { Conversations } from './conversations.ts'
import type { Outgoing } from './outgoing.ts'

/** How much of a marked message is kept with its bookmark, in characters. */
const SNIPPET = 400
/** So many that were removed can be brought back. */
const MOST_REMOVED = 50

/** Marked messages, kept in the library. */
export interface Bookmarks {
  list(sessionId: string | null): Promise<readonly Bookmark[]>
  get(id: string): Promise<Bookmark>
  add(mark: Omit<Input<'bookmark.add'>, 'id'>): Promise<Bookmark>
  update(id: string, change: Omit<Input<'bookmark.update'>, 'id'>): Promise<Bookmark>
  remove(id: string): Promise<void>
  /** Brings back one that was removed since the start, as it was: its message may be gone. */
  restore(id: string): Promise<Bookmark>
}

export interface BookmarksDeps {
  readonly library: Library
  readonly conversations: Conversations
  readonly catalogue: () => Catalogue
  readonly outgoing: Outgoing
  readonly now: () => number
}

/** See {@link Bookmarks}. */
export function createBookmarks(deps: BookmarksDeps): Bookmarks {
  const { library, conversations } = deps
  const removed = new Map<string, Bookmark>()

  const get = async (id: string): Promise<Bookmark> => {
    const bookmark = await library.bookmark(id)
    if (bookmark === null) throw new AppError('bookmarkMissing', id)
    return bookmark
  }
  const tell = async (sessionId: string): Promise<void> => {
    const bookmarks = await library.bookmarks(sessionId)
    deps.catalogue().setBookmarks(sessionId, bookmarks.length)
    deps.outgoing.add({ type: 'session.bookmarksChanged', id: sessionId, bookmarks })
  }
  const findTurn = async (sessionId: string, turnId: string): Promise<Turn | undefined> => {
    const state = conversations.get(sessionId)?.feed.state()
    const loaded = [...(state?.turns ?? []), ...(state?.active ? [state.active] : [])]
    return (
      loaded.find((turn) => turn.id === turnId) ??
      (await conversations.readAll(sessionId)).find((turn) => turn.id === turnId)
    )
  }

  return {
    list: (sessionId) => library.bookmarks(sessionId),
    get,
    add: async ({ colour = null, ...mark }) => {
      const turn = await findTurn(mark.sessionId, mark.turnId)
      if (turn === undefined) throw new AppError('bookmarkMissing', mark.turnId)
      const snippet = markedText(turn, mark.itemId).trim().slice(0, SNIPPET).toWellFormed()
      const bookmark: Bookmark = { ...mark, colour, id: randomUUID(), snippet, createdAt: deps.now() }
      await library.putBookmark(bookmark)
      await tell(mark.sessionId)
      return bookmark
    },
    update: async (id, { name, description, colour }) => {
      const before = await get(id)
      const bookmark: Bookmark = { ...before, name, description, colour: colour === undefined ? before.colour : colour }
      await library.putBookmark(bookmark)
      await tell(bookmark.sessionId)
      return bookmark
    },
    remove: async (id) => {
      const bookmark = await get(id)
      await library.removeBookmark(id)
      removed.set(id, bookmark)
      for (const [oldest] of removed) if (removed.size > MOST_REMOVED) removed.delete(oldest)
      await tell(bookmark.sessionId)
    },
    restore: async (id) => {
      const bookmark = removed.get(id)
      // One of a session that went meanwhile would stand for nothing.
      if (bookmark === undefined || deps.catalogue().row(bookmark.sessionId) === null)
        throw new AppError('bookmarkMissing', id)
      await library.putBookmark(bookmark)
      removed.delete(id)
      await tell(bookmark.sessionId)
      return bookmark
    },
  }
}

function markedText(turn: Turn, itemId: string | null): string {
  if (itemId === null) return turn.prompt?.text ?? ''
  const item = turn.items.find((other) => other.id === itemId)
  return item?.kind === 'message' ? item.text : item?.kind === 'tool' ? `${item.name} ${item.subject}` : ''
}
