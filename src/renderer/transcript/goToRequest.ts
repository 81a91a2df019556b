import { showTurn } from '../store/reading.ts'
import { app } from '../store/store.ts'

/** How many frames a card is waited for: its turn may have to be put into the page first. */
const frames = 60

/**
 * Goes to what waits in a session and puts the focus on its card, not on a button of it: no key does anything there but
 * lead on. False when nothing waits, or when the focus is in such a card already.
 */
export function goToRequest(sessionId: string): boolean {
  const turn = app.getState().opened.get(sessionId)?.state.active
  const item = turn?.items.find((one) => one.kind === 'request' && one.outcome === null)
  if (turn == null || item === undefined) return false
  if (document.activeElement?.closest('.ask') != null) return false
  void showTurn(sessionId, turn.id)
  app.setState((state) => ({
    jump: { sessionId, turnId: turn.id, itemId: item.id, nonce: (state.jump?.nonce ?? 0) + performance.now() },
  }))
  focusCard(item.id, frames)
  return true
}

function focusCard(id: string, left: number): void {
  const card = document.querySelector<HTMLElement>(`.ask[data-item-id="${CSS.escape(id)}"]`)
  if (card !== null) {
    card.tabIndex = -1
    card.focus({ preventScroll: true })
  } else if (left > 0) requestAnimationFrame(() => focusCard(id, left - 1))
}
