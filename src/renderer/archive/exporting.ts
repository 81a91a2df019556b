import { call } from '../bridge.ts'
import type { Input } from '../../shared/contract.ts'
import { AppError, type Failure } from '../../shared/errors.ts'
import { faultOfPlace, isFaultOfPlace, type ExportFormat, type FoundSecrets } from '../../shared/exporting.ts'
import type { ItemResult } from '../../shared/model/keeping.ts'
import { tellFailures } from '../store/marking.ts'
import type { MarkedPart } from '../store/state.ts'
import { openDialog } from '../store/navigation.ts'
import { app } from '../store/store.ts'
import { addToast, dismissToast, report, reportPlace } from '../store/toasts.ts'
import { followWork, type Work } from '../store/works.ts'

/** What is written of sessions, and how. */
export type ExportWish = Omit<Input<'session.export'>, 'id' | 'work'>

/** How a call goes, for who waits for it. */
export interface Following {
  readonly onWork: (work: Work) => void
  readonly onProgress: (done: number) => void
}

/** What came of an export. */
export interface WrittenTo {
  readonly path: string
  /** So many sessions could be read from end to end. */
  readonly whole: number
  /** One that was written as far as it could be read. */
  readonly partly: boolean
  /** Of several, what could not be written whole, and why. */
  readonly failed: readonly ItemResult[]
  /** Those that were not begun when it was stopped. */
  readonly left: number
  /** What kept the rest from being written there. */
  readonly fault: Failure | null
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
        const one = await call('session.export', { ...wish, id, work: work.id })
        if (one === null) return null
        return { path: one.path, whole: one.whole ? 1 : 0, partly: !one.whole, failed: [], left: 0, fault: null }
      }
      const { format, tools, reasoning, redact, range } = wish
      const some = { format, tools, reasoning, redact, ...(range?.kind === 'bookmarked' ? { range } : {}) }
      const written = await call('session.exportMany', { ...some, ids: [...ids], zip, work: work.id })
      if (written === null) return null
      const { folder: path, results } = written
      const failed = results.filter(({ error }) => error !== null)
      const left = new Set(ids).size - results.length
      const fault = faultOfPlace(results)
      return { path, whole: results.length - failed.length, partly: false, failed, left, fault }
    },
  )
}

/** Says where it is, what could not be written whole, and what was not begun. */
export function tell({ path, whole, partly, failed, left }: WrittenTo): void {
  const { t } = app.getState()
  if (whole > 0 || partly || failed.length > 0) addToast({ tone: 'info', title: t('export.done'), text: path })
  if (partly) addToast({ tone: 'bad', title: t('exporting.partly', { count: 1 }), text: '' })
  tellFailures(failed, 'mark.notExported')
  if (left > 0) addToast({ tone: 'info', title: t('exporting.left', { count: left }), text: '' })
}

/** Whether the person ended it: there is nothing to say about that. */
export function isStopped(error: unknown): boolean {
  return error instanceof AppError && error.code === 'cancelled'
}

/** Writes a session as it is, at once; where it holds likely secrets, the dialog asks first. True when it was written. */
export async function exportAtOnce(id: string, format: ExportFormat, marks: MarkedPart): Promise<boolean> {
  const looking = showing('exporting.lookingAt', id)
  const writing = showing('exporting.now', id)
  try {
    looking.begin()
    const found = await lookForSecrets([id], { format, ...marks }, looking)
    looking.end()
    if (found.secrets.length > 0) {
      openDialog({ kind: 'export', ids: [id], format, ...marks, found })
      return false
    }
    const written = await write([id], { format, ...marks }, false, writing)
    if (written !== null) tell(written)
    return written !== null
  } catch (error) {
    if (error instanceof AppError && isFaultOfPlace(error.code))
      reportPlace(error, () => void exportAtOnce(id, format, marks))
    else if (!isStopped(error)) report(error)
    return false
  } finally {
    looking.end()
    writing.end()
  }
}

/** So long it takes before anybody has to be told that it does (ms). */
const UNTOLD = 700

/** Says that an export goes on, with a way to end it, once it takes longer than one waits for without a word. */
function showing(
  words: 'exporting.lookingAt' | 'exporting.now',
  sessionId: string,
): Following & { readonly begin: () => void; readonly end: () => void } {
  const { t, rows } = app.getState()
  let work: Work | null = null
  let timer: ReturnType<typeof setTimeout> | null = null
  let toast: number | null = null
  const begin = (): void => {
    timer ??= setTimeout(() => {
      const title = t(words, { title: rows.get(sessionId)?.title ?? sessionId })
      const stop = { label: t('cleanup.stop'), perform: () => work?.cancel() }
      toast = addToast({ tone: 'busy', title, text: '', action: stop })
    }, UNTOLD)
  }
  return {
    begin,
    onWork: (one) => (work = one),
    // It was chosen where it goes.
    onProgress: begin,
    end: () => {
      if (timer !== null) clearTimeout(timer)
      if (toast !== null) dismissToast(toast)
      timer = null
      toast = null
    },
  }
}
