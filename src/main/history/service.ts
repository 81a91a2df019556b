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
  readonly translateWhole: Translate
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
      const reader = createReader({ ...deps, root, get: (id) => home.get(id) })
      const watcher = createWatcher({ root, home, onChanges: deps.onChanges, onError: deps.onError })
      opened = { home, reader, watcher }
    },
    list: () => history().home.list(),
    get: (id) => history().home.get(id),
    read: (options) => history().reader.read(options),
    readAll: (id) => history().reader.readAll(id),
    prompts: (id) => history().reader.prompts(id),
    changes: (id) => history().reader.changes(id),
    diffs: ({ id, itemIds }) => history().reader.diffs(id, itemIds),
    openText: ({ place, ...key }) => history().reader.texts.open(key, place),
    textRows: ({ from, count, ...key }) => history().reader.texts.rows(key, from, count),
    findInText: ({ query, matchCase, ...key }) => history().reader.texts.find(key, query, matchCase),
    wholeText: (key) => history().reader.texts.whole(key),
    sentPicture: ({ id, turnId, index }) => history().reader.sentPicture(id, turnId, index),
    usage: (id) => history().reader.usage(id),
    watch: (attention) => history().watcher.watch(attention),
    dispose: () => opened?.watcher.dispose(),
  }
}
