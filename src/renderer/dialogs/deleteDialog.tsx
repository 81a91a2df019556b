import { Dialog } from '@base-ui/react/dialog'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { titleOf } from '../list/labels.ts'
import { AppError } from '../../shared/errors.ts'
import type { SessionRow } from '../../shared/model/session.ts'
import type { Translate } from '../../shared/strings/translateWith.ts'
import { exportSession } from '../store/actions.ts'
import { deleteSessions } from '../store/lifecycle.ts'
import { tellFailures, withProgress } from '../store/marking.ts'
import { closeDialog, openDialog } from '../store/navigation.ts'
import { app, useApp, useT } from '../store/store.ts'
import { inform, report } from '../store/toasts.ts'
import { undoDeletion } from '../store/trash.ts'
import { Button } from '../ui/button.tsx'
import { focusListLater } from '../ui/focus.ts'
import { codeOf } from './errorCode.ts'

/** So many are named. */
const MOST = 50

/** Asks before sessions go into the trash, and says how long they stay there; Cancel has the focus. */
export function DeleteDialog({ ids }: { readonly ids: readonly string[] }): ReactNode {
  const t = useT()
  const days = useApp((state) => state.settings.trashDays)
  const [busy, setBusy] = useState(false)
  // What was asked about stays on screen while it goes.
  const [rows] = useState(() => ids.flatMap((id) => app.getState().rows.get(id) ?? []))
  const first = rows[0]
  const title = first === undefined ? (ids[0] ?? '') : titleOf(t, first)
  const unsent = rows.length > 0 && rows.every((row) => row.unsent)

  const missing = rows.length === 1 && first?.problem?.code === 'missing' ? first : undefined

  async function perform(): Promise<void> {
    setBusy(true)
    const many = ids.length > 1
    // The list shows how far it is, and how to stop it.
    if (many) closeDialog()
    const { activeId, place, panes } = app.getState()
    const beside = panes.length > 1
    const shown = place.kind === 'session' && ids.includes(place.id) ? activeId : null
    try {
      const results = many
        ? await withProgress(ids.length, (work) => deleteSessions(ids, work))
        : await deleteSessions(ids)
      if (many) tellFailures(results, 'mark.notDeleted')
      else for (const { error } of results) if (error !== null) report(new AppError(codeOf(error.code)))
      const entryIds = results.flatMap((result) => result.entryId ?? [])
      if (entryIds.length > 0) {
        inform(t('delete.done', { count: entryIds.length, title }), {
          label: t('common.undo'),
          perform: () => void undoDeletion(entryIds, shown, beside),
        })
      }
    } catch (error) {
      report(error)
    }
    if (!many) closeDialog()
    focusListLater()
  }

  return (
    <>
      <Dialog.Title className="dialog-title">{t('delete.title', { count: ids.length, title })}</Dialog.Title>
      <Dialog.Description className="dialog-text">
        {missing === undefined ? t(unsent ? 'delete.unsent' : 'delete.text') : leftOf(t, missing)}{' '}
        {days === 0 ? t('delete.stays') : t('delete.kept', { count: days })}
      </Dialog.Description>
      {rows.length > 1 && (
        <ul className="dialog-list">
          {rows.slice(0, MOST).map((row) => (
            <li key={row.id}>{titleOf(t, row)}</li>
          ))}
          {rows.length > MOST && <li>{t('mark.more', { count: rows.length - MOST })}</li>}
        </ul>
      )}
      <div className="dialog-actions">
        {first !== undefined && !unsent && (
          <>
            <Button variant="quiet" onClick={() => exportFirst(rows)}>
              {t('delete.exportFirst')}
            </Button>
            <span className="dialog-actions-space" />
          </>
        )}
        <Button data-first-focus="" onClick={closeDialog}>
          {t('common.cancel')}
        </Button>
        <Button variant="danger" disabled={busy} onClick={() => void perform()}>
          {t('delete.confirm')}
        </Button>
      </div>
    </>
  )
}

/** One is written at once; of many, which stay chosen, a dialog asks how, and deleting is asked for once more after it. */
function exportFirst(rows: readonly SessionRow[]): void {
  const [first, ...others] = rows.filter((row) => !row.unsent)
  if (first === undefined) return
  if (others.length === 0) void exportSession(first.id, 'json')
  else {
    const ids = [first, ...others].map(({ id }) => id)
    openDialog({ kind: 'export', ids, format: 'json', sinceBookmarkId: null, found: null })
  }
}

/** What there still is of a session whose files are gone. */
function leftOf(t: Translate, row: SessionRow): string {
  const what = [
    ...(row.hasDraft ? [t('delete.what.draft')] : []),
    ...(row.queued > 0 ? [t('delete.what.queued', { count: row.queued })] : []),
    ...(row.bookmarks > 0 ? [t('delete.what.bookmarks', { count: row.bookmarks })] : []),
  ]
  return what.length === 0 ? t('delete.missingNothing') : t('delete.missing', { what: what.join(', ') })
}
