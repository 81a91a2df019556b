import { call } from '../bridge.ts'
import type { AppState } from '../store/state.ts'
import { app } from '../store/store.ts'

/** Whether a session can be seen: in a pane that is not scrolled out of the row, and no other page covers it. */
export function isInView({ place, panes, panesAside }: AppState, id: string): boolean {
  return place.kind === 'session' && panes.some((pane) => pane.id === id && !panesAside.has(pane.key))
}

/** Tells main which sessions can be seen, now and whenever that changes: what is in view needs no notification. */
export function tellInView(): void {
  let told: string | null = null
  const tell = (state: AppState): void => {
    const ids = state.panes.map(({ id }) => id).filter((id) => isInView(state, id))
    // An edge that is dragged changes the panes with every pixel, and nothing of this.
    if (ids.join(' ') === told) return
    told = ids.join(' ')
    call('where.inView', { ids }).catch(() => undefined)
  }
  app.subscribe((state, before) => {
    if (state.place !== before.place || state.panes !== before.panes || state.panesAside !== before.panesAside)
      tell(state)
  })
  tell(app.getState())
}
