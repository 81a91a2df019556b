import { join } from 'node:path'
import { AppError } from '../../shared/errors.ts'
import type { Handlers } from '../rpc/types.ts'
import { createHome, type Changes, type Home } from './home.ts'
import { createKeptList } from './keptList.ts'
import type { HistoryMethods } from './methods.ts'
import { createReader, type Reader } from './reader.ts'
import type { Translate } from './steps.ts'
import { createWatcher, type Watcher } from './watcher.ts'

/** How long after something went, or was read for the first time, the list is kept anew, and how long after anything else (ms). */
const SOON = 2_000
const LATER = 60_000

/** What the worker that reads history does; of what it writes, the kept list, nothing is in the home. */
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
  let timer: { readonly at: number; readonly timeout: NodeJS.Timeout } | null = null
  const keepWithin = (ms: number): void => {
    const at = performance.now() + ms
    if (timer !== null && timer.at <= at) return
    if (timer !== null) clearTimeout(timer.timeout)
    const keep = (): void => {
      timer = null
      opened?.home.keep()
    }
    timer = { at, timeout: setTimeout(keep, ms).unref() }
  }

  return {
    open: (copilotHome, kept) => {
      const root = join(copilotHome, 'session-state')
      const list = kept === null ? null : createKeptList({ path: kept.path, of: `${kept.version} ${root}` })
      const home = createHome(root, deps.now, list)
      const reader = createReader({ ...deps, root, get: (id) => home.get(id) })
      const onChanges = (changes: Changes): void => {
        deps.onChanges(changes)
        keepWithin(changes.removed.length > 0 ? SOON : LATER)
      }
      const watcher = createWatcher({ root, home, onChanges, onError: deps.onError })
      opened = { home, reader, watcher }
      // Whoever opened it has other things to wait for first.
      setImmediate(() => home.prepare())
    },
    list: async () => {
      const list = await history().home.list()
      keepWithin(SOON)
      return list
    },
    keep: () => history().home.keep(),
    scrub: () => history().home.scrub(),
    get: (id) => history().home.get(id),
    read: (options) => history().reader.read(options),
    around: (options) => history().reader.around(options),
    newer: (options) => history().reader.newer(options),
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
    dispose: () => {
      if (timer !== null) clearTimeout(timer.timeout)
      opened?.watcher.dispose()
    },
  }
}
