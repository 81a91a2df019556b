import { Dialog } from '@base-ui/react/dialog'
import { Command } from 'cmdk'
import { useEffect, useMemo, useRef, useState } from 'react'
import type { ReactNode } from 'react'
import Plus from 'lucide-react/icons/plus'
import { commands } from '../commandTable.ts'
import type { Command as Action } from '../command.ts'
import { shortcutLabel } from '../keys.ts'
import { fold } from '../../shared/fold.ts'
import { filterWords, matchesWords } from '../list/filter.ts'
import { glyphOf, titleOf } from '../list/labels.ts'
import { compareRows } from '../list/order.ts'
import type { SessionRow } from '../../shared/model/session.ts'
import { parseQuery } from '../../shared/query.ts'
import { asksForSessions, meetsFilters, meetsTime, meetsWords } from '../../shared/sessionQuery.ts'
import { isListed } from '../sessions/idCheck.ts'
import { idIssue } from '../sessions/idTemplate.ts'
import { visit } from '../sessions/visit.ts'
import { openBeside } from '../panes/actions.ts'
import { openSession } from '../store/actions.ts'
import { closeDialog } from '../store/navigation.ts'
import { app, useApp, useT } from '../store/store.ts'
import { Glyph } from '../ui/glyph.tsx'
import { usePaletteFound } from './paletteFound.ts'
import {
  BookmarkGroup,
  bookmarkValue,
  EVERYTHING,
  MessageGroup,
  messageValue,
  SavedGroup,
  savedValue,
} from './paletteSearch.tsx'
import { onTypeAhead, readAhead } from './typeAhead.ts'
import '../ui/floating.css'

/** So many sessions are listed: more are found by typing on, and commands, bookmarks and messages are in view, too. */
const MOST_SESSIONS = 8

/** What is shorter is a word on the way to something else. */
const SHORTEST_ID = 3
const CREATE = 'create'

