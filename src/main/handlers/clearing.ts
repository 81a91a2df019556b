import type { clearingOperations } from '../../shared/contract/clearing.ts'
import type { HandlerDeps, HandlersFor } from './deps.ts'

/** What goes: the trash, what takes the room, drafts that were left. */
export function clearingHandlers(deps: HandlerDeps): HandlersFor<typeof clearingOperations> {
  const { sessions, health, settings, shell } = deps
  const { deleting } = sessions
  return {
    'session.delete': ({ ids, work }) => deleting.remove(ids, work),
    'disk.measure': ({ work }) => sessions.works.follow(work, (signal, told) => deps.files.measure(signal, told)),
    // Only the id of a session that is listed may become a part of a path.
    'disk.measureSession': ({ id }) => deps.files.measureSession(sessions.row(id).id),
    'cleanup.preview': (rule) => sessions.previewCleanup(rule, deps.files.sizes()),
    'cleanup.duplicates': ({ work }) =>
      sessions.works.follow(work, (signal, told) => {
        const ids = sessions.rows().flatMap((row) => (row.size === 0 ? [] : [row.id]))
        return health.sameMessages(ids, { signal, onProgress: ({ done, total }) => told(done, total) })
      }),
    'cleanup.schedule': (wish) => {
      deps.reminder.set(wish)
      return settings.get()
    },
    'draft.discard': ({ ids, work }) => sessions.discardDrafts(ids, work),
    'draft.takeBack': ({ ids }) => sessions.takeBackDrafts(ids),
    'draft.discarded': () => sessions.discardedDrafts(),
    'draft.putBack': ({ key }) => sessions.putBackDraft(key),
    'trash.list': () => deleting.list(),
    'trash.restore': ({ entryIds, work }) => deleting.restore(entryIds, work),
    'trash.reveal': async ({ entryId }) => shell.reveal(await deleting.pathOf(entryId)),
    'trash.purge': ({ entryIds, work }) => deps.forGood(() => deleting.purge(entryIds, work)),
  }
}
