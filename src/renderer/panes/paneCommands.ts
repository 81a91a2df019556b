import { MOST_PANES } from '../../shared/panes.ts'
import type { Command } from '../command.ts'
import { openDialog } from '../store/navigation.ts'
import type { AppState } from '../store/state.ts'
import { app } from '../store/store.ts'
import { closePane, evenPanes, goToPane, movePane, sayFull } from './actions.ts'

const several = ({ place, panes }: AppState): boolean => place.kind === 'session' && panes.length > 1

/** The actions of sessions side by side. */
export const paneCommands: readonly Command[] = [
  {
    id: 'pane.beside',
    title: 'command.paneBeside',
    scope: 'session',
    keys: ['Mod+\\'],
    enabled: ({ place }) => place.kind === 'session',
    perform: pickBeside,
  },
  {
    id: 'pane.close',
    title: 'command.paneClose',
    scope: 'session',
    // With one pane the key is the system's: it closes the window.
    keys: ['Mod+W'],
    enabled: several,
    perform: (): void => {
      const { activeId } = app.getState()
      if (activeId !== null) closePane(activeId)
    },
  },
  {
    id: 'pane.next',
    title: 'command.paneNext',
    scope: 'session',
    keys: ['F6'],
    enabled: several,
    perform: () => goToPane(1),
  },
  {
    id: 'pane.previous',
    title: 'command.panePrevious',
    scope: 'session',
    keys: ['Shift+F6'],
    enabled: several,
    perform: () => goToPane(-1),
  },
  {
    id: 'pane.moveLeft',
    title: 'command.paneMoveLeft',
    scope: 'session',
    keys: [],
    enabled: (state) => several(state) && state.panes[0]?.id !== state.activeId,
    perform: () => movePane(-1),
  },
  {
    id: 'pane.moveRight',
    title: 'command.paneMoveRight',
    scope: 'session',
    keys: [],
    enabled: (state) => several(state) && state.panes.at(-1)?.id !== state.activeId,
    perform: () => movePane(1),
  },
  {
    id: 'pane.even',
    title: 'command.paneEven',
    scope: 'session',
    keys: [],
    enabled: several,
    perform: evenPanes,
  },
]

/** Lets the person choose what to open beside. */
export function pickBeside(): void {
  if (app.getState().panes.length >= MOST_PANES) sayFull()
  else openDialog({ kind: 'palette', beside: true })
}
