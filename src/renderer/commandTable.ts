import { call } from './bridge.ts'
import type { Command } from './command.ts'
import { openAddFilter, openArrange, openViews } from './list/lazyMenus.ts'
import { nextWaiting, waitingCount } from './list/waitingRows.ts'
import { goToRequest } from './transcript/goToRequest.ts'
import { sessionCommands } from './sessionCommands.ts'
import { canGoBack, showSearch } from './search/navigation.ts'
import { beginComparison } from './sessions/comparison.ts'
import { openSession } from './store/actions.ts'
import { showEverything } from './store/listing.ts'
import { exportDialogFor, goTo, openDialog, toggleSidebar } from './store/navigation.ts'
import { listOrder } from './store/order.ts'
import { chosenNow, toggleSelecting } from './store/selection.ts'
import { changeSettings } from './store/settings.ts'
import { app } from './store/store.ts'
import { attempt } from './store/toasts.ts'
import { focusFilter, focusList } from './ui/focus.ts'

const always = (): boolean => true

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
    id: 'session.compare',
    title: 'command.compare',
    scope: 'everywhere',
    keys: [],
    enabled: always,
    perform: beginComparison,
  },
  {
    id: 'session.import',
    title: 'command.import',
    scope: 'everywhere',
    keys: [],
    enabled: always,
    perform: () => openDialog({ kind: 'import' }),
  },
  {
    id: 'list.export',
    title: 'command.exportListed',
    scope: 'everywhere',
    keys: [],
    enabled: (state) => state.rows.size > 0,
    perform: exportListed,
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
    id: 'session.needsYou',
    title: 'command.needsYou',
    scope: 'everywhere',
    keys: ['Mod+J'],
    enabled: (state) => waitingCount(state.rows) > 0,
    perform: showNextWaiting,
  },
  {
    id: 'view.filter',
    title: 'command.filter',
    scope: 'everywhere',
    keys: ['Mod+Shift+F'],
    enabled: always,
    perform: focusFilter,
  },
  {
    id: 'view.views',
    title: 'command.views',
    scope: 'everywhere',
    keys: ['Mod+Shift+V'],
    enabled: always,
    perform: openViews,
  },
  {
    id: 'view.arrange',
    title: 'command.arrange',
    scope: 'everywhere',
    keys: ['Mod+Shift+N'],
    enabled: always,
    perform: openArrange,
  },
  {
    id: 'view.addFilter',
    title: 'command.addFilter',
    scope: 'everywhere',
    keys: ['Mod+Shift+T'],
    enabled: always,
    perform: openAddFilter,
  },
  {
    id: 'view.showEverything',
    title: 'command.showEverything',
    scope: 'everywhere',
    keys: ['Mod+Shift+H'],
    enabled: (state) => state.hidden > 0,
    perform: showEverything,
  },
  {
    id: 'list.select',
    title: 'command.selectMode',
    scope: 'everywhere',
    keys: ['Mod+Shift+B'],
    enabled: (state) => state.rows.size > 0,
    perform: selectMode,
  },
  {
    id: 'view.search',
    title: 'command.search',
    scope: 'everywhere',
    keys: ['Mod+Shift+S'],
    enabled: always,
    perform: () => showSearch(),
  },
  {
    id: 'search.back',
    title: 'command.searchBack',
    scope: 'everywhere',
    keys: ['Alt+ArrowLeft'],
    enabled: canGoBack,
    perform: () => showSearch(),
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
    id: 'app.trash',
    title: 'command.trash',
    scope: 'everywhere',
    keys: [],
    enabled: always,
    perform: () => goTo({ kind: 'trash' }),
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
    id: 'view.codeWrap',
    title: 'reading.wrap',
    scope: 'everywhere',
    keys: [],
    enabled: always,
    perform: () => void changeSettings({ codeWrap: !app.getState().settings.codeWrap }),
  },
  {
    id: 'view.codeNumbers',
    title: 'reading.numbers',
    scope: 'everywhere',
    keys: [],
    enabled: always,
    perform: () => void changeSettings({ codeNumbers: !app.getState().settings.codeNumbers }),
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
  ...sessionCommands,
]

/** What is chosen, or else all that the list shows. */
function exportListed(): void {
  const chosen = chosenNow().ids
  const ids = chosen.length > 0 ? chosen : listOrder.idsOf(null)
  if (ids.length > 0) openDialog(exportDialogFor(ids))
}

/** In the list one chooses with the keys, too. */
function selectMode(): void {
  toggleSelecting()
  focusList()
}

/** What waits in the session that is shown first; then the others, in the order of the list and those that its filter hides last. */
function showNextWaiting(): void {
  const { entries, rows, place } = app.getState()
  if (place.kind === 'session' && goToRequest(place.id)) return
  const listed = entries.flatMap((entry) => (entry.kind === 'row' ? [entry.id] : []))
  const next = nextWaiting([...new Set([...listed, ...rows.keys()])], rows, place.kind === 'session' ? place.id : null)
  if (next !== null) void openSession(next)
}

function step(by: 1 | -1): void {
  const { entries, activeId, rows } = app.getState()
  const ids = entries.flatMap((entry) => (entry.kind === 'row' && rows.has(entry.id) ? [entry.id] : []))
  const index = ids.indexOf(activeId ?? '')
  const next = ids[index < 0 ? 0 : (index + by + ids.length) % ids.length]
  if (next !== undefined) void openSession(next)
}

function prefersDark(): boolean {
  const { theme } = app.getState().settings
  return theme === 'dark' || (theme === 'system' && window.matchMedia('(prefers-color-scheme: dark)').matches)
}
