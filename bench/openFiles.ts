import { Worker } from 'node:worker_threads'

/** The most that was open at one moment, by sort. */
export interface OpenFiles {
  /** Files and folders; no devices and no shared memory. */
  readonly files: number
  readonly sockets: number
  readonly pipes: number
  /** Open files of the system by which changes are heard of: one may watch any number of folders. */
  readonly watchers: number
  /** The files that were open when the most were. */
  readonly paths: readonly string[]
}

/** Looks again and again at what a process that this one starts has open (Linux). */
export function watchOpenFiles(): { readonly stop: () => Promise<OpenFiles> } {
  const stopped = new Int32Array(new SharedArrayBuffer(4))
  const worker = new Worker(new URL('./openFilesWorker.ts', import.meta.url), {
    workerData: { parent: process.pid, stopped },
  })
  const found = new Promise<OpenFiles>((resolve, reject) => {
    worker.once('message', resolve)
    worker.once('error', reject)
  })
  return {
    stop: () => {
      Atomics.store(stopped, 0, 1)
      return found
    },
  }
}
