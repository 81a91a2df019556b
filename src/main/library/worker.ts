import { parentPort } from 'node:worker_threads'
import { describeOrigin } from '../rpc/failure.ts'
import { serve } from '../rpc/serve.ts'
import { fullDiskForTests } from './fullDisk.ts'
import { createLibraryService } from './service.ts'
import type { LibraryMethods, LibraryNotifications } from './writes.ts'

if (parentPort !== null) {
  const server = serve<LibraryMethods, LibraryNotifications>(
    parentPort,
    createLibraryService({
      now: Date.now,
      onUnforeseen: (error) => server.notify('failed', { origin: describeOrigin(error) }),
      onOpenedLate: (notices) => server.notify('openedLate', { notices }),
      onTrouble: (trouble) => server.notify('trouble', { trouble }),
      beforeWrite: fullDiskForTests(process.env),
    }),
  )
}
