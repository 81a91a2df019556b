import { call } from '../bridge.ts'
import type { Input } from '../../shared/contract.ts'
import { AppError } from '../../shared/errors.ts'
import type { SessionRow } from '../../shared/model/session.ts'
import type { WayOut } from '../../shared/resuming.ts'
import { asking, openWhereAsked, type Asked } from '../panes/late.ts'
import { exportSession, reopen, takeOpened } from './actions.ts'
import { setRepaired } from './health.ts'
import { goTo, openDialog } from './navigation.ts'
import { listOrder } from './order.ts'
import { app } from './store.ts'
import { attempt, report } from './toasts.ts'
import { reportResult } from './trash.ts'

/** Does what the person chose when a session could not be made live; what waits is sent once it is. */
export async function takeWay(id: string, way: WayOut, withQueue: boolean): Promise<void> {
  switch (way) {
    case 'again':
      return tryAgain(id, null)
    case 'restart':
    case 'repair':
      return tryAgain(id, way)
    case 'continue':
      return continueElsewhere(id, withQueue)
    case 'takeOver':
      return goOn(id, takeOpened(call('session.takeOver', { id })))
    case 'readOnly':
      await attempt(call('session.leaveResuming', { id }))
      return
    case 'locate':
      return goOn(id, locateFolder(id))
    case 'withoutFolder':
      return goOn(id, takeOpened(call('session.setFolder', { id, folder: null })))
    case 'restore':
      return restoreSession(id)
    case 'recreate':
      return goOn(id, takeOpened(call('session.recreate', { id })))
    case 'withoutHistory':
      return goOn(id, takeOpened(call('session.leaveHistory', { id })))
    case 'examine':
      openDialog({ kind: 'repair', id, refused: lineOf(app.getState().opened.get(id)?.resuming?.failure?.detail) })
      return
    case 'remove':
      openDialog({ kind: 'delete', ids: [id] })
      return
    case 'export':
      await exportSession(id, 'markdown')
      return
    case 'reveal':
      await attempt(call('session.reveal', { id }))
      return
    case 'settings':
      goTo({ kind: 'settings' })
      return
    case 'cleanup':
      goTo({ kind: 'cleanup' })
      return
  }
}

/** Takes the panel away; what waits stays, paused. */
export async function leaveResuming(id: string): Promise<void> {
  await attempt(call('session.leaveResuming', { id }))
}

/** Makes a new session that carries what was said in this one, and shows it. */
export async function continueElsewhere(id: string, withQueue: boolean): Promise<void> {
  const asked = asking(id)
  await show(asked, await attempt(call('session.continueElsewhere', { id, withQueue })))
}

/** Begins a session with what was said between two bookmarks, or since one. */
export async function seedSession(id: string, until: string | null): Promise<void> {
  const asked = asking()
  await show(asked, await attempt(call('bookmark.seed', { id, until })))
}

/** Begins a session for each of some models with what was said between two bookmarks, or since one; none when that failed. */
export async function compareModels(wish: Input<'bookmark.compare'>): Promise<readonly string[]> {
  const rows = await attempt(call('bookmark.compare', wish))
  if (rows === undefined) return []
  app.setState((state) => ({ rows: new Map([...state.rows, ...rows.map((row) => [row.id, row] as const)]) }))
  listOrder.now()
  return rows.map(({ id }) => id)
}

async function show(asked: Asked, row: SessionRow | undefined): Promise<void> {
  if (row === undefined) return
  app.setState((state) => ({ rows: new Map(state.rows).set(row.id, row) }))
  listOrder.now()
  await openWhereAsked(asked, row.id)
}

/** Lets the person show where a session's folder is now; true when they did. */
export async function locateFolder(id: string): Promise<boolean> {
  const folder = await attempt(call('folder.pick', {}))
  if (folder === undefined || folder === null) return false
  return takeOpened(call('session.setFolder', { id, folder }))
}

/** Brings a session back of which the trash has a copy. */
export async function restoreSession(id: string): Promise<void> {
  const asked = asking(id)
  try {
    const entryId = await entryOf(id)
    if (entryId === null) throw new AppError('trashMissing', id)
    const results = await call('trash.restore', { entryIds: [entryId] })
    for (const result of results) reportResult(result)
    await call('session.leaveResuming', { id })
    await reopen(id)
    await openWhereAsked(asked, id)
    listOrder.now()
  } catch (error) {
    report(error)
  }
}

/** The newest entry of the trash that has the files of a session; null when there is none. */
export async function entryOf(id: string): Promise<string | null> {
  const entries = await call('trash.list', {})
  return entries.find((entry) => entry.id === id && entry.size > 0)?.entryId ?? null
}

/** The line that the runtime named; null when it named none. */
function lineOf(detail: string | undefined): number | null {
  const line = Number(detail)
  return Number.isInteger(line) && line > 0 ? line : null
}

async function tryAgain(id: string, agreed: 'restart' | 'repair' | null): Promise<void> {
  const repair = await attempt(call('session.tryAgain', { id, agreed }))
  if (repair !== undefined && repair !== null) setRepaired(id, repair)
}

/** Something that stood in the way is out of it: on with what waited. */
async function goOn(id: string, change: Promise<boolean>): Promise<void> {
  if (await change) await tryAgain(id, null)
}
