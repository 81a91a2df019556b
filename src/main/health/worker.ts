import { parentPort } from 'node:worker_threads'
import { serve } from '../rpc/serve.ts'
import type { HealthMethods, HealthNotifications } from './methods.ts'
import { createHealthService } from './service.ts'

if (parentPort !== null) {
  const server = serve<HealthMethods, HealthNotifications>(
    parentPort,
    createHealthService({ now: Date.now, onProgress: (progress) => server.notify('progressed', progress) }),
  )
}
