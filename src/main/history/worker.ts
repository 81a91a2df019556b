import { parentPort } from 'node:worker_threads'
import { translate, translateWhole } from '../agent/translate.ts'
import { describeOrigin } from '../rpc/failure.ts'
import { serve } from '../rpc/serve.ts'
import type { HistoryMethods, HistoryNotifications } from './methods.ts'
import { createHistoryService } from './service.ts'

if (parentPort !== null) {
  const server = serve<HistoryMethods, HistoryNotifications>(
    parentPort,
    createHistoryService({
      translate,
      translateWhole,
      now: Date.now,
      onChanges: ({ changed, removed }) => server.notify('changed', { changed, removed }),
      onError: (error) => server.notify('failed', { origin: describeOrigin(error) }),
    }),
  )
}
