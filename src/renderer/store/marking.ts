import { AppError } from '../../shared/errors.ts'
import { call } from '../bridge.ts'
import type { Input } from '../../shared/contract.ts'
import { faultOfPlace } from '../../shared/exporting.ts'
import type { ItemResult } from '../../shared/model/keeping.ts'
import type { SessionRow } from '../../shared/model/session.ts'
import { keepUnread } from './keptUnread.ts'
import { openDialog } from './navigation.ts'
import { withView } from './opened.ts'
import { listOrder } from './order.ts'
import { letGoOfHidden } from './selection.ts'
import { app } from './store.ts'
import { addToast, inform, report, reportPlace } from './toasts.ts'
import { followWork } from './works.ts'

type Change = Input<'session.mark'>['changes'][number]
/** What is to change about a session; null leaves it. */
export type Marking = (row: SessionRow) => Omit<Change, 'id'> | null

/** What is said when it is done. */
type Said = 'archived' | 'unarchived' | 'pinned' | 'unpinned' | 'readDone' | 'unreadDone' | 'tagged'

/** Changes sessions, shows how it goes, says what came of it, and offers the way back. */
export async function mark(ids: readonly string[], marking: Marking, said: Said): Promise<void> {
  const { t, rows } = app.getState()
  const changes: Change[] = []
  const back = new Map<string, Change>()
  for (const id of ids) {
    const row = rows.get(id)
    const change = row === undefined ? null : marking(row)
    if (row === undefined || change === null) continue
    changes.push({ id, ...change })
    back.set(id, { id, ...before(row, change) })
  }
  const done = await perform(changes)
  if (done.length === 0) return
  const first = rows.get(done[0] ?? '')
  inform(t(`mark.${said}`, { count: done.length, title: first?.title ?? '' }), {
    label: t('common.undo'),
    perform: () => void perform(done.flatMap((id) => back.get(id) ?? [])),
  })
}

/** The ids of those that were changed. */
async function perform(changes: Change[]): Promise<readonly string[]> {
  if (changes.length === 0) return []
  // Before anything can tell of it: what is shown would be read at once.
  keepUnread(changes.flatMap(({ id, unread }) => (unread === true ? [id] : [])))
  try {
    const results = await withProgress(changes.length, (work) => call('session.mark', { changes, work }))
    const done = results.flatMap(({ id, error }) => (error === null ? [id] : []))
    take(done, new Map(changes.map((change) => [change.id, change])))
    tellFailures(results, 'mark.failed')
    return done
  } catch (error) {
    report(error)
    return []
  }
}

/** Main may tell of them a moment later. The person moved them: the list follows at once, also under the pointer. */
function take(ids: readonly string[], changes: ReadonlyMap<string, Change>): void {
  app.setState((state) => {
    const rows = new Map(state.rows)
    let { opened } = state
    for (const id of ids) {
      const row = rows.get(id)
      const { pinned, tags, archived, unread } = changes.get(id) ?? {}
      if (row === undefined) continue
      const next: SessionRow = {
        ...row,
        ...(pinned === undefined ? {} : { pinned }),
        ...(tags === undefined ? {} : { tags }),
        ...(archived === undefined ? {} : { archived }),
        ...(unread === undefined ? {} : { unread }),
      }
      rows.set(id, next)
      opened = withView(opened, id, (view) => ({ ...view, row: next }))
    }
    return { rows, opened }
  })
  listOrder.now()
  letGoOfHidden(ids)
}

/** What is done with many sessions shows how far it is, and can be stopped. */
export async function withProgress<T>(total: number, work: (id: string) => Promise<T>): Promise<T> {
  try {
    return await followWork(
      ({ done, of }) => app.setState(({ working }) => ({ working: working && { ...working, done, total: of } })),
      ({ id, cancel }) => {
        app.setState({ working: { done: 0, total, cancel } })
        return work(id)
      },
    )
  } finally {
    app.setState({ working: null })
  }
}

/** Says how many could not be done, and shows each with its reason when asked. */
export function tellFailures(
  results: readonly ItemResult[],
  title: 'mark.failed' | 'mark.notExported' | 'mark.notDeleted',
): void {
  const failed = results.filter(({ error }) => error !== null)
  if (failed.length === 0) return
  const { t } = app.getState()
  const words = t(title, { count: failed.length })
  addToast({
    tone: 'bad',
    title: words,
    text: '',
    action: {
      label: t('mark.failures'),
      perform: () => openDialog({ kind: 'failures', title: words, results: failed }),
    },
  })
}

function before(row: SessionRow, change: Omit<Change, 'id'>): Omit<Change, 'id'> {
  return {
    ...(change.pinned === undefined ? {} : { pinned: row.pinned }),
    ...(change.tags === undefined ? {} : { tags: row.tags }),
    ...(change.archived === undefined ? {} : { archived: row.archived }),
    ...(change.unread === undefined ? {} : { unread: row.unread }),
  }
}

/** Archives sessions, or brings them back when all of them are archived. */
export function toggleArchived(ids: readonly string[]): Promise<void> {
  const archived = some(ids, (row) => !row.archived)
  return mark(ids, (row) => (row.archived === archived ? null : { archived }), archived ? 'archived' : 'unarchived')
}

/** Pins sessions, or lets them go when all of them are pinned. */
export function togglePinned(ids: readonly string[]): Promise<void> {
  const pinned = some(ids, (row) => !row.pinned)
  return mark(ids, (row) => (row.pinned === pinned ? null : { pinned }), pinned ? 'pinned' : 'unpinned')
}

/** Marks sessions as unread, or as read when all of them are unread. */
export function toggleUnread(ids: readonly string[]): Promise<void> {
  const unread = some(ids, (row) => !row.unread)
  return mark(ids, (row) => (row.unread === unread ? null : { unread }), unread ? 'unreadDone' : 'readDone')
}

function some(ids: readonly string[], test: (row: SessionRow) => boolean): boolean {
  const { rows } = app.getState()
  return ids.some((id) => {
    const row = rows.get(id)
    return row !== undefined && test(row)
  })
}

/** Writes a file for each session into one folder that the person chooses; where likely secrets are in them, the dialog asks first. */
export async function exportMany(ids: readonly string[], format: 'json' | 'markdown'): Promise<void> {
  const { t } = app.getState()
  try {
    const wish = { ids: [...ids], format, sinceBookmarkId: null }
    const found = await withProgress(ids.length, (work) => call('session.secrets', { ...wish, work }))
    if (found.secrets.length > 0) {
      openDialog({ kind: 'export', ids, format, sinceBookmarkId: null, found })
      return
    }
    const answer = await withProgress(ids.length, (work) => call('session.exportMany', { ids: [...ids], format, work }))
    if (answer === null) return
    const count = answer.results.filter(({ error }) => error === null).length
    if (count > 0) inform(t('many.exported', { count, folder: answer.folder }))
    const fault = faultOfPlace(answer.results)
    if (fault === null) tellFailures(answer.results, 'mark.notExported')
    else reportPlace(fault, () => void exportMany(ids, format))
  } catch (error) {
    if (!(error instanceof AppError && error.code === 'cancelled')) report(error)
  }
}
