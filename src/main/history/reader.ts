import { AppError } from '../../shared/errors.ts'
import { readChanges, readDiffs } from './changes.ts'
import { attachmentName } from '../agent/attachmentName.ts'
import { errorCode, isSessionId, logPath } from './describe.ts'
import { LogShrunk, withLog, type LogFile } from './logFile.ts'
import { readPage, type PageLimits } from './page.ts'
import type { DiskSession, History, HistoryRead } from './port.ts'
import { readPrompts } from './prompts.ts'
import { readSentPicture } from './sentPicture.ts'
import { readAround, readNewer } from './stretch.ts'
import { readUsage } from './usage.ts'
import type { Translate } from './steps.ts'
import { createToolTexts } from './toolTexts.ts'

const MB = 1024 * 1024
const PAGE_BYTES = 12 * MB
/** A turn that is larger is shown in pieces (bytes). */
export const TURN_BYTES = 24 * MB

/** Reads turns from the logs of a home. */
export type Reader = Pick<
  History,
  'read' | 'around' | 'newer' | 'readAll' | 'prompts' | 'changes' | 'diffs' | 'texts' | 'sentPicture' | 'usage'
>

export function createReader(deps: {
  readonly root: string
  /** What the folder says, looked at now; null when there is none. */
  readonly get: (id: string) => DiskSession | null
  readonly translate: Translate
  /** Takes the texts of tools at full length. */
  readonly translateWhole: Translate
  readonly now: () => number
}): Reader {
  const page = async (
    id: string,
    options: { readonly before: number | null; readonly limits: PageLimits },
    whole = false,
  ): Promise<HistoryRead> => {
    const session = isSessionId(id) ? deps.get(id) : null
    if (session === null) throw new AppError('sessionMissing', id)
    if (session.problem?.code === 'empty') throw new AppError('sessionEmpty', id)
    if (session.problem?.code === 'unreadable') throw new AppError('readFailed', session.problem.detail ?? '')
    const translate = whole ? deps.translateWhole : deps.translate
    const found = await openLog(logPath(deps.root, id), (log) => readPage(log, options, { ...deps, translate }))
    const problem = session.problem?.code === 'newer' ? session.problem : (found.problem ?? session.problem)
    return { ...found, problem }
  }

  const logOf = async <T>(id: string, use: (log: LogFile) => Promise<T>): Promise<T> => {
    if (!isSessionId(id)) throw new AppError('sessionMissing', id)
    return openLog(logPath(deps.root, id), use)
  }

  return {
    read: ({ id, before, turns }) => page(id, { before, limits: limitsFor(turns) }),
    around: ({ id, turnId, to, turns }) =>
      logOf(id, (log) => readAround(log, { turnId, to, limits: limitsFor(turns) }, deps.translate)),
    newer: ({ id, after, to, turns }) =>
      logOf(id, (log) => readNewer(log, { after, to, limits: limitsFor(turns) }, deps.translate)),
    readAll: async (id) => {
      const limits = { turns: Infinity, bytes: Infinity, turnBytes: Infinity }
      return (await page(id, { before: null, limits }, true)).turns
    },
    prompts: (id) => logOf(id, (log) => readPrompts(log, deps.translate)),
    sentPicture: (id, turnId, index) => logOf(id, (log) => readSentPicture(log, turnId, index, attachmentName)),
    changes: (id) => logOf(id, (log) => readChanges(log, deps.translateWhole)),
    diffs: (id, itemIds) => logOf(id, (log) => readDiffs(log, itemIds, deps.translateWhole)),
    texts: createToolTexts({ withLog: logOf, translate: deps.translateWhole }),
    usage: (id) => logOf(id, readUsage),
  }
}

function limitsFor(turns: number): PageLimits {
  return { turns: Math.max(1, turns), bytes: PAGE_BYTES, turnBytes: TURN_BYTES }
}

/** Opens a log, says plainly why that failed, and begins once more when the log became shorter meanwhile. */
export async function openLog<T>(path: string, use: (log: LogFile) => Promise<T>): Promise<T> {
  try {
    try {
      return await withLog(path, use)
    } catch (error) {
      // The runtime drops a cut last line when it resumes: once more, with the log as it is now.
      if (error instanceof LogShrunk) return await withLog(path, use)
      throw error
    }
  } catch (error) {
    if (error instanceof LogShrunk) throw new AppError('readFailed', 'changed', { cause: error })
    const code = errorCode(error)
    if (code === 'ENOENT' || code === 'ENOTDIR') throw new AppError('sessionMissing', '', { cause: error })
    if (code.startsWith('E')) throw new AppError('readFailed', code, { cause: error })
    throw error
  }
}
