import { call } from '../bridge.ts'
import type { Input } from '../../shared/contract.ts'
import { AppError } from '../../shared/errors.ts'
import type {
  Answer,
  Attachment,
  Bookmark,
  Draft,
  OpenedSession,
  ScrollAnchor,
  SessionMode,
  SessionRow,
} from '../../shared/model.ts'
import { focusComposer, saveWhere } from './navigation.ts'
import { keepWarm, prependPage, viewOf, withView } from './opened.ts'
import { beginOpening } from './opening.ts'
import { flushReplies, forgetReply } from './replies.ts'
import { createSaver } from './saver.ts'
import { app } from './store.ts'
import { attempt, inform, report } from './toasts.ts'

// With what the box waits before, less than half of the 500 ms that are promised: the rest is for a machine that is busy.
const drafts = createSaver<Draft | null>({
  delay: 100,
  write: (id, draft) =>
    void call('draft.save', { id, draft: draft === null ? null : typed(draft) }).catch(reportUnlessNoticed),
})
// As for drafts: the rest of the 500 ms is for a machine that is busy.
const anchors = createSaver<ScrollAnchor>({
  delay: 120,
  write: (id, anchor) => {
    app.setState((state) => ({ opened: withView(state.opened, id, (view) => ({ ...view, anchor })) }))
    call('anchor.save', { id, anchor }).catch(() => undefined)
  },
})

/** A disk that takes nothing is told by a notice that stays until what was typed is written: not with every key press. */
function reportUnlessNoticed(error: unknown): void {
  if (error instanceof AppError && (error.code === 'diskFull' || error.code === 'writeFailed')) return
  report(error)
}

/** Writes drafts and scroll positions that still wait: before the page goes away. */
export function flushSaves(): void {
  drafts.flush()
  flushReplies()
  anchors.flush()
}

/** Shows a session: at once when it is warm, as soon as its history is read when it is not. */
export async function openSession(id: string): Promise<void> {
  flushSaves()
  app.setState((state) => ({
    place: { kind: 'session', id },
    activeId: id,
    drawerOpen: false,
    inspectorDrawerOpen: false,
    dialog: null,
    openFailures: without(state.openFailures, id),
  }))
  saveWhere()
  const warm = app.getState().opened.get(id)
  if (warm === undefined) await reopen(id)
  else {
    app.setState((state) => ({ opened: keepWarm(state.opened, warm, state.activeId) }))
    // The box of the session must be there before it can be asked to take the focus.
    await Promise.resolve()
  }
  const { place } = app.getState()
  if (place.kind === 'session' && place.id === id) focusComposer()
}

/** Asks main for a session again and takes what comes in place of what was there. */
export async function reopen(id: string): Promise<void> {
  try {
    await beginOpening(id)
  } catch (error) {
    const failure = error instanceof AppError ? error : new AppError('internal')
    app.setState((state) => ({ openFailures: new Map(state.openFailures).set(id, failure) }))
  }
}

/** Loads the page of turns before the first one; with `until`, all back to that turn. Resolves when they are there. */
export async function loadOlder(id: string, until: string | null = null): Promise<void> {
  const view = app.getState().opened.get(id)
  if (view === undefined || view.before === null || view.loadingOlder) return
  change(id, (before) => ({ ...before, loadingOlder: true }))
  const page = await attempt(call('session.history', { id, before: view.before, until }))
  change(id, (before) => (page === undefined ? { ...before, loadingOlder: false } : prependPage(before, page)))
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
  // Main knows whether anything still runs: when nothing does, it is simply sent.
  if (how === 'steer') void attempt(call('queue.sendNow', { id, messageId: message.id }))
  const draft = app.getState().opened.get(id)?.draft
  if (draft?.text === text && idsOf(draft.attachments).join() === idsOf(attachments).join()) saveDraft(id, null)
  drafts.flush()
  return true
}

/** Stops the turn that runs. */
export async function stop(id: string): Promise<void> {
  await attempt(call('session.stop', { id }))
}

/** Asks for the rest of an interrupted answer. */
export async function continueTurn(id: string, turnId: string): Promise<void> {
  await attempt(call('session.continue', { id, turnId }))
}

/** Answers a request that waits. */
export async function answer(id: string, requestId: string, given: Answer): Promise<void> {
  // What is typed but not written yet must not come after its removal.
  flushReplies()
  const done = await attempt(
    call('session.answer', { id, requestId, answer: given as Input<'session.answer'>['answer'] }).then(() => true),
  )
  if (done === true) forgetReply(id, requestId)
}

/** Keeps what is typed: in the store at once, on its way to the disk within 100 ms. Empty text is no draft. */
export function saveDraft(id: string, draft: Draft | null): void {
  const kept = draft === null || (draft.text === '' && draft.attachments.length === 0) ? null : draft
  change(id, (view) => ({ ...view, draft: kept }))
  drafts.set(id, kept)
}

/** Keeps where the transcript is scrolled to. */
export function saveAnchor(id: string, anchor: ScrollAnchor): void {
  anchors.set(id, anchor)
}

