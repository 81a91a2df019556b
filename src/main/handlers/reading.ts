import { join } from 'node:path'
import type { readingOperations } from '../../shared/contract/reading.ts'
import type { HandlerDeps, HandlersFor } from './deps.ts'

/** What is read and found of sessions. */
export function readingHandlers(deps: HandlerDeps): HandlersFor<typeof readingOperations> {
  const { sessions, shell, about } = deps
  return {
    'session.history': ({ id, before }) => sessions.page(id, before),
    'session.around': ({ id, turnId, to }) => sessions.around(id, turnId, to),
    'session.newer': ({ id, after, to }) => sessions.newer(id, after, to),
    'session.reveal': ({ id }) => shell.reveal(join(about.copilotHome, 'session-state', sessions.row(id).id)),
    'session.outline': ({ id }) => sessions.outline(id),
    'session.usage': ({ id }) => sessions.usage(id),
    'session.changes': ({ id }) => deps.history.changes(id),
    'session.diffs': ({ id, itemIds }) => deps.history.diffs(id, itemIds),
    'output.open': ({ place, ...key }) => deps.history.texts.open(key, place),
    'output.rows': ({ from, count, ...key }) => deps.history.texts.rows(key, from, count),
    'output.find': ({ query, matchCase, ...key }) => deps.history.texts.find(key, query, matchCase),
    'output.copy': async (key) => shell.writeClipboard(await deps.history.texts.whole(key)),
    'output.save': async (key) => {
      const text = await deps.history.texts.whole(key)
      const path = await shell.pickSavePath(`${sessions.row(key.id).id}-${key.part}.txt`, 'text')
      if (path !== null) await sessions.saveText(path, text)
      return path
    },
    'find.run': (search) => deps.find.run(search),
    'find.refresh': ({ run }) => deps.find.refresh(run),
    'find.cancel': () => deps.find.cancel(),
    'search.run': (wish) => deps.searching.run(wish),
    'search.places': ({ query, keys }) => deps.searching.places(query, keys),
    'search.names': () => deps.searching.names(),
  }
}
