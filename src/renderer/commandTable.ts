import type { StringKey } from '../shared/strings/catalogue.ts'
import { call } from './bridge.ts'
import { copy, exportSession, markUnread, openSession, stop } from './store/actions.ts'
import { focusComposer, goTo, openDialog, toggleInspector, toggleSidebar } from './store/navigation.ts'
import { changeSettings } from './store/settings.ts'
import type { AppState } from './store/state.ts'
import { app } from './store/store.ts'
import { attempt, inform } from './store/toasts.ts'
import { focusFilter, focusedMessage } from './ui/focus.ts'
import { openModelPicker } from './ui/overlay.ts'

/** One action, shared by the palette, menus, buttons and keys; main's menu names it by `id`. */
export interface Command {
  readonly id: string
  readonly title: StringKey
  readonly scope: 'everywhere' | 'session'
  /** The first one is shown. */
  readonly keys: readonly string[]
  readonly enabled: (state: AppState) => boolean
  readonly perform: () => void
}

const always = (): boolean => true
const shown = (state: AppState): boolean => shownId(state) !== null
const stored = (state: AppState): boolean => {
  const row = state.rows.get(shownId(state) ?? '')
  return row !== undefined && !row.unsent
}
const running = (state: AppState): boolean => {
  const row = state.rows.get(shownId(state) ?? '')
  return row?.state === 'running' || row?.state === 'needsYou'
}

function shownId(state: AppState): string | null {
  return state.place.kind === 'session' ? state.place.id : null
}

/** Runs with the session that is shown; nothing happens when none is. */
function withShown(perform: (id: string) => void): () => void {
  return () => {
    const id = shownId(app.getState())
    if (id !== null) perform(id)
  }
}

