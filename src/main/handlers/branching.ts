import type { branchingOperations } from '../../shared/contract/branching.ts'
import type { HandlerDeps, HandlersFor } from './deps.ts'

/** Sessions that come of others: forks, rewinds, questions aside. */
export function branchingHandlers(deps: HandlerDeps): HandlersFor<typeof branchingOperations> {
  const { sessions } = deps
  const { attachments } = sessions
  return {
    'session.fork': ({ id, at, draft }) =>
      sessions.fork(
        id,
        at,
        draft === null ? null : { text: draft.text, attachments: attachments.resolve(draft.attachments) },
      ),
    'session.previewRewind': ({ id, turnId }) => sessions.previewRewind(id, turnId),
    'session.rewind': ({ id, turnId, files, message, model }) =>
      sessions.rewind(id, turnId, {
        files,
        model,
        message:
          message === null ? null : { text: message.text, attachments: attachments.resolve(message.attachments) },
      }),
    'session.retry': ({ id, turnId, files, model }) => sessions.retry(id, turnId, { files, model }),
    'session.sentWith': ({ id, turnId }) => sessions.sentWith(id, turnId),
    'version.turns': ({ id, versionId }) => sessions.versionTurns(id, versionId),
    'version.restore': ({ id, versionId }) => sessions.restore(id, versionId),
    'session.continueElsewhere': ({ id, withQueue }) => sessions.continueElsewhere(id, withQueue),
    'session.carried': ({ id }) => sessions.carried(id),
    'session.leaveHistory': ({ id }) => sessions.leaveHistory(id),
    'aside.ask': ({ id, run, question }) => sessions.asides.ask(id, run, question),
    'aside.stop': ({ run }) => sessions.asides.stop(run),
    'aside.close': ({ run }) => sessions.asides.close(run),
    'session.handOver': ({ id }) => sessions.compacting.handOver(id),
  }
}
