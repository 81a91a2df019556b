import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { FoundSecrets } from '../../shared/exporting.ts'
import { createRevivable } from '../rpc/revive.ts'
import type { WorkerLog } from '../rpc/types.ts'
import type { ArchiveMethods, ExportSpec, Found, Peeked, Source, Staged, WriteSpec, Written } from './methods.ts'

/** Writes and reads archive files, in a worker of its own that is started when it is first needed. */
export interface Archive {
  /** Resolves when the file is whole and on the disk; nothing is left of it otherwise, also when `signal` ends it. */
  write(spec: WriteSpec, signal: AbortSignal): Promise<Written>
  /** What is likely a secret in what would be written; the secrets themselves stay in the worker. */
  secrets(spec: ExportSpec, signal: AbortSignal): Promise<FoundSecrets>
  /** Puts files into a zip, each under its name; nothing is left of it when this rejects. */
  zip(
    path: string,
    beside: string,
    files: readonly { readonly path: string; readonly name: string }[],
    signal: AbortSignal,
  ): Promise<void>
  /** What there is to import; of each path that can't be, why. */
  sources(paths: readonly string[], signal: AbortSignal): Promise<Found>
  /** Looks at the beginning of a source. */
  peek(source: Source, signal: AbortSignal): Promise<Peeked>
  /** Reads and checks a source whole, beside the sessions; resolves, too, when it was done as `signal` aborted: it is to be dropped then. */
  stage(source: Source, signal: AbortSignal): Promise<Staged>
  /** Puts what was staged where no session is; nothing is left of it when this rejects. */
  place(token: string, id: string): Promise<void>
  drop(token: string): Promise<void>
  dispose(): Promise<void>
}

export interface ArchiveDeps {
  /** COPILOT_HOME; neither it nor its session-state need exist. */
  readonly home: string
  readonly clientName: string
  /** The built or plain source of worker.ts. */
  readonly workerUrl: URL
  readonly log: WorkerLog
}

/** See {@link Archive}. */
export function createArchive({ home, clientName, workerUrl, log }: ArchiveDeps): Archive {
  const worker = createRevivable<ArchiveMethods, object>({
    start: () => new Worker(workerUrl, { name: 'archive' }),
    prepare: (client) => client.call('open', join(home, 'session-state'), clientName),
    onDeath: () => undefined,
    log,
  })
  return {
    write: async (spec, signal) => (await worker.client()).callUntil(signal, 'write', spec),
    secrets: async (spec, signal) => (await worker.client()).callUntil(signal, 'secrets', spec),
    zip: async (path, beside, files, signal) => (await worker.client()).callUntil(signal, 'zip', path, beside, files),
    sources: async (paths, signal) => (await worker.client()).callUntil(signal, 'sources', paths),
    peek: async (source, signal) => (await worker.client()).callUntil(signal, 'peek', source),
    stage: async (source, signal) => (await worker.client()).callToEnd(signal, 'stage', source),
    place: async (token, id) => (await worker.client()).call('place', token, id),
    drop: async (token) => (await worker.client()).call('drop', token),
    dispose: () => worker.dispose(),
  }
}
