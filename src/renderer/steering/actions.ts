import { call } from '../bridge.ts'
import type { Input, Output } from '../../shared/contract.ts'
import type { Attachment } from '../../shared/model/draft.ts'
import type { Turn } from '../../shared/model/turn.ts'
import { insertIntoComposer } from '../composer/inserts.ts'
import { titleOf } from '../list/labels.ts'
import { asking, openWhereAsked } from '../panes/late.ts'
import { flushSaves, openSession } from '../store/actions.ts'
import { openDialog } from '../store/navigation.ts'
import { listOrder } from '../store/order.ts'
import { app } from '../store/store.ts'
import { loadedState, turnIn } from '../store/stretch.ts'
import { attempt, inform } from '../store/toasts.ts'
import { focusedMessage } from '../ui/focus.ts'
import { openModelPicker, type Anchor } from '../ui/overlay.ts'
import { isPicture } from './refusedImages.ts'

/** What went along with a message, to be sent once more. */
export type SentAgain = Output<'session.sentWith'>

/** The model from a rewind on; null leaves it. */
export type NextModel = Input<'session.retry'>['model']

/** Under which the edit of a message is kept while it is written: no request has this id. */
export function editKey(turnId: string): string {
  return `edit:${turnId}`
}

/** The turn whose message an id is the edit of; null for any other id. */
export function editedTurn(key: string): string | null {
  return key.startsWith('edit:') ? key.slice('edit:'.length) : null
}

/** Makes a session that goes another way from a point on, and shows it; true when it is there. */
export async function forkSession(
  id: string,
  at: Input<'session.fork'>['at'],
  draft: Input<'session.fork'>['draft'] = null,
): Promise<boolean> {
  const { rows, t } = app.getState()
  const row = rows.get(id)
  flushSaves()
  const asked = asking(id)
  const made = await attempt(call('session.fork', { id, at, draft }))
  if (made === undefined) return false
  app.setState((state) => ({ rows: new Map(state.rows).set(made.id, made) }))
  listOrder.now()
  const shown = await openWhereAsked(asked, made.id)
  if (shown && row !== undefined) {
    inform(t('fork.done', { title: titleOf(t, row) }), {
      label: t('fork.back'),
      perform: () => void openSession(id),
    })
  }
  return true
}

/** Forks behind the message that has the focus, or at the end of what is finished. */
export function forkHere(id: string): void {
  const turnId = focusedMessage()?.turnId ?? null
  void forkSession(id, turnId === null ? null : { turnId, side: 'after' })
}

/** Asks for an answer once more: at once for the last one that used no tools, after a question for any other. */
export function retry(id: string, turnId: string, model: NextModel = null): void {
  const turn = turnOf(id, turnId)
  const last = turnOf(id, null)
  const plain = turn !== undefined && turn === last && turn.items.every((item) => item.kind !== 'tool')
  if (plain && turn.prompt?.attachments.length === 0) void retryNow(id, turnId, false, model)
  else openDialog({ kind: 'rewind', id, turnId, how: 'retry', model })
}

/** The same, after another model was chosen. */
export function retryWith(id: string, turnId: string, anchor?: Anchor): void {
  const row = app.getState().rows.get(id)
  openModelPicker(
    {
      kind: 'value',
      providerId: row?.providerId ?? null,
      model: row?.model ?? null,
      choose: (providerId, model) => retry(id, turnId, { providerId, model }),
    },
    anchor,
  )
}

/** Opens the message of a turn to be written anew. */
export function editMessage(id: string, turnId: string): void {
  openDialog({ kind: 'rewind', id, turnId, how: 'edit', model: null })
}

/** Rewinds and sends the same message again; false when nothing was changed. */
export async function retryNow(id: string, turnId: string, files: boolean, model: NextModel): Promise<boolean> {
  const done = await attempt(call('session.retry', { id, turnId, files, model }).then(() => true))
  return done === true
}

/** Rewinds and sends another message in place of what is dropped; false when nothing was changed. */
export async function resend(
  id: string,
  turnId: string,
  how: {
    readonly text: string
    readonly attachments: readonly Attachment[]
    readonly files: boolean
    readonly model: NextModel
  },
): Promise<boolean> {
  const { text, files } = how
  const message = { text, attachments: how.attachments.map((one) => one.id) }
  return rewound(await attempt(call('session.rewind', { id, turnId, files, message, model: how.model })))
}

/** Only rewinds; the message that stood there is put into the box. False when nothing was changed. */
export async function rewindOnly(
  id: string,
  turnId: string,
  {
    text,
    attachments,
    files,
  }: { readonly text: string; readonly attachments: readonly Attachment[]; readonly files: boolean },
): Promise<boolean> {
  const done = rewound(await attempt(call('session.rewind', { id, turnId, files, message: null, model: null })))
  if (done) insertIntoComposer(id, text, attachments)
  return done
}

/** Says what became of the files; false when nothing was done. */
function rewound(done: Output<'session.rewind'> | undefined): boolean {
  if (done === undefined) return false
  const { t } = app.getState()
  if (done.skipped > 0) inform(t('rewind.skipped', { count: done.skipped }))
  else if (done.restored > 0) inform(t('rewind.restored', { count: done.restored }))
  return true
}

/** Sends a message once more without its pictures; asks before more than that is dropped. */
export async function goOnWithoutImages(id: string, turnId: string): Promise<void> {
  const text = turnOf(id, turnId)?.prompt?.text ?? ''
  if (turnOf(id, null)?.id !== turnId || text.trim() === '') {
    openDialog({ kind: 'rewind', id, turnId, how: 'edit', model: null, withoutImages: true })
    return
  }
  const sent = await attempt(call('session.sentWith', { id, turnId }))
  if (sent === undefined) return
  await resend(id, turnId, { text, attachments: withoutImages(sent).attachments, files: false, model: null })
}

/** What went along with a message, but for its pictures. */
export function withoutImages({ attachments, lost }: SentAgain): SentAgain {
  return {
    attachments: attachments.filter(({ kind }) => kind !== 'image'),
    lost: lost.filter((name) => !isPicture(name)),
  }
}

/** The turn of an open session by its id; without one, its last that was begun by a message. */
export function turnOf(id: string, turnId: string | null): Turn | undefined {
  const view = app.getState().opened.get(id)
  if (view === undefined) return undefined
  if (turnId !== null) return turnIn(loadedState(view), turnId)
  const { turns, active } = view.state
  return active !== null && active.prompt !== null ? active : turns.findLast((turn) => turn.prompt !== null)
}

/** Why the conversation can't be changed at a turn; null when it can. */
export function whyNot(id: string, turnId: string): 'steer.running' | 'steer.noPrompt' | 'steer.notLive' | null {
  const view = app.getState().opened.get(id)
  if (view?.state.active != null) return 'steer.running'
  if (turnOf(id, turnId)?.prompt == null) return 'steer.noPrompt'
  return view?.problem == null ? null : 'steer.notLive'
}
