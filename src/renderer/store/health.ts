import { call } from '../bridge.ts'
import { AppError } from '../../shared/errors.ts'
import type { HealthReport, RepairResult } from '../../shared/health.ts'
import { app } from './store.ts'
import { attempt, inform, report } from './toasts.ts'

/** What a look at a log found, and the line that a repair has to leave out because the runtime named it; null for none. */
export interface Examination {
  readonly report: HealthReport
  readonly refused: number | null
}

/**
 * Examines a log. What the runtime says of a line counts only when nothing else is found: the line that it names is also
 * where other damage shows. Undefined when it was cancelled or failed (which is said).
 */
export async function examine(id: string, refused: number | null): Promise<Examination | undefined> {
  return watched(id, async () => {
    const found = await call('health.scan', { id, refused: null })
    if (!found.healthy || refused === null) return { report: found, refused: null }
    return { report: await call('health.scan', { id, refused }), refused }
  })
}

/** Repairs a log, or makes it smaller; undefined when it was cancelled or failed (which is said). */
export async function mend(
  id: string,
  kind: RepairResult['kind'],
  refused: number | null,
): Promise<RepairResult | undefined> {
  const result = await watched(id, () =>
    kind === 'repair' ? call('health.repair', { id, refused }) : call('health.slim', { id }),
  )
  if (result !== undefined) setRepaired(id, result)
  return result
}

/** Ends what the doctor does with a session, as long as nothing was replaced. */
export function cancelExamination(id: string): void {
  call('health.cancel', { id }).catch(() => undefined)
}

/** Puts the original of a repaired session back. */
export async function undoRepair({ id, undoId }: Pick<RepairResult, 'id' | 'undoId'>): Promise<void> {
  const done = await attempt(call('health.undo', { undoId }).then(() => true))
  if (done !== true) return
  setRepaired(id, null)
  inform(app.getState().t('repair.undone'))
}

/** Takes the offer to undo a repair away; the original stays. */
export function setRepaired(id: string, result: RepairResult | null): void {
  app.setState((state) => {
    const repaired = new Map(state.repaired)
    if (result === null) repaired.delete(id)
    else repaired.set(id, result)
    return { repaired }
  })
}

async function watched<T>(id: string, work: () => Promise<T>): Promise<T | undefined> {
  setExamined(id, { done: 0, total: 0 })
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof AppError && error.code === 'cancelled')) report(error)
    return undefined
  } finally {
    setExamined(id, null)
  }
}

function setExamined(id: string, progress: { readonly done: number; readonly total: number } | null): void {
  app.setState((state) => {
    const examined = new Map(state.examined)
    if (progress === null) examined.delete(id)
    else examined.set(id, progress)
    return { examined }
  })
}
