import { openAside } from '../aside/actions.ts'
import type { Command } from '../command.ts'
import type { AppState } from '../store/state.ts'
import { app } from '../store/store.ts'
import { focusedMessage } from '../ui/focus.ts'
import { editMessage, forkHere, retry, retryWith, turnOf, whyNot } from './actions.ts'

function shownId(state: AppState): string | null {
  return state.place.kind === 'session' ? state.place.id : null
}

const stored = (state: AppState): boolean => {
  const row = state.rows.get(shownId(state) ?? '')
  return row !== undefined && !row.unsent
}

function withShown(perform: (id: string) => void): () => void {
  return () => {
    const id = shownId(app.getState())
    if (id !== null) perform(id)
  }
}

/** The turn of the message that has the focus, or the last one that a message began. */
function target(id: string): string | null {
  return focusedMessage()?.turnId ?? turnOf(id, null)?.id ?? null
}

const changeable = (state: AppState): boolean => {
  const id = shownId(state)
  const turnId = id === null ? undefined : turnOf(id, null)?.id
  return id !== null && turnId !== undefined && whyNot(id, turnId) === null
}

function withTurn(perform: (id: string, turnId: string) => void): () => void {
  return withShown((id) => {
    const turnId = target(id)
    if (turnId !== null && whyNot(id, turnId) === null) perform(id, turnId)
  })
}

/** What goes another way from a message on: the one that has the focus, or the last. */
export const steeringCommands: readonly Command[] = [
  {
    id: 'turn.retry',
    title: 'command.retry',
    scope: 'session',
    keys: ['Mod+Shift+R'],
    enabled: changeable,
    perform: withTurn((id, turnId) => retry(id, turnId)),
  },
  {
    id: 'turn.retryWith',
    title: 'command.retryWith',
    scope: 'session',
    keys: [],
    enabled: changeable,
    perform: withTurn((id, turnId) => retryWith(id, turnId)),
  },
  {
    id: 'turn.edit',
    title: 'command.edit',
    scope: 'session',
    keys: ['Mod+Shift+U'],
    enabled: changeable,
    perform: withTurn(editMessage),
  },
  {
    id: 'session.fork',
    title: 'command.fork',
    scope: 'session',
    keys: ['Mod+Shift+K'],
    enabled: stored,
    perform: withShown(forkHere),
  },
  {
    id: 'session.aside',
    title: 'command.aside',
    scope: 'session',
    keys: ['Mod+Shift+J'],
    enabled: stored,
    perform: withShown(openAside),
  },
]
