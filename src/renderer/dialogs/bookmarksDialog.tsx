import { Dialog } from '@base-ui/react/dialog'
import { Command } from 'cmdk'
import ChevronDown from 'lucide-react/icons/chevron-down'
import RotateCw from 'lucide-react/icons/rotate-cw'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { keysOf } from '../commands.ts'
import { ageLabel } from '../list/age.ts'
import { plainWords } from '../markdown/plain.ts'
import { titleOf } from '../list/labels.ts'
import { tagColours } from '../../shared/listing.ts'
import type { TagColour } from '../../shared/listing.ts'
import type { Bookmark } from '../../shared/model/opened.ts'
import { jumpTo } from '../store/actions.ts'
import { closeDialog } from '../store/navigation.ts'
import { useApp, useT } from '../store/store.ts'
import { useCtrlMoves } from '../ui/ctrlMoves.ts'
import { MarkIcon } from '../ui/markIcon.tsx'
import { NoMatch } from '../ui/noMatch.tsx'
import { bookmarksMeeting } from './bookmarksMeeting.ts'
import { useAllBookmarks } from './useAllBookmarks.ts'

/** So many are drawn at first, and with each wish for more: a person may have thousands. */
const STEP = 50

/** Every bookmark of every session, the newest first; choosing one goes there. */
export function BookmarksDialog(): ReactNode {
  const t = useT()
  const rows = useApp((state) => state.rows)
  const now = useApp((state) => state.now)
  const language = useApp((state) => state.dateLocale)
  const platform = useApp((state) => state.platform)
  const [text, setText] = useState('')
  const [colour, setColour] = useState<TagColour | null>(null)
  const [most, setMost] = useState(STEP)
  const [chosen, setChosen] = useState('')
  const { known, readAgain } = useAllBookmarks()
  const bookmarks = known.kind === 'read' ? known.bookmarks : []

  const nameOf = (bookmark: Bookmark): string => {
    const row = rows.get(bookmark.sessionId)
    return row === undefined ? bookmark.sessionId : titleOf(t, row)
  }
  const colours = tagColours.filter((one) => bookmarks.some((bookmark) => bookmark.colour === one))
  const shown = bookmarksMeeting(bookmarks, { text, colour, nameOf })

  return (
    <>
      <Dialog.Title className="dialog-title">{t('bookmarks.title')}</Dialog.Title>
      <Command
        vimBindings={useCtrlMoves()}
        shouldFilter={false}
        loop
        label={t('bookmarks.title')}
        value={chosen}
        onValueChange={setChosen}
      >
        <Command.Input
          className="input"
          data-first-focus=""
          value={text}
          onValueChange={setText}
          placeholder={t('bookmarks.filter')}
        />
        {colours.length > 0 && (
          <div className="bookmarks-colours" role="group" aria-label={t('bookmarks.colours')}>
            {colours.map((one) => (
              <ColourToggle
                key={one}
                colour={one}
                pressed={one === colour}
                onToggle={(on) => setColour(on ? one : null)}
              />
            ))}
          </div>
        )}
        <Command.List className="bookmarks-list" label={t('bookmarks.title')}>
          {known.kind === 'reading' && <Only text={t('bookmarks.loading')} />}
          {known.kind === 'read' && bookmarks.length === 0 && (
            <Only text={t('bookmarks.empty', { keys: keysOf('session.bookmark', platform) })} />
          )}
          {known.kind === 'failed' && (
            <>
              <Only
                text={`${t('bookmarks.failed')} ${t(`error.${known.failure.code}.help`, { detail: known.failure.detail })}`}
              />
              <Command.Item value="read again" className="menu-item" onSelect={readAgain}>
                <span className="menu-icon">
                  <RotateCw aria-hidden="true" />
                </span>
                <span className="menu-label">{t('common.retry')}</span>
              </Command.Item>
            </>
          )}
          {bookmarks.length > 0 && shown.length === 0 && (
            <NoMatch
              text={t('bookmarks.noMatch')}
              onClear={() => {
                setText('')
                setColour(null)
              }}
            />
          )}
          {shown.slice(0, most).map((bookmark) => (
            <Command.Item
              key={bookmark.id}
              value={bookmark.id}
              className="bookmarks-item"
              onSelect={() => {
                closeDialog()
                void jumpTo(bookmark)
              }}
            >
              <MarkIcon colour={bookmark.colour} />
              <span className="bookmarks-name">{bookmark.name}</span>
              <time>{ageLabel(bookmark.createdAt, now, language, t)}</time>
              <small>{nameOf(bookmark)}</small>
              <small>{bookmark.description === '' ? plainWords(bookmark.snippet) : bookmark.description}</small>
            </Command.Item>
          ))}
          {shown.length > most && (
            <Command.Item
              value="more"
              className="menu-item"
              // One goes on typing.
              onMouseDown={(event) => event.preventDefault()}
              onSelect={() => {
                setMost(most + STEP)
                // One goes on from where one was: the list itself begins anew when what was selected goes.
                setTimeout(() => setChosen(shown[most]?.id ?? ''))
              }}
            >
              <span className="menu-icon">
                <ChevronDown aria-hidden="true" />
              </span>
              <span className="menu-label">{t('bookmarks.more', { count: shown.length - most })}</span>
            </Command.Item>
          )}
        </Command.List>
      </Command>
    </>
  )
}

/** An option that can't be chosen: a list without any is none to a screen reader. */
function Only({ text }: { readonly text: string }): ReactNode {
  return (
    <Command.Item disabled value="" className="menu-text">
      {text}
    </Command.Item>
  )
}

function ColourToggle({
  colour,
  pressed,
  onToggle,
}: {
  readonly colour: TagColour
  readonly pressed: boolean
  readonly onToggle: (on: boolean) => void
}): ReactNode {
  const t = useT()
  return (
    <button
      type="button"
      className="colour-toggle"
      aria-pressed={pressed}
      onClick={() => onToggle(!pressed)}
      onKeyDown={(event) => {
        // The list takes it for itself.
        if (event.key === 'Enter') event.stopPropagation()
      }}
    >
      <span className={`tag-dot tag-${colour}`} aria-hidden="true" />
      {t(`tag.colour.${colour}`)}
    </button>
  )
}
