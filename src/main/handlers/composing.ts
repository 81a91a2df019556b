import type { composingOperations } from '../../shared/contract/composing.ts'
import { AppError } from '../../shared/errors.ts'
import { pathWithin } from '../files/files.ts'
import { pictureAddress } from '../sessions/pictures.ts'
import type { HandlerDeps, HandlersFor } from './deps.ts'

/** How many files are offered for what was typed. */
const MENTIONS = 30

/** What is typed, attached and queued. */
export function composingHandlers(deps: HandlerDeps): HandlersFor<typeof composingOperations> {
  const { sessions, shell } = deps
  const { runner, queue, attachments } = sessions
  return {
    'file.find': ({ id, query }) => {
      const { kind, folder } = sessions.row(id)
      if (kind === 'chat' || folder === null) return { paths: [], complete: true }
      return deps.files.find(folder, query, MENTIONS)
    },
    'file.attach': async ({ id, path }) => {
      const { kind, folder } = sessions.row(id)
      if (kind === 'chat' || folder === null) throw new AppError('forbidden', 'path')
      return attachments.pick([await pathWithin(folder, path)])
    },
    'command.list': ({ id }) => sessions.commands(id),
    'command.run': ({ id, name, input }) => sessions.runCommand(id, name, input),
    'prompt.list': () => sessions.prompts(),
    'draft.save': ({ id, draft }) => sessions.saveDraft(id, draft),
    'draft.add': ({ id, text }) => sessions.addToDraft(id, text),
    'reply.save': ({ id, requestId, text }) => sessions.saveReply(id, requestId, text),
    'anchor.save': ({ id, anchor }) => sessions.saveAnchor(id, anchor),
    'queue.remove': ({ id, messageId }) => queue.remove(id, messageId),
    'queue.edit': ({ id, messageId, text }) => queue.edit(id, messageId, text),
    'queue.order': ({ id, ids }) => queue.order(id, ids),
    'queue.sendNow': ({ id, messageId }) => runner.sendNow(id, messageId),
    'queue.resume': ({ id }) => runner.resumeQueue(id),
    'attachment.pick': async ({ what }) => attachments.pick(await shell.pickAttachments(what)),
    'attachment.add': ({ items }) => attachments.add(items),
    'attachment.check': ({ ids }) => attachments.check(ids),
    'attachment.thumbnail': async ({ attachmentId }) => {
      const bytes = await attachments.picture(attachmentId)
      return bytes === null ? null : shell.thumbnail(bytes)
    },
    'attachment.reveal': async ({ id, turnId, index }) => shell.reveal(await sessions.sentPath(id, turnId, index)),
    'attachment.sent': async ({ id, turnId, index, whole }) => {
      const bytes = await sessions.sentPictures.read(id, turnId, index)
      return bytes === null ? null : whole ? pictureAddress(bytes) : shell.thumbnail(bytes)
    },
  }
}