/** Everything by a few letters: sessions, actions, saved searches, bookmarks, messages; `beside` offers only what can be opened in a pane of its own. */
export function Palette({ beside }: { readonly beside: boolean }): ReactNode {
  const t = useT()
  const platform = useApp((state) => state.platform)
  const rows = useApp((state) => state.rows)
  const [text, setText] = useState('')
  const [chosen, setChosen] = useState('')
  const box = useRef<HTMLInputElement>(null)
  const [choices, setChoices] = useState<readonly string[]>([])
  useEffect(
    () =>
      onTypeAhead((keys) => {
        const ahead = readAhead(keys)
        setText((written) => written + ahead.text)
        setChoices((before) => [...before, ...ahead.choices])
      }),
    [],
  )
  useEffect(() => {
    const [first, ...later] = choices
    if (first === undefined) return
    // What is selected is marked in a render of its own, after this one: so each key waits for the one before it.
    const marked = setTimeout(() => {
      box.current?.dispatchEvent(new KeyboardEvent('keydown', { key: first, bubbles: true }))
      setChoices(later)
    })
    return () => clearTimeout(marked)
  }, [choices])
  const { messages, bookmarks, pending } = usePaletteFound(beside ? '' : text)
  /** The key that chose was pressed together with the one for "beside". */
  const together = useRef(false)
  const panes = useApp((state) => state.panes)
  const savedSearches = useApp((state) => state.settings.savedSearches)
  const words = filterWords(text)
  const meets = useMemo(() => meeting(text), [text])
  const sessions = [...rows.values()]
    .filter((row) => meets(row) && !(beside && panes.some(({ id }) => id === row.id)))
    .sort((a, b) => rank(words, a) - rank(words, b) || compareRows(a, b))
    .slice(0, MOST_SESSIONS)
  const state = app.getState()
  const actions = commands.filter((command) => {
    if (beside || command.id === 'view.palette' || !command.enabled(state)) return false
    const title = fold(t(command.title))
    return words.every((word) => title.includes(word))
  })

  const saved = savedSearches.filter((one) => {
    const all = fold(`${one.name} ${one.query}`)
    return !beside && words.length > 0 && words.every((word) => all.includes(word))
  })
  const nothing = sessions.length + actions.length + saved.length + bookmarks.length + messages.length === 0
  // By its id, whole: what is no session yet can become one.
  const typed = text.trim()
  const newId = !beside && typed.length >= SHORTEST_ID && idIssue(typed) === null && !isListed(typed) ? typed : null
  const values = [
    ...sessions.map(sessionValue),
    ...actions.map(commandValue),
    ...saved.map(savedValue),
    ...(beside || text.trim() === '' ? [] : [EVERYTHING]),
    // Last: most of what is typed is a word to look for.
    ...(newId === null ? [] : [CREATE]),
  ]
  // What Enter does is settled in the same render as what is listed: a quick typist gets what they see. Bookmarks and messages,
  // which come later, have to be gone to.
  const all = [...values, ...bookmarks.map(bookmarkValue), ...messages.map(messageValue)]
  const selected = all.includes(chosen) ? chosen : (values[0] ?? '')

  function perform(action: Action): void {
    closeDialog()
    // After the focus has gone back to where the action belongs.
    requestAnimationFrame(() => action.perform())
  }

  function choose(id: string): void {
    void (beside || together.current ? openBeside(id) : openSession(id))
    // Where there is no room for it that is said, behind this.
    if (app.getState().dialog?.kind === 'palette') closeDialog()
  }

  return (
    <Command
      onKeyDown={({ key, ctrlKey, metaKey }) => {
        together.current = key === 'Enter' && (platform === 'darwin' ? metaKey : ctrlKey)
      }}
      shouldFilter={false}
      loop
      label={t('palette.title')}
      value={selected}
      onValueChange={setChosen}
    >
      <Dialog.Title className="visually-hidden">{t('palette.title')}</Dialog.Title>
      <Command.Input
        ref={box}
        className="palette-input"
        data-first-focus=""
        value={text}
        onValueChange={(next) => {
          setText(next)
          setChosen('')
        }}
        placeholder={t(beside ? 'panes.pick' : 'palette.placeholder')}
      />
      <Command.List className="palette-list">
        {/* An option that can't be chosen: a list without any is none to a screen reader. */}
        {nothing && newId === null && !pending && (
          <Command.Item disabled value="" className="menu-text">
            {t('palette.empty', { text })}
          </Command.Item>
        )}
        {sessions.length > 0 && (
          <Command.Group heading={t('palette.sessions')}>
            {sessions.map((row) => (
              <Command.Item
                key={row.id}
                value={sessionValue(row)}
                className="menu-item"
                onSelect={() => choose(row.id)}
              >
                <Glyph state={glyphOf(row)} />
                <span className="menu-label">{titleOf(t, row)}</span>
                <span className="palette-id">{row.id}</span>
              </Command.Item>
            ))}
          </Command.Group>
        )}
        {actions.length > 0 && (
          <Command.Group heading={t('palette.commands')}>
            {actions.map((action) => (
              <Command.Item
                key={action.id}
                value={commandValue(action)}
                className="menu-item"
                onSelect={() => perform(action)}
              >
                <span className="menu-icon" />
                <span className="menu-label">{t(action.title)}</span>
                {action.keys[0] !== undefined && (
                  <kbd className="menu-keys">{shortcutLabel(action.keys[0], platform)}</kbd>
                )}
              </Command.Item>
            ))}
          </Command.Group>
        )}
        <SavedGroup saved={saved} />
        <BookmarkGroup bookmarks={bookmarks} />
        <MessageGroup text={beside ? '' : text} messages={messages} />
        {newId !== null && (
          <Command.Item
            value={CREATE}
            className="menu-item"
            onSelect={() => void visit({ kind: 'session', id: newId, create: 'ask' })}
          >
            <span className="menu-icon">
              <Plus aria-hidden="true" />
            </span>
            <span className="menu-label">{t('palette.create', { id: newId })}</span>
          </Command.Item>
        )}
      </Command.List>
    </Command>
  )
}

/** Tells the sessions that have all words; with operators, those that meet them. */
function meeting(text: string): (row: SessionRow) => boolean {
  const query = parseQuery(text, Date.now())
  if (query.filters.length === 0) {
    const words = filterWords(text)
    return (row) => matchesWords(words, row, '')
  }
  const own = asksForSessions(query)
  return (row) => own && meetsFilters(query, row) && meetsTime(query, row) && meetsWords(query, row)
}

function sessionValue(row: SessionRow): string {
  return `session ${row.id}`
}

function commandValue(action: Action): string {
  return `command ${action.id}`
}

/** Titles and ids that match stand before summaries and folders that do. */
function rank(words: readonly string[], row: SessionRow): number {
  if (words.length === 0) return 0
  const name = fold(`${row.title} ${row.id}`)
  return words.every((word) => name.includes(word)) ? 0 : 1
}
