import { attach, call } from '../bridge.ts'
import type { Attached, RefusedAttachment } from '../../shared/model/draft.ts'
import { focusComposer } from '../store/navigation.ts'
import { app, selectShownId } from '../store/store.ts'
import { addToast, attempt } from '../store/toasts.ts'
import { boxOf } from './inserts.ts'

/** What is being read for a session: a message must not leave without it. */
const reading = new Map<string, Promise<void>>()

/** Resolves when everything that was given until now is attached or refused. */
export async function attachingDone(sessionId: string): Promise<void> {
  await reading.get(sessionId)
}

/** Lets the person choose what goes with the message. */
export async function pickAttachments(sessionId: string, what: 'files' | 'folder'): Promise<void> {
  takeAttached(sessionId, await attempt(call('attachment.pick', { what })))
}

/** Takes what was dropped or pasted. */
export async function attachFiles(sessionId: string, files: readonly File[]): Promise<void> {
  if (files.length === 0) return
  // One after the other: what was given first stands first.
  const before = reading.get(sessionId)
  const now = (async () => {
    await before
    takeAttached(sessionId, await attempt(attach(files)))
  })()
  reading.set(sessionId, now)
  await now
  if (reading.get(sessionId) === now) reading.delete(sessionId)
}

/** Puts what main attached into the box, and tells what it refused. */
export function takeAttached(sessionId: string, attached: Attached | undefined): void {
  if (attached === undefined) return
  for (const refused of attached.refused) tell(refused)
  if (attached.added.length === 0) return
  boxOf(sessionId)?.attach(attached.added)
  if (selectShownId(app.getState()) === sessionId) focusComposer()
}

/** Nothing was to be sent yet: it says that the rest is as it was, and for what can be attached, why this can't. */
function tell({ code, name }: RefusedAttachment): void {
  const { t } = app.getState()
  const why = code === 'attachmentTooLarge' || code === 'attachmentKind'
  const text = why ? t(`error.${code}.help`) : t('attachment.refused')
  addToast({ tone: 'bad', title: t(`error.${code}`, { detail: name }), text })
}
