import type { Catalogue } from './catalogue.ts'
import type { Conversations } from './conversations.ts'

/** Reads a conversation again when somebody else wrote to its log. Returns its undo. */
export function followLogs(
  catalogue: Pick<Catalogue, 'onDiskChanged'>,
  conversations: Pick<Conversations, 'get' | 'reload'>,
  log: { readonly error: (what: string, error: unknown) => void },
): () => void {
  return catalogue.onDiskChanged((session) => {
    const conversation = conversations.get(session.id)
    if (conversation === undefined || conversation.live !== null || conversation.starting !== null) return
    if (conversation.size === session.size) return
    conversations.reload(session.id).catch((error: unknown) => log.error('reading a changed log', error))
  })
}
