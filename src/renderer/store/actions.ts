import { call } from '../bridge.ts'
import type { Input } from '../../shared/contract.ts'
import { AppError } from '../../shared/errors.ts'
import type { OpenedSession } from '../../shared/model/opened.ts'
import type { Answer } from '../../shared/model/request.ts'
import type { SessionMode, SessionRow } from '../../shared/model/session.ts'
import { withSession } from '../panes/layout.ts'
import type { PaneLayout } from '../panes/layout.ts'
import { flushDrafts } from './drafts.ts'
import { releaseUnread } from './keptUnread.ts'
import { focusComposer, saveWhere } from './navigation.ts'
import { keepWarm, viewOf } from './opened.ts'
import { beginOpening } from './opening.ts'
import { flushAnchors, showTurn } from './reading.ts'
import { flushReplies, forgetReply } from './replies.ts'
import { followRow, putRow } from './rows.ts'
import type { MarkedPart } from './state.ts'
import { app } from './store.ts'
import { attempt, inform, report } from './toasts.ts'

/** Writes drafts and scroll positions that still wait: before the page goes away. */
export function flushSaves(): void {
  flushDrafts()
  flushReplies()
  flushAnchors()
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
  const before = app.getState()
  app.setState((state) => ({
    opened: keepWarm(state.opened, viewOf(opened, state.opened.get(opened.row.id)), state.panes),
    rows: new Map(state.rows).set(opened.row.id, opened.row),
    openFailures: without(state.openFailures, opened.row.id),
  }))
  followRow(before, opened.row)
  return true
}

async function takeRow(promise: Promise<SessionRow>): Promise<boolean> {
  const row = await attempt(promise)
  if (row !== undefined) putRow(row)
  return row !== undefined
}

function without<V>(map: ReadonlyMap<string, V>, key: string): ReadonlyMap<string, V> {
  if (!map.has(key)) return map
  const next = new Map(map)
  next.delete(key)
  return next
}
