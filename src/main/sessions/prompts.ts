import type { PastPrompt } from '../../shared/model/completion.ts'
import type { Attachment, QueuedMessage } from '../../shared/model/draft.ts'
import type { Library } from '../library/port.ts'
import type { Runner } from './runner.ts'

/** What a person sends, and sent. */
export interface Prompts {
  /** As {@link Runner.send}, and remembered. */
  send(id: string, text: string, attachments: readonly Attachment[]): Promise<QueuedMessage>
  /** What was sent in whatever session, the newest first. */
  prompts(): Promise<readonly PastPrompt[]>
}

export interface PromptsDeps {
  readonly library: Pick<Library, 'addPrompt' | 'prompts'>
  readonly runner: Pick<Runner, 'send'>
  readonly log: { readonly error: (what: string, error: unknown) => void }
}

/** See {@link Prompts}. */
export function createPrompts({ library, runner, log }: PromptsDeps): Prompts {
  return {
    send: async (id, text, attachments) => {
      const message = await runner.send(id, text, attachments)
      // The words are safe in the queue: that they can be recalled by a key is worth no failure.
      library
        .addPrompt({ sessionId: id, text, at: message.at })
        .catch((error: unknown) => log.error('remembering a prompt', error))
      return message
    },
    prompts: () => library.prompts(null),
  }
}
