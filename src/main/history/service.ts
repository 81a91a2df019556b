import { join } from 'node:path'
import { AppError } from '../../shared/errors.ts'
import type { Handlers } from '../rpc/types.ts'
import { createHome, type Changes, type Home } from './home.ts'
import type { HistoryMethods } from './methods.ts'
import { createReader, type Reader } from './reader.ts'
import type { Translate } from './steps.ts'
import { createWatcher, type Watcher } from './watcher.ts'

/** What the worker that reads history does; it never writes. */
export function createHistoryService(deps: {
  readonly translate: Translate
  readonly now: () => number
  readonly onChanges: (changes: Changes) => void
  readonly onError: (error: unknown) => void
}): Handlers<HistoryMethods> & { dispose(): void } {
  let opened: { readonly home: Home; readonly reader: Reader; readonly watcher: Watcher } | null = null
  const history = (): NonNullable<typeof opened> => {
    if (opened === null) throw new AppError('readFailed', 'history')
    return opened
  }

  return {
    open: (copilotHome) => {
      const root = join(copilotHome, 'session-state')
      const home = createHome(root, deps.now)
      const reader = createReader({ root, get: (id) => home.get(id), translate: deps.translate, now: deps.now })
      const watcher = createWatcher({ root, home, onChanges: deps.onChanges, onError: deps.onError })
      opened = { home, reader, watcher }
    },
    list: () => history().home.list(),
    get: (id) => history().home.get(id),
    read: (options) => history().reader.read(options),
    readAll: (id) => history().reader.readAll(id),
    prompts: (id) => history().reader.prompts(id),
    sentPicture: ({ id, turnId, index }) => history().reader.sentPicture(id, turnId, index),
    usage: (id) => history().reader.usage(id),
    watch: (attention) => history().watcher.watch(attention),
    dispose: () => opened?.watcher.dispose(),
  }
}
