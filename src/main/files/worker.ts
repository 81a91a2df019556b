import { parentPort } from 'node:worker_threads'
import { serve } from '../rpc/serve.ts'
import type { FilesMethods } from './methods.ts'
import { createFilesService } from './service.ts'

if (parentPort !== null) serve<FilesMethods>(parentPort, createFilesService(Date.now))
