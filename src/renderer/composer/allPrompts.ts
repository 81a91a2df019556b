import { call } from '../bridge.ts'
import type { PastPrompt } from '../../shared/model/completion.ts'
import { app } from '../store/store.ts'

/** What was sent in all sessions, the newest first; null until somebody wanted it. */
let known: readonly PastPrompt[] | null = null
let asked: Promise<void> | null = null

/** What was sent in sessions that are there, the newest first; null until {@link loadPrompts} was called. */
export function allPrompts(): readonly PastPrompt[] | null {
  const { rows } = app.getState()
  return known?.filter(({ sessionId }) => rows.has(sessionId)) ?? null
}

/** Reads them, once: what is sent from then on is added here. */
export async function loadPrompts(): Promise<void> {
  asked ??= call('prompt.list', {}).then(
    (prompts) => {
      known = prompts
    },
    () => {
      // Without them, the prompts of the session itself can be had; the next time tries again.
      asked = null
    },
  )
  await asked
}

/** Notes what was just sent. */
export function notePrompt(prompt: PastPrompt): void {
  known = known === null ? null : [prompt, ...known]
}
