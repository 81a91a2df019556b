import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import electronLog from 'electron-log/node'
import { describeError } from '../shell/log.ts'
import type { Log, LogFields } from '../shell/log.ts'

/** The log of the app in `folder/logs/main.log`: at most two files of 1 MB, readable by their user alone. */
export function openFileLog(folder: string): Log & { readonly path: string } {
  const path = join(folder, 'logs', 'main.log')
  try {
    mkdirSync(join(folder, 'logs'), { recursive: true, mode: 0o700 })
  } catch {
    // A folder that takes nothing takes no log: no reason not to start.
  }
  const logger = electronLog.create({ logId: 'retoma' })
  logger.transports.console.level = false
  logger.transports.file.level = 'info'
  logger.transports.file.maxSize = 1024 * 1024
  logger.transports.file.resolvePathFn = () => path
  logger.transports.file.writeOptions = { flag: 'a', mode: 0o600, encoding: 'utf8' }
  logger.transports.file.format = '{iso} [{level}] {text}'
  const line = (event: string, fields: LogFields | undefined): string =>
    fields === undefined ? event : `${event} ${JSON.stringify(fields)}`
  return {
    path,
    info: (event, fields) => logger.info(line(event, fields)),
    warn: (event, fields) => logger.warn(line(event, fields)),
    error: (event, fields) => logger.error(line(event, fields)),
  }
}

/** Errors that nobody caught are noted, and the app goes on: losing what is being typed would be worse. */
export function logUncaught(log: Log): void {
  process.on('uncaughtException', (error) => log.error('uncaught', describeError(error)))
  process.on('unhandledRejection', (reason) => log.error('unhandled', describeError(reason)))
}
