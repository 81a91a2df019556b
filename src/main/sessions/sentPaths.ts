import { access } from 'node:fs/promises'
import { isAbsolute } from 'node:path'
import { AppError } from '../../shared/errors.ts'
import type { Conversations } from './conversations.ts'

/**
 * Where a file or folder lies that went with a message: the page only names its place in the message. Rejects with
 * `sentFileGone` when it is not there any more, or on another machine.
 */
export function createSentPaths(conversations: Pick<Conversations, 'readAll'>) {
  return async (id: string, turnId: string, index: number): Promise<string> => {
    const turn = (await conversations.readAll(id)).find((one) => one.id === turnId)
    const path = turn?.prompt?.attachments[index] ?? ''
    // A log may come from anywhere: asking for a share would tell another machine who asks.
    if (!isAbsolute(path) || /^[\\/]{2}/u.test(path)) throw new AppError('sentFileGone', path)
    await access(path).catch(() => {
      throw new AppError('sentFileGone', path)
    })
    return path
  }
}
