import type { sessionOperations } from '../../shared/contract/session.ts'
import { resumeCommand } from '../shell/resumeCommand.ts'
import type { HandlerDeps, HandlersFor } from './deps.ts'

/** Sessions as they are begun, opened, talked in and resumed. */
export function sessionHandlers(deps: HandlerDeps): HandlersFor<typeof sessionOperations> {
  const { sessions, about } = deps
  const { runner, attachments } = sessions
  return {
    'session.list': () => sessions.rows(),
    'session.checkId': ({ id }) => sessions.checkId(id),
    'session.create': (wish) => sessions.create(wish),
    'session.open': ({ id, at }) => sessions.open(id, at),
    'session.send': ({ id, text, attachments: given }) => sessions.send(id, text, attachments.resolve(given)),
    'session.stop': ({ id }) => runner.stop(id),
    'session.continue': ({ id, turnId }) => sessions.continueTurn(id, turnId),
    'session.answer': ({ id, requestId, answer }) => sessions.answer(id, requestId, answer),
    'permission.list': () => ({ rules: sessions.rules.list(), sessions: sessions.grants() }),
    'permission.revoke': ({ ids }) => sessions.rules.revoke(ids),
    'permission.revokeSession': ({ id }) => sessions.revokeGrants(id),
    'session.setModel': ({ id, model, effort }) => sessions.setModel(id, model, effort),
    'session.setMode': ({ id, mode }) => sessions.setMode(id, mode),
    'session.takeOver': ({ id }) => sessions.takeOver(id),
    'session.recreate': ({ id }) => sessions.recreate(id),
    'session.tryAgain': ({ id, agreed }) => runner.tryAgain(id, agreed),
    'session.leaveResuming': ({ id }) => runner.leaveResuming(id),
    'session.setFolder': ({ id, folder }) => sessions.setFolder(id, folder),
    'session.resumeCommand': ({ id }) => {
      const { folder, problem } = sessions.row(id)
      const there = problem?.code === 'folderMissing' ? null : folder
      return resumeCommand({ id, folder: there, copilotHome: about.copilotHome }, about.platform)
    },
    'session.compact': ({ id, keep }) => sessions.compacting.compact(id, keep),
    'session.cancelCompaction': ({ id }) => sessions.compacting.cancel(id),
  }
}
