import type { Attachment } from '../../shared/model/draft.ts'
import { saveDraft, send } from '../store/drafts.ts'
import { app } from '../store/store.ts'
import { insertIntoComposer } from './inserts.ts'

/**
 * Gives a message to the other sessions that are shown beside this one, each as if it had been sent there. Where it is not taken it
 * stands in that session's box, and why is said as always. To be called before it is sent here: what is attached is kept by the draft.
 */
export async function sendBeside(sessionId: string, text: string, attachments: readonly Attachment[]): Promise<void> {
  for (const { id } of app.getState().panes) {
    if (id === sessionId || (await send(id, text, attachments))) continue
    if (insertIntoComposer(id, text, attachments)) continue
    // Its pane was closed meanwhile.
    const draft = app.getState().opened.get(id)?.draft ?? null
    const whole = draft === null || draft.text === '' ? text : `${text}\n\n${draft.text}`
    saveDraft(id, {
      text: whole,
      selectionStart: whole.length,
      selectionEnd: whole.length,
      attachments: [...(draft?.attachments ?? []), ...attachments],
    })
  }
}
