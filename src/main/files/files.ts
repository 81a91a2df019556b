import { realpath } from 'node:fs/promises'
import { isAbsolute, join, sep } from 'node:path'
import { Worker } from 'node:worker_threads'
import { AppError } from '../../shared/errors.ts'
import type { FolderFiles } from '../../shared/model.ts'
import { createRevivable } from '../rpc/revive.ts'
import type { WorkerLog } from '../rpc/types.ts'
import type { FilesMethods } from './methods.ts'

/** The files of the folders that sessions work in. */
export interface Files {
  /** The best matches for what was typed, best first; listed in a worker, which begins with the first wish. */
  find(folder: string, query: string, limit: number): Promise<FolderFiles>
  dispose(): Promise<void>
}

export interface FilesDeps {
  /** The built or plain source of worker.ts. */
  readonly workerUrl: URL
  readonly log: WorkerLog
}

/** See {@link Files}. */
export function createFiles({ workerUrl, log }: FilesDeps): Files {
  const worker = createRevivable<FilesMethods, object>({
    start: () => new Worker(workerUrl, { name: 'files' }),
    prepare: () => Promise.resolve(),
    onDeath: () => undefined,
    log,
  })
  return {
    find: async (folder, query, limit) => (await worker.client()).call('find', folder, query, limit),
    dispose: () => worker.dispose(),
  }
}

/**
 * The path of something in a folder; rejects for whatever lies outside of it, also by way of a link, and for what is not
 * there.
 */
export async function pathWithin(folder: string, path: string): Promise<string> {
  if (isAbsolute(path)) throw new AppError('forbidden', 'path')
  const [root, found] = await Promise.all([realpath(folder), realpath(join(folder, path))]).catch((error: unknown) => {
    throw new AppError('attachmentMissing', path, { cause: error })
  })
  if (found !== root && !found.startsWith(root.endsWith(sep) ? root : root + sep))
    throw new AppError('forbidden', 'path')
  return join(folder, path)
}
