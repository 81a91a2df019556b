import type { archiveOperations } from '../../shared/contract/archive.ts'
import { AppError, type ErrorCode } from '../../shared/errors.ts'
import { isFaultOfPlace } from '../../shared/exporting.ts'
import { createExportFolder, suggestFileName, suggestZipName, unreadBecause } from '../archive/write.ts'
import type { HandlerDeps, HandlersFor } from './deps.ts'

/** Exports and imports. */
export function archiveHandlers(deps: HandlerDeps): HandlersFor<typeof archiveOperations> {
  const { sessions, shell } = deps
  return {
    'session.export': async ({ id, work, ...wish }) => {
      const path = await shell.pickSavePath(
        suggestFileName(sessions.row(id), wish.format, Date.now(), wish.redact),
        wish.format,
      )
      if (path === null) return null
      // From here on it takes its time: until now a person chose where it goes.
      if (work !== undefined)
        sessions.emit({ type: 'work.progressed', id: work, done: 0, of: 1, result: { id, error: null } })
      const { problem } = sessions.row(id)
      return sessions.during({ to: path, of: 1, many: false }, async () => {
        const [result] = await sessions.works.run(work, [id], async (one, signal) => {
          await sessions.exportTo(one, path, wish, signal)
          return {}
        })
        if (result === undefined) throw new AppError('cancelled')
        if (result.error !== null) throw new AppError(result.error.code as ErrorCode, result.error.message)
        return { path, whole: unreadBecause(problem) === null }
      })
    },
    'session.exportMany': async ({ ids, zip = false, work, ...wish }) => {
      if (zip) {
        const path = await shell.pickSavePath(suggestZipName(Date.now()), 'zip')
        if (path === null) return null
        const write = () => sessions.exportZip(ids, path, wish, work)
        return { folder: path, results: await sessions.during({ to: path, of: ids.length, many: false }, write) }
      }
      const folder = await shell.pickFolder()
      if (folder === null) return null
      const pathFor = createExportFolder(folder)
      let fault: AppError | null = null
      const write = async (id: string, signal: AbortSignal): Promise<object> => {
        // Each of the others would meet the same.
        if (fault !== null) throw fault
        const row = sessions.row(id)
        const path = pathFor(suggestFileName(row, wish.format, Date.now(), wish.redact))
        await sessions.exportTo(id, path, wish, signal).catch((error: unknown) => {
          if (error instanceof AppError && isFaultOfPlace(error.code)) fault = error
          throw error
        })
        const lacking = unreadBecause(row.problem)
        if (lacking !== null) throw new AppError(lacking, id)
        return {}
      }
      const results = await sessions.during({ to: folder, of: ids.length, many: true }, () =>
        sessions.works.run(work, ids, write),
      )
      return { folder, results }
    },
    'session.secrets': ({ ids, work, ...wish }) => sessions.findSecrets(ids, wish, work),
    'import.pick': async ({ what, work }) => {
      const paths = await shell.pickImports(what)
      return paths.length === 0 ? null : sessions.lookAtImport(paths, work)
    },
    'import.look': ({ paths, work }) => sessions.lookAtImport(paths, work),
    'session.import': ({ offer, only, work }) => sessions.importOffer(offer, work, only),
  }
}
