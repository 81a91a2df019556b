import { parentPort } from 'node:worker_threads'
import { serve } from '../rpc/serve.ts'
import type { FilesMethods, FilesNotifications } from './methods.ts'
import { createFilesService } from './service.ts'

if (parentPort !== null) {
  const server = serve<FilesMethods, FilesNotifications>(
    parentPort,
    createFilesService({ now: Date.now, onMeasured: (progress) => server.notify('measured', progress) }),
  )
}
