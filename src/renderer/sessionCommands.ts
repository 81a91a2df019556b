import { sessionLink } from '../shared/links.ts'
import { call } from './bridge.ts'
import type { Command } from './command.ts'
import { goOn, openFind } from './find/actions.ts'
import { openModeMenu } from './composer/modes.ts'
import { pickAttachments } from './composer/attaching.ts'
import { paneCommands } from './panes/paneCommands.ts'
import { steeringCommands } from './steering/steeringCommands.ts'
import { copy, exportSession, stop } from './store/actions.ts'
import { markUnread } from './store/reading.ts'
import { handOver } from './store/compacting.ts'
import { toggleArchived } from './store/marking.ts'
import { togglePin } from './store/marks.ts'
import { exportDialogFor, focusComposer, openDialog, toggleInspector } from './store/navigation.ts'
import { changeSettings } from './store/settings.ts'
import type { AppState } from './store/state.ts'
import { app } from './store/store.ts'
import { attempt, inform } from './store/toasts.ts'
import { focusedMessage, focusInInspector, NOTES_ID, TAGS_ID } from './ui/focus.ts'
import { openModelPicker } from './ui/overlay.ts'

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

/** The actions of the session that is shown. */
export const sessionCommands: readonly Command[] = [
  {
    id: 'find.open',
    title: 'command.find',
    scope: 'session',
    keys: ['Mod+F'],
    enabled: shown,
    perform: openFind,
  },
  {
    id: 'find.next',
    title: 'command.findNext',
    scope: 'session',
    keys: ['F3', 'Mod+G'],
    enabled: shown,
    perform: () => goOn(1),
  },
  {
    id: 'find.previous',
    title: 'command.findPrevious',
    scope: 'session',
    keys: ['Shift+F3', 'Mod+Shift+G'],
    enabled: shown,
    perform: () => goOn(-1),
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
    id: 'composer.attach',
    title: 'command.attach',
    scope: 'session',
    keys: ['Mod+Shift+A'],
    enabled: shown,
    perform: withShown((id) => void pickAttachments(id, 'files')),
  },
  {
    id: 'composer.attachFolder',
    title: 'command.attachFolder',
    scope: 'session',
    keys: [],
    enabled: shown,
    perform: withShown((id) => void pickAttachments(id, 'folder')),
  },
  {
    id: 'composer.prompts',
    title: 'command.prompts',
    scope: 'session',
    keys: ['Mod+R'],
    enabled: shown,
    perform: () => openDialog({ kind: 'prompts' }),
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
    // Not Mod+M, which minimises windows on a Mac.
    keys: ['Mod+Shift+M'],
    enabled: shown,
    perform: withShown((id) => openModelPicker({ kind: 'session', id })),
  },
  {
    id: 'composer.mode',
    title: 'command.mode',
    scope: 'session',
    keys: ['Mod+.'],
    enabled: (state) => state.rows.get(shownId(state) ?? '')?.kind === 'agent',
    perform: withShown((id) => openModeMenu(id)),
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
    id: 'session.pin',
    title: 'command.pin',
    scope: 'session',
    keys: ['Mod+Shift+P'],
    enabled: shown,
    perform: withShown(togglePin),
  },
  {
    id: 'session.tags',
    title: 'command.tags',
    scope: 'session',
    keys: ['Mod+Shift+L'],
    enabled: shown,
    perform: () => focusInInspector(TAGS_ID),
  },
  {
    id: 'session.notes',
    title: 'command.notes',
    scope: 'session',
    keys: ['Mod+Shift+O'],
    enabled: shown,
    perform: () => focusInInspector(NOTES_ID),
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
    id: 'view.changes',
    title: 'command.changes',
    scope: 'session',
    keys: ['Mod+Shift+X'],
    enabled: shown,
    perform: (): void => {
      app.setState({ inspectorTab: 'changes' })
      toggleInspector(true)
    },
  },
  {
    id: 'view.diff',
    title: 'command.diffView',
    scope: 'session',
    keys: [],
    enabled: shown,
    perform: (): void => {
      void changeSettings({ diffView: app.getState().settings.diffView === 'split' ? 'unified' : 'split' })
    },
  },
  {
    id: 'session.exportMore',
    title: 'command.exportMore',
    scope: 'session',
    keys: [],
    enabled: shown,
    perform: withShown((id) => openDialog(exportDialogFor([id]))),
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
    enabled: shown,
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
    id: 'session.archive',
    title: 'command.archive',
    scope: 'session',
    keys: ['Mod+Shift+Y'],
    enabled: shown,
    perform: withShown((id) => void toggleArchived([id])),
  },
  ...steeringCommands,
  ...paneCommands,
  {
    id: 'session.copyId',
    title: 'command.copyId',
    scope: 'session',
    keys: [],
    enabled: shown,
    perform: withShown((id) => void copy(id, app.getState().t('id.copied'))),
  },
  {
    id: 'session.copyLink',
    title: 'command.copyLink',
    scope: 'session',
    keys: [],
    enabled: shown,
    perform: withShown((id) => void copy(sessionLink(id), app.getState().t('link.copied'))),
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
    id: 'session.examine',
    title: 'command.examine',
    scope: 'session',
    keys: [],
    enabled: stored,
    perform: withShown((id) => openDialog({ kind: 'repair', id, refused: null })),
  },
  {
    id: 'session.compact',
    title: 'command.compact',
    scope: 'session',
    keys: [],
    enabled: (state) => stored(state) && !running(state),
    perform: withShown((id) => openDialog({ kind: 'compact', id, keep: '' })),
  },
  {
    id: 'session.handOver',
    title: 'command.handOver',
    scope: 'session',
    keys: [],
    enabled: (state) => stored(state) && !running(state),
    perform: withShown((id) => void handOver(id)),
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

/** Marks the message that has the focus, or the last one; what is marked already is edited. */
function bookmark(id: string): void {
  const { opened, t } = app.getState()
  const view = opened.get(id)
  const turn = view?.state.active ?? view?.state.turns.at(-1)
  const last =
    turn === undefined
      ? null
      : { turnId: turn.id, itemId: turn.items.findLast((item) => item.kind === 'message')?.id ?? null }
  const target = focusedMessage() ?? last
  if (target === null) {
    inform(t('bookmark.nothing'))
    return
  }
  const before = view?.bookmarks.findLast(({ turnId, itemId }) => turnId === target.turnId && itemId === target.itemId)
  openDialog({ kind: 'bookmark', sessionId: id, ...target, bookmark: before ?? null })
}
