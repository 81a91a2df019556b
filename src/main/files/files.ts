import { realpath } from 'node:fs/promises'
import { isAbsolute, join, sep } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { AppError } from '../../shared/errors.ts'
import type { DiskUse } from '../../shared/diskUse.ts'
import type { FolderFiles } from '../../shared/model/completion.ts'
import { createRevivable } from '../rpc/revive.ts'
import type { WorkerLog } from '../rpc/types.ts'
import type { OwnPlaces } from './measure.ts'
import type { FilesMethods, FilesNotifications } from './methods.ts'

/** The files of the folders that sessions work in, and the room that all of it takes. */
export interface Files {
  /** The best matches for what was typed, best first; listed in a worker, which begins with the first wish. */
  find(folder: string, query: string, limit: number): Promise<FolderFiles>
  /** The room that sessions, the runtime and our own data take; `told` says how many sessions are measured. */
  measure(signal: AbortSignal, told: (done: number, of: number) => void): Promise<DiskUse>
  /** What each session took when all of them were measured last, in bytes; nothing before that. */
  sizes(): ReadonlyMap<string, number>
  /** The room that one session takes, with all that the runtime keeps in its folder, in bytes. */
  measureSession(id: string): Promise<number>
  dispose(): Promise<void>
}

export interface FilesDeps {
  /** COPILOT_HOME. */
  readonly home: string
  readonly own: OwnPlaces
  /** The built or plain source of worker.ts. */
  readonly workerUrl: URL
  readonly log: WorkerLog
}

/** See {@link Files}. */
export function createFiles({ home, own, workerUrl, log }: FilesDeps): Files {
  const worker = createRevivable<FilesMethods, FilesNotifications>({
    start: () => new Worker(workerUrl, { name: 'files' }),
    prepare: () => Promise.resolve(),
    onDeath: () => undefined,
    log,
  })
  let sizes: ReadonlyMap<string, number> = new Map()
  return {
    find: async (folder, query, limit) => (await worker.client()).call('find', folder, query, limit),
    measure: async (signal, told) => {
      const client = await worker.client()
      const stop = client.onNotified('measured', ({ done, of }) => told(done, of))
      try {
        const use = await client.callUntil(signal, 'measure', home, own)
        const { ids, bytes } = use.sessions
        sizes = new Map(ids.map((id, at) => [id, bytes[at] ?? 0]))
        // Of ten thousand: whoever asked for something else meanwhile comes before they are handed on.
        await setImmediate()
        return use
      } finally {
        stop()
      }
    },
    sizes: () => sizes,
    measureSession: async (id) => (await worker.client()).call('measureSession', home, id),
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
