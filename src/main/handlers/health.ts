import type { healthOperations } from '../../shared/contract/health.ts'
import { AppError } from '../../shared/errors.ts'
import type { RepairResult } from '../../shared/health.ts'
import type { HandlerDeps, HandlersFor } from './deps.ts'

/** Logs that are examined and repaired. */
export function healthHandlers(deps: HandlerDeps): HandlersFor<typeof healthOperations> {
  const { sessions, health, examinations } = deps
  const { runner } = sessions
  return {
    'health.scan': ({ id, refused }) => examinations.run(id, (options) => health.scan(id, { ...options, refused })),
    'health.cancel': ({ id }) => examinations.cancel(id),
    'health.repair': async ({ id, refused }) => {
      const work = (): Promise<RepairResult> =>
        examinations.run(id, (options) => health.repair(id, { ...options, refused }))
      const result = await sessions.exclusively(id, work)
      // What stood in the way is mended.
      runner.leaveResuming(id)
      return result
    },
    'health.slim': ({ id }) =>
      sessions.exclusively(id, () => examinations.run(id, (options) => health.slim(id, options))),
    'health.undo': async ({ undoId }) => {
      const id = await health.sessionOf(undoId)
      if (id === null) throw new AppError('repairGone')
      await sessions.exclusively(id, () => health.undo(undoId))
    },
    'health.kept': () => health.kept(),
    'health.discard': ({ undoId }) => health.discard(undoId),
  }
}