/** Every action that has a name, in the order of the palette. */
export const commands: readonly Command[] = [
  {
    id: 'view.palette',
    title: 'command.palette',
    scope: 'everywhere',
    keys: ['Mod+K'],
    enabled: always,
    perform: () => openDialog({ kind: 'palette' }),
  },
  {
    id: 'session.new',
    title: 'command.newSession',
    scope: 'everywhere',
    keys: ['Mod+N'],
    enabled: always,
    perform: () => goTo({ kind: 'newSession' }),
  },
  {
    id: 'session.previous',
    title: 'command.previous',
    scope: 'everywhere',
    keys: ['Alt+ArrowUp', 'Ctrl+Shift+Tab'],
    enabled: (state) => state.rows.size > 1,
    perform: () => step(-1),
  },
  {
    id: 'session.next',
    title: 'command.next',
    scope: 'everywhere',
    keys: ['Alt+ArrowDown', 'Ctrl+Tab'],
    enabled: (state) => state.rows.size > 1,
    perform: () => step(1),
  },
  {
    id: 'view.filter',
    title: 'command.filter',
    scope: 'everywhere',
    keys: ['Mod+F'],
    enabled: always,
    perform: focusFilter,
  },
  {
    id: 'view.sidebar',
    title: 'command.sidebar',
    scope: 'everywhere',
    keys: ['Mod+B'],
    enabled: always,
    perform: toggleSidebar,
  },
  {
    id: 'app.bookmarks',
    title: 'command.bookmarks',
    scope: 'everywhere',
    keys: ['Mod+Shift+D'],
    enabled: always,
    perform: () => openDialog({ kind: 'bookmarks' }),
  },
  {
    id: 'app.cleanup',
    title: 'command.cleanup',
    scope: 'everywhere',
    keys: [],
    enabled: always,
    perform: () => goTo({ kind: 'cleanup' }),
  },
  {
    id: 'app.settings',
    title: 'command.settings',
    scope: 'everywhere',
    keys: ['Mod+,'],
    enabled: always,
    perform: () => goTo({ kind: 'settings' }),
  },
  {
    id: 'view.theme',
    title: 'command.theme',
    scope: 'everywhere',
    keys: [],
    enabled: always,
    perform: () => void changeSettings({ theme: prefersDark() ? 'light' : 'dark' }),
  },
  {
    id: 'app.restartRuntime',
    title: 'command.restartRuntime',
    scope: 'everywhere',
    keys: [],
    enabled: always,
    perform: () => void attempt(call('app.restartRuntime', {})),
  },
  {
    id: 'help.keys',
    title: 'command.keys',
    scope: 'everywhere',
    keys: ['F1', '?'],
    enabled: always,
    perform: () => openDialog({ kind: 'keys' }),
  },
  {
    id: 'view.composer',
    title: 'command.composer',
    scope: 'session',
    keys: ['Mod+L'],
    enabled: shown,
    perform: focusComposer,
  },
  {
    id: 'session.stop',
    title: 'command.stop',
    scope: 'session',
    keys: ['Escape'],
    enabled: running,
    perform: withShown((id) => void stop(id)),
  },
  {
    id: 'session.model',
    title: 'command.model',
    scope: 'session',
    keys: ['Mod+M'],
    enabled: shown,
    perform: withShown((id) => openModelPicker({ kind: 'session', id })),
  },
  {
    id: 'session.rename',
    title: 'command.rename',
    scope: 'session',
    keys: ['F2'],
    enabled: shown,
    perform: withShown((id) => openDialog({ kind: 'rename', id })),
  },
  {
    id: 'session.bookmark',
    title: 'command.bookmark',
    scope: 'session',
    keys: ['Mod+D'],
    enabled: stored,
    perform: withShown(bookmark),
  },
  {
    id: 'view.inspector',
    title: 'command.inspector',
    scope: 'session',
    keys: ['Mod+I'],
    enabled: shown,
    perform: () => toggleInspector(),
  },
  {
    id: 'session.export',
    title: 'command.exportMarkdown',
    scope: 'session',
    keys: ['Mod+E'],
    enabled: stored,
    perform: withShown((id) => void exportSession(id, 'markdown')),
  },
  {
    id: 'session.exportJson',
    title: 'command.exportJson',
    scope: 'session',
    keys: ['Mod+Shift+E'],
    enabled: stored,
    perform: withShown((id) => void exportSession(id, 'json')),
  },
  {
    id: 'session.markUnread',
    title: 'command.markUnread',
    scope: 'session',
    keys: ['Mod+U'],
    enabled: stored,
    perform: withShown((id) => void markUnread(id)),
  },
  {
    id: 'session.copyId',
    title: 'command.copyId',
    scope: 'session',
    keys: [],
    enabled: shown,
    perform: withShown((id) => void copy(id, app.getState().t('id.copied'))),
  },
  {
    id: 'session.copyResume',
    title: 'command.copyResume',
    scope: 'session',
    keys: [],
    enabled: stored,
    perform: withShown((id) => void copyResumeCommand(id)),
  },
  {
    id: 'session.reveal',
    title: 'command.reveal',
    scope: 'session',
    keys: [],
    enabled: stored,
    perform: withShown((id) => void attempt(call('session.reveal', { id }))),
  },
  {
    id: 'session.delete',
    title: 'command.delete',
    scope: 'session',
    keys: [],
    enabled: shown,
    perform: withShown((id) => openDialog({ kind: 'delete', ids: [id] })),
  },
]

/** Copies what resumes a session in a terminal. */
export async function copyResumeCommand(id: string): Promise<void> {
  const command = await attempt(call('session.resumeCommand', { id }))
  if (command !== undefined) await copy(command, app.getState().t('resume.copied'))
}

function step(by: 1 | -1): void {
  const { entries, activeId, rows } = app.getState()
  const ids = entries.flatMap((entry) => (entry.kind === 'row' && rows.has(entry.id) ? [entry.id] : []))
  const index = ids.indexOf(activeId ?? '')
  const next = ids[index < 0 ? 0 : (index + by + ids.length) % ids.length]
  if (next !== undefined) void openSession(next)
}

function bookmark(id: string): void {
  const { opened, t } = app.getState()
  const target = focusedMessage()
  if (target !== null) {
    openDialog({ kind: 'bookmark', sessionId: id, ...target, bookmark: null })
    return
  }
  const state = opened.get(id)?.state
  const turn = state?.active ?? state?.turns.at(-1)
  if (turn === undefined) {
    inform(t('bookmark.nothing'))
    return
  }
  const itemId = turn.items.findLast((item) => item.kind === 'message')?.id ?? null
  openDialog({ kind: 'bookmark', sessionId: id, turnId: turn.id, itemId, bookmark: null })
}

function prefersDark(): boolean {
  const { theme } = app.getState().settings
  return theme === 'dark' || (theme === 'system' && window.matchMedia('(prefers-color-scheme: dark)').matches)
}
