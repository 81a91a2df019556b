import { parentPort } from 'node:worker_threads'
import { translateWhole } from '../agent/translate.ts'
import { describeOrigin } from '../rpc/failure.ts'
import { serve } from '../rpc/serve.ts'
import type { SearchMethods, SearchNotifications } from './methods.ts'
import { createSearchService } from './service.ts'

if (parentPort !== null) {
  const server = serve<SearchMethods, SearchNotifications>(
    parentPort,
    createSearchService({
      translate: translateWhole,
      now: Date.now,
      onProgress: (progress) => server.notify('progressed', { progress }),
      onChanged: () => server.notify('changed', {}),
      onError: (error) => server.notify('failed', { origin: describeOrigin(error) }),
    }),
  )
}
