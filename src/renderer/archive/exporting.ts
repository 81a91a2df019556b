import { call } from '../bridge.ts'
import type { Input } from '../../shared/contract.ts'
import { AppError } from '../../shared/errors.ts'
import type { ExportFormat, FoundSecrets } from '../../shared/exporting.ts'
import { openDialog } from '../store/navigation.ts'
import { app } from '../store/store.ts'
import { addToast, inform, report } from '../store/toasts.ts'
import { followWork, type Work } from '../store/works.ts'

/** What is written of sessions, and how. */
export type ExportWish = Omit<Input<'session.export'>, 'id' | 'work'>

/** How a call goes, for who waits for it. */
export interface Following {
  readonly onWork: (work: Work) => void
  readonly onProgress: (done: number) => void
}

/** What came of an export; `whole` counts what could be read from end to end. */
export interface WrittenTo {
  readonly path: string
  readonly whole: number
  readonly of: number
}

/** What is likely a secret in what would be written. */
export function lookForSecrets(
  ids: readonly string[],
  wish: Omit<ExportWish, 'redact'>,
  { onWork, onProgress }: Following,
): Promise<FoundSecrets> {
  return followWork(
    ({ done }) => onProgress(done),
    (work) => {
      onWork(work)
      return call('session.secrets', { ...wish, ids: [...ids], work: work.id })
    },
  )
}

/** Writes one session into a file, or several into a zip or a folder that the person picks; null when they picked none. */
export async function write(
  ids: readonly string[],
  wish: ExportWish,
  zip: boolean,
  { onWork, onProgress }: Following,
): Promise<WrittenTo | null> {
  return followWork(
    ({ done }) => onProgress(done),
    async (work) => {
      onWork(work)
      const [id] = ids
      if (ids.length === 1 && id !== undefined) {
        const path = await call('session.export', { ...wish, id, work: work.id })
        return path === null ? null : { path, whole: 1, of: 1 }
      }
      const { format, tools, reasoning, redact } = wish
      const some = { format, tools, reasoning, redact }
      const written = await call('session.exportMany', { ...some, ids: [...ids], zip, work: work.id })
      if (written === null) return null
      const whole = written.results.filter(({ error }) => error === null).length
      return { path: written.folder, whole, of: ids.length }
    },
  )
}

/** Says where it is, and how many could not be written whole. */
export function tell({ path, whole, of }: WrittenTo): void {
  const { t } = app.getState()
  if (whole === of) inform(t('export.done', { path }))
  else {
    const text = t('exporting.partly', { count: of - whole })
    addToast({ tone: 'bad', title: t('export.done', { path }), text })
  }
}

/** Whether the person ended it: there is nothing to say about that. */
export function isStopped(error: unknown): boolean {
  return error instanceof AppError && error.code === 'cancelled'
}

/** Writes a session as it is, at once; where it holds likely secrets, the dialog asks first. True when it was written. */
export async function exportAtOnce(id: string, format: ExportFormat, sinceBookmarkId: string | null): Promise<boolean> {
  const quiet: Following = { onWork: () => undefined, onProgress: () => undefined }
  try {
    const found = await lookForSecrets([id], { format, sinceBookmarkId }, quiet)
    if (found.secrets.length > 0) {
      openDialog({ kind: 'export', ids: [id], format, sinceBookmarkId, found })
      return false
    }
    const written = await write([id], { format, sinceBookmarkId }, false, quiet)
    if (written !== null) tell(written)
    return written !== null
  } catch (error) {
    report(error)
    return false
  }
}
