import { Dialog } from '@base-ui/react/dialog'
import { Command } from 'cmdk'
import { useEffect, useMemo, useRef, useState } from 'react'
import type { ReactNode } from 'react'
import Plus from 'lucide-react/icons/plus'
import { commands } from '../commandTable.ts'
import type { Command as Action } from '../command.ts'
import { fold } from '../../shared/fold.ts'
import { filterWords } from '../list/filter.ts'
import { modelLabel } from '../list/labels.ts'
import { isListed } from '../sessions/idCheck.ts'
import { idIssue } from '../sessions/idTemplate.ts'
import { visit } from '../sessions/visit.ts'
import { openBeside } from '../panes/actions.ts'
import { openSession } from '../store/actions.ts'
import { closeDialog } from '../store/navigation.ts'
import type { DialogRequest } from '../store/state.ts'
import { app, useApp, useT } from '../store/store.ts'
import { useCtrlMoves } from '../ui/ctrlMoves.ts'
import { usePaletteFound } from './paletteFound.ts'
import { CommandGroup, commandValue, IN_LIST, SessionGroup, sessionValue } from './paletteGroups.tsx'
import {
  BookmarkGroup,
  bookmarkValue,
  EVERYTHING,
  MessageGroup,
  messageValue,
  SavedGroup,
  savedValue,
} from './paletteSearch.tsx'
import { rankOf, sessionsFor, UNNAMED } from './paletteSessions.ts'
import { onTypeAhead, readAhead } from './typeAhead.ts'
import '../ui/floating.css'

/** What is shorter is a word on the way to something else. */
const SHORTEST_ID = 3
const CREATE = 'create'

/** Everything by a few letters: sessions, actions, saved searches, bookmarks, messages; `beside` offers only what can be opened in a pane of its own. */
export function Palette({ request }: { readonly request: Extract<DialogRequest, { kind: 'palette' }> }): ReactNode {
  const beside = request.beside === true
  const t = useT()
  const platform = useApp((state) => state.platform)
  const rows = useApp((state) => state.rows)
  const [text, setText] = useState('')
  const [chosen, setChosen] = useState('')
  const box = useRef<HTMLInputElement>(null)
  const [choices, setChoices] = useState<readonly string[]>([])
  const [asked, setAsked] = useState(request)
  if (asked !== request) {
    // Asked for again while it was on its way out: it begins anew in the box that has the focus, or is about to get it.
    setAsked(request)
    setText('')
    setChosen('')
    setChoices([])
  }
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
  const place = useApp((state) => state.place)
  const providers = useApp((state) => state.providers)
  const now = useApp((state) => state.now)
  const words = filterWords(text)
  // Going through what is listed looks at none of ten thousand again.
  const sessions = useMemo(() => {
    const isShown = (id: string): boolean => panes.some((pane) => pane.id === id)
    const offered = beside ? [...rows.values()].filter(({ id }) => !isShown(id)) : rows.values()
    return sessionsFor(text, offered, {
      now,
      labelOf: (row) => modelLabel(t, providers, row.providerId, row.model) ?? '',
      inView: (id) => place.kind === 'session' && isShown(id),
    })
  }, [text, rows, beside, panes, place, providers, now, t])
  const state = app.getState()
  const ranked = commands.flatMap((command) => {
    if (beside || command.id === 'view.palette' || !command.enabled(state)) return []
    const rank = rankOf(text, t(command.title))
    return rank === UNNAMED ? [] : [{ command, rank }]
  })
  const actions = ranked.toSorted((a, b) => a.rank - b.rank).map(({ command }) => command)
  // Among thousands of sessions there is one for any word: who types the name of a command means that.
  const commandsFirst = ranked.some(({ rank }) => rank < sessions.rank)
  const more = !beside && text.trim() !== '' && sessions.total > sessions.shown.length

  const saved = savedSearches.filter((one) => {
    const all = fold(`${one.name} ${one.query}`)
    return !beside && words.length > 0 && words.every((word) => all.includes(word))
  })
  // By its id, whole: what is no session yet can become one.
  const typed = text.trim()
  const newId = !beside && typed.length >= SHORTEST_ID && idIssue(typed) === null && !isListed(typed) ? typed : null
  const sessionValues = [...sessions.shown.map(sessionValue), ...(more ? [IN_LIST] : [])]
  const commandValues = actions.map(commandValue)
  const values = [
    ...(commandsFirst ? [...commandValues, ...sessionValues] : [...sessionValues, ...commandValues]),
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
      vimBindings={useCtrlMoves()}
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
      <Command.List className="palette-list" label={t('palette.title')}>
        {/* An option that can't be chosen: a list without any is none to a screen reader. */}
        {!pending && all.every((value) => value === EVERYTHING) && (
          <Command.Item disabled value="" className="menu-text">
            {t('palette.empty', { text })}
          </Command.Item>
        )}
        {commandsFirst && <CommandGroup actions={actions} onChoose={perform} />}
        <SessionGroup text={text} sessions={sessions} more={more} onChoose={choose} />
        {!commandsFirst && <CommandGroup actions={actions} onChoose={perform} />}
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