/** Marks a session as read up to a turn (null: as far as it goes). */
export async function markRead(id: string, turnId: string | null = null): Promise<void> {
  await call('session.markRead', { id, turnId }).catch(() => undefined)
}

/** Marks a session as unread. */
export async function markUnread(id: string): Promise<void> {
  await attempt(call('session.markUnread', { id }))
}

/** Switches the model of a session from its next message on; the effort stays when it is left out. */
export async function setModel(id: string, providerId: string, model: string, effort?: string | null): Promise<void> {
  await takeRow(
    call('session.setModel', { id, model: { providerId, model }, ...(effort === undefined ? {} : { effort }) }),
  )
}

/** Switches how the agent of a session works; true when it does. */
export async function setMode(id: string, mode: SessionMode): Promise<boolean> {
  return takeRow(call('session.setMode', { id, mode }))
}

/** Gives a session a title that nothing replaces; true when it has it. */
export async function rename(id: string, title: string): Promise<boolean> {
  return takeRow(call('session.rename', { id, title }))
}

/** Shows a place in a transcript, loading older turns as far as needed; false when it is not there. */
export async function jumpTo(target: {
  readonly sessionId: string
  readonly turnId: string
  readonly itemId: string | null
}): Promise<boolean> {
  await openSession(target.sessionId)
  const view = app.getState().opened.get(target.sessionId)
  if (view === undefined) return false
  const has = (): boolean => {
    const state = app.getState().opened.get(target.sessionId)?.state
    return state?.active?.id === target.turnId || (state?.turns.some((turn) => turn.id === target.turnId) ?? false)
  }
  if (!has()) await loadOlder(target.sessionId, target.turnId)
  if (!has()) {
    report(new AppError('bookmarkMissing'))
    return false
  }
  app.setState((state) => ({ jump: { ...target, nonce: (state.jump?.nonce ?? 0) + performance.now() } }))
  return true
}

/** Marks a message; undefined when that failed. */
export async function addBookmark(bookmark: Input<'bookmark.add'>): Promise<Bookmark | undefined> {
  return attempt(call('bookmark.add', bookmark))
}

/** Changes name and description of a bookmark. */
export async function updateBookmark(bookmark: Input<'bookmark.update'>): Promise<Bookmark | undefined> {
  return attempt(call('bookmark.update', bookmark))
}

/** Removes a bookmark; the way back adds it again. */
export async function removeBookmark(bookmark: Bookmark): Promise<void> {
  const { t } = app.getState()
  const { sessionId, turnId, itemId, name, description } = bookmark
  try {
    await call('bookmark.remove', { id: bookmark.id })
    inform(t('bookmark.removed', { name }), {
      label: t('common.undo'),
      perform: () => void addBookmark({ sessionId, turnId, itemId, name, description }),
    })
  } catch (error) {
    report(error)
  }
}

/** Opens an address outside, after main has asked the person. */
export async function openLink(url: string): Promise<void> {
  await attempt(call('link.open', { url }))
}

/** Copies a text; `said` is what the toast says then, null keeps silent. */
export async function copy(text: string, said: string | null = app.getState().t('common.copied')): Promise<void> {
  try {
    await call('clipboard.write', { text })
    if (said !== null) inform(said)
  } catch (error) {
    report(error)
  }
}

/** Writes a session to a file that the person picks, once they decided about likely secrets in it; true when it was written at once. */
export async function exportSession(
  id: string,
  format: 'json' | 'markdown',
  sinceBookmarkId: string | null = null,
): Promise<boolean> {
  // Nothing of it is needed before somebody exports.
  const { exportAtOnce } = await import('../archive/exporting.ts')
  return exportAtOnce(id, format, sinceBookmarkId)
}

/** Takes a session as main gives it in place of what was there. */
export async function takeOpened(promise: Promise<OpenedSession>): Promise<boolean> {
  const opened = await attempt(promise)
  if (opened === undefined) return false
  app.setState((state) => ({
    opened: keepWarm(state.opened, viewOf(opened), state.activeId),
    rows: new Map(state.rows).set(opened.row.id, opened.row),
    openFailures: without(state.openFailures, opened.row.id),
  }))
  return true
}

async function takeRow(promise: Promise<SessionRow>): Promise<boolean> {
  const row = await attempt(promise)
  if (row === undefined) return false
  app.setState((state) => ({
    rows: new Map(state.rows).set(row.id, row),
    opened: withView(state.opened, row.id, (view) => ({ ...view, row })),
  }))
  return true
}

function change(id: string, with_: Parameters<typeof withView>[2]): void {
  app.setState((state) => ({ opened: withView(state.opened, id, with_) }))
}

function typed({ attachments, ...draft }: Draft): NonNullable<Input<'draft.save'>['draft']> {
  return { ...draft, attachments: idsOf(attachments) }
}

function idsOf(attachments: readonly Attachment[]): string[] {
  return attachments.map(({ id }) => id)
}

function without<V>(map: ReadonlyMap<string, V>, key: string): ReadonlyMap<string, V> {
  if (!map.has(key)) return map
  const next = new Map(map)
  next.delete(key)
  return next
}
