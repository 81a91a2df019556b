import { randomUUID } from 'node:crypto'
import { AppError } from '../../shared/errors.ts'
import type { Bookmark, Turn } from '../../shared/model.ts'
import type { Library } from '../library/port.ts'
import type { Catalogue } from './catalogue.ts'
import type { Conversations } from './conversations.ts'
import type { Outgoing } from './outgoing.ts'

/** How much of a marked message is kept with its bookmark, in characters. */
const SNIPPET = 400

/** Marked messages, kept in the library. */
export interface Bookmarks {
  list(sessionId: string | null): Promise<readonly Bookmark[]>
  get(id: string): Promise<Bookmark>
  add(mark: Omit<Bookmark, 'id' | 'snippet' | 'createdAt'>): Promise<Bookmark>
  update(id: string, words: Pick<Bookmark, 'name' | 'description'>): Promise<Bookmark>
  remove(id: string): Promise<void>
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
    add: async (mark) => {
      const turn = await findTurn(mark.sessionId, mark.turnId)
      if (turn === undefined) throw new AppError('bookmarkMissing', mark.turnId)
      const snippet = markedText(turn, mark.itemId).trim().slice(0, SNIPPET).toWellFormed()
      const bookmark: Bookmark = { ...mark, id: randomUUID(), snippet, createdAt: deps.now() }
      await library.putBookmark(bookmark)
      await tell(mark.sessionId)
      return bookmark
    },
    update: async (id, words) => {
      const bookmark: Bookmark = { ...(await get(id)), ...words }
      await library.putBookmark(bookmark)
      await tell(bookmark.sessionId)
      return bookmark
    },
    remove: async (id) => {
      const { sessionId } = await get(id)
      await library.removeBookmark(id)
      await tell(sessionId)
    },
  }
}

function markedText(turn: Turn, itemId: string | null): string {
  if (itemId === null) return turn.prompt?.text ?? ''
  const item = turn.items.find((other) => other.id === itemId)
  return item?.kind === 'message' ? item.text : item?.kind === 'tool' ? `${item.name} ${item.subject}` : ''
}
