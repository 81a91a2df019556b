import { parentPort, workerData } from 'node:worker_threads'
import { AppError } from '../../shared/errors.ts'
import { translateWhole } from '../agent/translate.ts'
import { serve } from '../rpc/serve.ts'
import { createBeat } from './beat.ts'
import type { FindMethods, FindNotifications, FindWorkerData } from './findMethods.ts'
import { createFindService } from './findService.ts'

if (parentPort !== null) {
  const { home, beat: memory } = workerData as FindWorkerData
  const beat = createBeat(memory)
  const server = serve<FindMethods, FindNotifications>(
    parentPort,
    createFindService({
      home,
      // What is cut in the transcript is found too.
      translate: translateWhole,
      now: Date.now,
      breathe: () => {
        beat.tick()
        if (beat.isStopped()) throw new AppError('cancelled')
      },
      tell: (name, payload) => server.notify(name, payload),
    }),
  )
}
