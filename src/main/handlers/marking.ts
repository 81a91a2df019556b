import type { markingOperations } from '../../shared/contract/marking.ts'
import type { Bookmark } from '../../shared/model/opened.ts'
import type { Mark, MarkedRange, SessionRow } from '../../shared/model/session.ts'
import type { Turn } from '../../shared/model/turn.ts'
import { contextBetween } from '../archive/context.ts'
import { toMarkdown } from '../archive/markdown.ts'
import type { HandlerDeps, HandlersFor } from './deps.ts'

/** What a person says of sessions and messages, and how the list is looked at. */
export function markingHandlers(deps: HandlerDeps): HandlersFor<typeof markingOperations> {
  const { sessions, settings, about } = deps
  const { bookmarks } = sessions

  const between = async (
    id: string,
    until: string | null,
  ): Promise<{ readonly bookmark: Bookmark; readonly last: Bookmark | null; readonly range: MarkedRange }> => {
    const bookmark = await bookmarks.get(id)
    const last = until === null ? null : await bookmarks.get(until)
    return {
      bookmark,
      last,
      range: { since: markOf(bookmark), until: last === null ? null : markOf(last) },
    }
  }
  const markdown = (
    row: SessionRow,
    turns: readonly Turn[],
    since: Bookmark,
    until: Bookmark | null,
  ): Promise<string> => toMarkdown(row, turns, Date.now(), { t: deps.t(), locale: about.locale, since, until })

  return {
    'session.rename': ({ id, title }) => sessions.rename(id, title),
    'session.pin': ({ id, pinned }) => sessions.marks.pin(id, pinned),
    'session.tag': ({ id, tags }) => sessions.marks.tag(id, tags),
    'session.mark': ({ changes, work }) => sessions.marks.change(changes, work),
    'list.keepViews': ({ views }) => sessions.views.keep(views),
    'list.colourTag': ({ tag, colour }) => sessions.views.colour(tag, colour),
    'list.rest': () => ({ left: sessions.telling.goOn() }),
    'list.save': (look) => settings.setLook(look),
    'session.note': ({ id, notes }) => sessions.marks.note(id, notes),
    'session.markRead': ({ id, turnId }) => sessions.markRead(id, turnId),
    'session.markUnread': ({ id }) => sessions.markUnread(id),
    'bookmark.add': (mark) => bookmarks.add(mark),
    'bookmark.update': ({ id, ...change }) => bookmarks.update(id, change),
    'bookmark.restore': ({ id }) => bookmarks.restore(id),
    'bookmark.remove': ({ id }) => bookmarks.remove(id),
    'bookmark.list': () => bookmarks.list(null),
    'bookmark.context': async ({ id, until }) => {
      const { bookmark, last, range } = await between(id, until)
      const turns = contextBetween(await sessions.readAll(bookmark.sessionId), range)
      const messages = turns.flatMap((turn) => [turn.prompt, ...turn.items.filter((item) => item.kind === 'message')])
      return {
        markdown: await markdown(sessions.row(bookmark.sessionId), turns, bookmark, last),
        messages: messages.filter((message) => message !== null).length,
      }
    },
    'bookmark.seed': async ({ id, until }) => {
      const { bookmark, range } = await between(id, until)
      return sessions.seed(bookmark.sessionId, range, bookmark.name)
    },
    'bookmark.compare': async ({ id, until, models, draft }) => {
      const { bookmark, range } = await between(id, until)
      return sessions.compare(bookmark.sessionId, range, bookmark.name, models, draft)
    },
  }
}

function markOf({ turnId, itemId }: Bookmark): Mark {
  return { turnId, itemId }
}
