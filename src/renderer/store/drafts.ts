import { call } from '../bridge.ts'
import type { Input } from '../../shared/contract.ts'
import { AppError } from '../../shared/errors.ts'
import type { Attachment, Draft } from '../../shared/model/draft.ts'
import { withView } from './opened.ts'
import { showNewest } from './reading.ts'
import { createSaver } from './saver.ts'
import { app } from './store.ts'
import { attempt, report } from './toasts.ts'

// With what the box waits before, less than half of the 500 ms that are promised: the rest is for a machine that is busy.
const drafts = createSaver<Draft | null>({
  delay: 100,
  write: (id, draft) =>
    void call('draft.save', { id, draft: draft === null ? null : typed(draft) }).catch(reportUnlessNoticed),
})

/** A disk that takes nothing is told by a notice that stays until what was typed is written: not with every key press. */
function reportUnlessNoticed(error: unknown): void {
  if (error instanceof AppError && (error.code === 'diskFull' || error.code === 'writeFailed')) return
  report(error)
}

/** Keeps what is typed: in the store at once, on its way to the disk within 100 ms. Empty text is no draft. */
export function saveDraft(id: string, draft: Draft | null): void {
  const kept = draft === null || (draft.text === '' && draft.attachments.length === 0) ? null : draft
  app.setState((state) => ({ opened: withView(state.opened, id, (view) => ({ ...view, draft: kept })) }))
  drafts.set(id, kept)
}

/** Writes what is typed and still waits. */
export function flushDrafts(): void {
  drafts.flush()
}

/** Sends a message, queues it behind the running turn, or gives it to that turn (`steer`). False when it was not taken: then the text is still to be kept. */
export async function send(
  id: string,
  text: string,
  attachments: readonly Attachment[],
  how: 'send' | 'steer' = 'send',
): Promise<boolean> {
  // The draft is written before, and removed only after main has stored the message: no moment in which neither has it.
  drafts.flush()
  const message = await attempt(call('session.send', { id, text, attachments: idsOf(attachments) }))
  if (message === undefined) return false
  // Who says something wants to see it, and what is said to it, wherever one read.
  app.setState((state) => ({ opened: withView(state.opened, id, (view) => ({ ...view, sent: view.sent + 1 })) }))
  if (app.getState().opened.get(id)?.away != null) showNewest(id)
  // Main knows whether anything still runs: when nothing does, it is simply sent.
  if (how === 'steer') void attempt(call('queue.sendNow', { id, messageId: message.id }))
  const draft = app.getState().opened.get(id)?.draft
  if (draft?.text === text && idsOf(draft.attachments).join() === idsOf(attachments).join()) saveDraft(id, null)
  drafts.flush()
  return true
}

function typed({ attachments, ...draft }: Draft): NonNullable<Input<'draft.save'>['draft']> {
  return { ...draft, attachments: idsOf(attachments) }
}

function idsOf(attachments: readonly Attachment[]): string[] {
  return attachments.map(({ id }) => id)
}
