import { Dialog } from '@base-ui/react/dialog'
import { Command } from 'cmdk'
import BookmarkIcon from 'lucide-react/icons/bookmark'
import { useEffect, useState } from 'react'
import type { ReactNode } from 'react'
import { call } from '../bridge.ts'
import { keysOf } from '../commands.ts'
import { ageLabel } from '../list/age.ts'
import { plainWords } from '../markdown/plain.ts'
import { fold } from '../../shared/fold.ts'
import { filterWords } from '../list/filter.ts'
import { titleOf } from '../list/labels.ts'
import type { Bookmark } from '../../shared/model.ts'
import { jumpTo } from '../store/actions.ts'
import { closeDialog } from '../store/navigation.ts'
import { useApp, useT } from '../store/store.ts'
import { report } from '../store/toasts.ts'

/** Every bookmark of every session, the newest first; choosing one goes there. */
export function BookmarksDialog(): ReactNode {
  const t = useT()
  const rows = useApp((state) => state.rows)
  const now = useApp((state) => state.now)
  const language = useApp((state) => state.dateLocale)
  const platform = useApp((state) => state.platform)
  const [text, setText] = useState('')
  const [bookmarks, setBookmarks] = useState<readonly Bookmark[] | null>(null)

  useEffect(() => {
    call('bookmark.list', {}).then(
      (list) => setBookmarks([...list].sort((a, b) => b.createdAt - a.createdAt)),
      (error: unknown) => {
        report(error)
        setBookmarks([])
      },
    )
  }, [])

  const words = filterWords(text)
  const nameOf = (bookmark: Bookmark): string => {
    const row = rows.get(bookmark.sessionId)
    return row === undefined ? bookmark.sessionId : titleOf(t, row)
  }
  const shown = (bookmarks ?? []).filter((bookmark) => {
    const all = fold(`${bookmark.name}\n${bookmark.description}\n${bookmark.snippet}\n${nameOf(bookmark)}`)
    return words.every((word) => all.includes(word))
  })

  return (
    <>
      <Dialog.Title className="dialog-title">{t('bookmarks.title')}</Dialog.Title>
      <Command shouldFilter={false} loop label={t('bookmarks.title')}>
        <Command.Input
          className="input"
          data-first-focus=""
          value={text}
          onValueChange={setText}
          placeholder={t('bookmarks.filter')}
        />
        <Command.List className="bookmarks-list">
          {/* An option that can't be chosen: a list without any is none to a screen reader. */}
          {shown.length === 0 && (
            <Command.Item disabled value="" className="menu-text">
              {bookmarks === null
                ? t('bookmarks.loading')
                : bookmarks.length === 0
                  ? t('bookmarks.empty', { keys: keysOf('session.bookmark', platform) })
                  : t('bookmarks.noMatch')}
            </Command.Item>
          )}
          {shown.map((bookmark) => (
            <Command.Item
              key={bookmark.id}
              value={bookmark.id}
              className="bookmarks-item"
              onSelect={() => {
                closeDialog()
                void jumpTo(bookmark)
              }}
            >
              <BookmarkIcon aria-hidden="true" />
              <span className="bookmarks-name">{bookmark.name}</span>
              <time>{ageLabel(bookmark.createdAt, now, language, t)}</time>
              <small>{nameOf(bookmark)}</small>
              <small>{bookmark.description === '' ? plainWords(bookmark.snippet) : bookmark.description}</small>
            </Command.Item>
          ))}
        </Command.List>
      </Command>
    </>
  )
}
