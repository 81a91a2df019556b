import { parentPort } from 'node:worker_threads'
import { translateWhole } from '../agent/translate.ts'
import { serve } from '../rpc/serve.ts'
import type { ArchiveMethods } from './methods.ts'
import { createArchiveService } from './service.ts'

if (parentPort !== null) {
  serve<ArchiveMethods>(parentPort, createArchiveService({ translate: translateWhole, now: Date.now }))
}
