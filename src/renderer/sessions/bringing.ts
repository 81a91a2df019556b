import { call } from '../bridge.ts'
import { insertIntoComposer } from '../composer/inserts.ts'
import { saveDraft } from '../store/drafts.ts'
import { app } from '../store/store.ts'
import { attempt } from '../store/toasts.ts'

/** The text of a file for a session that there is not, until somebody makes it or brings it back. */
let waiting: { readonly id: string; readonly text: string } | null = null

/** What waits for a session, which is not kept any longer. */
export function takeWaiting(id: string | undefined): string | undefined {
  if (waiting === null || waiting.id !== id) return undefined
  const { text } = waiting
  waiting = null
  return text
}

/**
 * Puts the text of a file before what is written in a session, as everything that comes back to a box; where there is no such session,
 * it waits for it.
 */
export async function bringText(id: string, text: string): Promise<void> {
  if (insertIntoComposer(id, text)) return
  const view = app.getState().opened.get(id)
  if (view === undefined) {
    // One that can't be opened has a draft all the same, and main alone knows it.
    if ((await attempt(call('draft.add', { id, text }))) === false) waiting = { id, text }
    return
  }
  const written = view.draft
  const whole = written === null || written.text === '' ? text : `${text}\n\n${written.text}`
  saveDraft(id, {
    text: whole,
    selectionStart: whole.length,
    selectionEnd: whole.length,
    attachments: written?.attachments ?? [],
  })
}

/** Brings what waited for a session that is there now. */
export async function bringWaiting(id: string): Promise<void> {
  const text = takeWaiting(id)
  if (text !== undefined) await bringText(id, text)
}
