import { Worker } from 'node:worker_threads'
import type { WorkerLog } from '../rpc/types.ts'
import { createRevivable } from '../rpc/revive.ts'
import type { AppNotice } from '../../shared/model/boot.ts'
import { createBatcher } from './batcher.ts'
import type { Library } from './port.ts'
import type { LibraryMethods, LibraryNotifications, LibraryTrouble } from './writes.ts'

export interface LibraryDeps {
  /** Where library.db and its backups are; made if need be. */
  readonly folder: string
  /** The built or plain source of worker.ts. */
  readonly workerUrl: URL
  readonly log: WorkerLog
  /** Told when what is typed can't be written any more, and (null) when it can again. */
  readonly onTrouble?: (trouble: LibraryTrouble | null) => void
  /** Told what there is to say about a library that could only be read at the start and is open now. */
  readonly onNotices?: (notices: readonly AppNotice[]) => void
  readonly now?: () => number
}

/**
 * Opens the library in a worker of its own; see {@link Library}. Where its folder takes nothing, what is there is read, and
 * what is typed waits until it does. Rejects with `libraryNewer`, or with readFailed when what is there can't be read.
 */
export async function createLibrary(deps: LibraryDeps): Promise<Library> {
  const { folder, workerUrl, log, onTrouble, onNotices, now = Date.now } = deps
  const worker = createRevivable<LibraryMethods, LibraryNotifications>({
    start: () => new Worker(workerUrl, { name: 'library' }),
    prepare: async (client) => {
      client.onNotified('failed', ({ origin }) => log.error('library.failed', { origin }))
      client.onNotified('trouble', ({ trouble }) => onTrouble?.(trouble))
      client.onNotified('openedLate', ({ notices }) => onNotices?.(notices))
      await client.call('open', folder)
    },
    onDeath: () => undefined,
    log,
  })
  await worker.client()

  const { write, flush, settled } = createBatcher(async (writes) => (await worker.client()).call('write', writes))
  // What was written before is read: batches that wait leave first, and the worker keeps the order.
  const reader = async () => {
    flush()
    return worker.client()
  }
  const writeOnly = async (...args: Parameters<typeof write>): Promise<void> => {
    await write(...args)
  }

  return {
    snapshot: async () => (await reader()).call('snapshot'),
    record: async (id) => (await reader()).call('record', id),
    putRecord: async (id, patch) => {
      const record = await write({ kind: 'putRecord', id, patch, at: now() })
      if (record === null) throw new Error('A record was written and is not there.')
      return record
    },
    removeSession: (id) => writeOnly({ kind: 'removeSession', id }),
    draft: async (id) => (await reader()).call('draft', id),
    draftTimes: async () => (await reader()).call('draftTimes'),
    putDraft: (id, draft) => writeOnly({ kind: 'putDraft', id, draft, at: now() }),
    queue: async (id) => (await reader()).call('queue', id),
    orderQueue: (id, ids) => writeOnly({ kind: 'orderQueue', id, ids }),
    replies: async (id) => (await reader()).call('replies', id),
    putReply: (id, requestId, text) => writeOnly({ kind: 'putReply', id, requestId, text }),
    rules: async () => (await reader()).call('rules'),
    putRule: (rule) => writeOnly({ kind: 'putRule', rule }),
    useRules: (ids, at) => writeOnly({ kind: 'useRules', ids, at }),
    removeRules: (ids) => writeOnly({ kind: 'removeRules', ids }),
    views: async () => (await reader()).call('views'),
    putViews: (views) => writeOnly({ kind: 'putViews', views }),
    putTagColour: (tag, colour) => writeOnly({ kind: 'putTagColour', tag, colour }),
    given: async (id) => (await reader()).call('given', id),
    putGiven: (id, requestId, outcome) => writeOnly({ kind: 'putGiven', id, requestId, outcome }),
    settleGiven: (id) => writeOnly({ kind: 'settleGiven', id }),
    prompts: async (id) => (await reader()).call('prompts', id),
    addPrompt: (prompt) => writeOnly({ kind: 'addPrompt', prompt }),
    assets: async () => (await reader()).call('assets'),
    addQueued: (id, message) => writeOnly({ kind: 'addQueued', id, message }),
    updateQueued: (id, messageId, patch) => writeOnly({ kind: 'updateQueued', id, messageId, patch }),
    removeQueued: (id, messageId) => writeOnly({ kind: 'removeQueued', id, messageId }),
    pauseQueues: () => writeOnly({ kind: 'pauseQueues' }),
    putPartial: (id, turn) => writeOnly({ kind: 'putPartial', id, turn }),
    partials: async (id) => (await reader()).call('partials', id),
    removePartial: (id, turnId) => writeOnly({ kind: 'removePartial', id, turnId }),
    bookmarks: async (sessionId) => (await reader()).call('bookmarks', sessionId),
    bookmark: async (id) => (await reader()).call('bookmark', id),
    putBookmark: (bookmark) => writeOnly({ kind: 'putBookmark', bookmark }),
    removeBookmark: (id) => writeOnly({ kind: 'removeBookmark', bookmarkId: id }),
    usage: async (id, from, to) => (await reader()).call('usage', id, Math.ceil(from), Math.floor(to)),
    usageSummary: async (id, lives, newest) => (await reader()).call('usageSummary', id, lives, newest),
    putUsage: (id, turn) => writeOnly({ kind: 'putUsage', id, turn }),
    context: async (id) => (await reader()).call('context', id),
    putContext: (id, context) => writeOnly({ kind: 'putContext', id, context }),
    scrub: async (ids) => (await reader()).call('scrub', ids),
    dispose: async () => {
      flush()
      await settled()
      try {
        await (await worker.client()).call('close')
      } finally {
        await worker.dispose()
      }
    },
  }
}
