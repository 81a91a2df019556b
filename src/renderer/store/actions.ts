import { call } from '../bridge.ts'
import type { Input } from '../../shared/contract.ts'
import { AppError } from '../../shared/errors.ts'
import type { Attachment, Draft } from '../../shared/model/draft.ts'
import type { Bookmark, OpenedSession, ScrollAnchor } from '../../shared/model/opened.ts'
import type { Answer } from '../../shared/model/request.ts'
import type { SessionMode, SessionRow } from '../../shared/model/session.ts'
import { withSession } from '../panes/layout.ts'
import type { PaneLayout } from '../panes/layout.ts'
import { keepUnread, releaseUnread } from './keptUnread.ts'
import { focusComposer, saveWhere } from './navigation.ts'
import { keepWarm, viewOf, withView } from './opened.ts'
import { beginOpening } from './opening.ts'
import { flushReplies, forgetReply } from './replies.ts'
import { createSaver } from './saver.ts'
import type { MarkedPart } from './state.ts'
import { app } from './store.ts'
import {
  anchorAt,
  appendPage,
  prependPage,
  shownBefore,
  shownState,
  turnIn,
  withNewest,
  withStretch,
} from './stretch.ts'
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

/**
 * Shows a session where the focus is: at once when it is warm, as soon as its history is read when it is not; then at the
 * turn `at`, if given, instead of where one was.
 */
export async function openSession(id: string, at?: string): Promise<void> {
  await openInto(id, withSession(app.getState(), id), at)
}

/** Shows a session that is in none of the panes as `layout` has it. */
export async function openInto(id: string, layout: PaneLayout, at?: string): Promise<void> {
  flushSaves()
  releaseUnread(id)
  app.setState((state) => ({
    ...layout,
    place: { kind: 'session', id },
    drawerOpen: false,
    inspectorDrawerOpen: false,
    dialog: null,
    openFailures: without(state.openFailures, id),
  }))
  saveWhere()
  const warm = app.getState().opened.get(id)
  if (warm === undefined) await reopen(id, at)
  else {
    app.setState((state) => ({ opened: keepWarm(state.opened, warm, state.panes) }))
    // The box of the session must be there before it can be asked to take the focus.
    await Promise.resolve()
  }
  const { place } = app.getState()
  if (place.kind === 'session' && place.id === id) focusComposer()
}

/** Asks main for a session again and takes what comes in place of what was there. */
export async function reopen(id: string, at?: string): Promise<void> {
  try {
    await beginOpening(id, at)
  } catch (error) {
    const failure = error instanceof AppError ? error : new AppError('internal')
    app.setState((state) => ({ openFailures: new Map(state.openFailures).set(id, failure) }))
  }
}

/** Loads the page of turns before the first one that is shown. Resolves when they are there. */
export async function loadOlder(id: string): Promise<void> {
  const view = app.getState().opened.get(id)
  const before = view === undefined ? null : shownBefore(view)
  if (view === undefined || before === null || view.loadingOlder) return
  change(id, (now) => ({ ...now, loadingOlder: true }))
  const page = await attempt(call('session.history', { id, before }))
  change(id, (now) => {
    // Other turns are shown meanwhile: these are not before them.
    if (shownBefore(now) !== before) return now
    return page === undefined ? { ...now, loadingOlder: false } : prependPage(now, page)
  })
}

/** Loads the page of turns behind those that are shown, as long as these are not the newest. */
export async function loadNewer(id: string): Promise<void> {
  const view = app.getState().opened.get(id)
  if (view?.away?.after == null || view.before === null || view.away.loadingNewer) return
  const { after } = view.away
  const to = view.before
  change(id, (now) => (now.away === null ? now : { ...now, away: { ...now.away, loadingNewer: true } }))
  const page = await attempt(call('session.newer', { id, after, to }))
  change(id, (now) => {
    if (now.away?.after !== after) return now
    return page === undefined ? { ...now, away: { ...now.away, loadingNewer: false } } : appendPage(now, page, to)
  })
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

/** How far a session was read when one left it: what comes later is new at the next visit. */
export function noteRead(id: string, turnId: string): void {
  app.setState((state) => ({
    opened: withView(state.opened, id, (view) => ({ ...view, readTurnId: turnId, readAt: Date.now() })),
  }))
}

/** Marks a session as unread. */
export async function markUnread(id: string): Promise<void> {
  // Before anything can tell of it: what is shown would be read at once.
  keepUnread([id])
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

/** Shows a place in a transcript, loading what is around it where it must; false when it is not there. */
export async function jumpTo(target: {
  readonly sessionId: string
  readonly turnId: string
  readonly itemId: string | null
}): Promise<boolean> {
  await openSession(target.sessionId, target.turnId)
  if (!app.getState().opened.has(target.sessionId)) return false
  if (!(await showTurn(target.sessionId, target.turnId))) {
    report(new AppError('bookmarkMissing'))
    return false
  }
  app.setState((state) => ({ jump: { ...target, nonce: (state.jump?.nonce ?? 0) + performance.now() } }))
  return true
}

/** Has those turns shown among which one stands, loading them where it must; false when it is nowhere. */
export async function showTurn(id: string, turnId: string): Promise<boolean> {
  const isShown = (): boolean => {
    const view = app.getState().opened.get(id)
    return view !== undefined && turnIn(shownState(view), turnId) !== undefined
  }
  const view = app.getState().opened.get(id)
  if (view === undefined) return false
  const anchor = anchorAt(turnId)
  if (isShown()) return true
  if (turnIn(view.state, turnId) !== undefined) change(id, (now) => withNewest(now, anchor))
  else if (view.before !== null) {
    const to = view.before
    const stretch = (await attempt(call('session.around', { id, turnId, to }))) ?? null
    if (stretch !== null) change(id, (now) => withStretch(now, stretch, to, anchor))
  }
  return isShown()
}

/** Shows the newest turns again, at their end. */
export function showNewest(id: string): void {
  change(id, (view) => {
    const last = view.state.active ?? view.state.turns.at(-1)
    return withNewest(view, { turnId: last?.id ?? '', offset: 0, atEnd: true })
  })
}

/** Marks a message; undefined when that failed. */
export async function addBookmark(bookmark: Input<'bookmark.add'>): Promise<Bookmark | undefined> {
  return attempt(call('bookmark.add', bookmark))
}

/** Changes name, description and colour of a bookmark. */
export async function updateBookmark(bookmark: Input<'bookmark.update'>): Promise<Bookmark | undefined> {
  return attempt(call('bookmark.update', bookmark))
}

/** Removes a bookmark; the way back brings it again as it was, even where its message is gone. */
export async function removeBookmark({ id, name }: Bookmark): Promise<void> {
  const { t } = app.getState()
  try {
    await call('bookmark.remove', { id })
    inform(t('bookmark.removed', { name }), {
      label: t('common.undo'),
      perform: () => void attempt(call('bookmark.restore', { id })),
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
  marks: MarkedPart = { sinceBookmarkId: null },
): Promise<boolean> {
  // Nothing of it is needed before somebody exports.
  const { exportAtOnce } = await import('../archive/exporting.ts')
  return exportAtOnce(id, format, marks)
}

/** Takes a session as main gives it in place of what was there. */
export async function takeOpened(promise: Promise<OpenedSession>): Promise<boolean> {
  const opened = await attempt(promise)
  if (opened === undefined) return false
  app.setState((state) => ({
    opened: keepWarm(state.opened, viewOf(opened, state.opened.get(opened.row.id)), state.panes),
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
