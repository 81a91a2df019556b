import { AppError } from '../../shared/errors.ts'
import { waitingAgain } from '../../shared/cut.ts'
import type { Answer, Request, RequestItem } from '../../shared/model/request.ts'
import type { LiveSession } from '../agent/port.ts'
import type { Library } from '../library/port.ts'
import type { Catalogue } from './catalogue.ts'
import type { Conversation, Conversations } from './conversations.ts'
import type { Rules } from './rules.ts'

/** Answers of the person to what waits for them, in a running turn or in one that was cut. */
export interface Answering {
  /** Rejects with `requestGone`, `takeUpUnsafe`, `ruleRefused`, or what stands in the way of resuming. */
  answer(id: string, requestId: string, answer: Answer): Promise<void>
}

export interface AnsweringDeps {
  readonly conversations: Conversations
  readonly catalogue: () => Catalogue
  readonly library: Pick<Library, 'putGiven' | 'putReply'>
  readonly rules: Rules
  /** Makes a session live with its newest turn taken up where it waited. */
  readonly takeUp: (id: string, what: { readonly turnId: string; readonly requestId: string }) => Promise<LiveSession>
  readonly send: (id: string, text: string) => Promise<unknown>
}

/** See {@link Answering}. */
export function createAnswering(deps: AnsweringDeps): Answering {
  const { conversations, library } = deps

  /** What has to be on the disk before the runtime hears of the answer: a crash after that must not ask, or do, it twice. */
  const note = async (id: string, request: Request, answer: Answer): Promise<void> => {
    if (request.kind !== 'permission') return
    switch (answer.kind) {
      case 'allowForFolder': {
        const folder = deps.catalogue().record(id)?.folder ?? deps.catalogue().row(id)?.folder ?? null
        await deps.rules.add(folder, request)
        await library.putGiven(id, request.id, 'allowedForFolder')
        return
      }
      case 'allowOnce':
      case 'allowForSession':
        // Where nothing can be written, one must still be able to work.
        await library.putGiven(id, request.id, 'allowed').catch(() => undefined)
        return
      default:
    }
  }

  const answerCut = async (conversation: Conversation, requestId: string, answer: Answer): Promise<void> => {
    const { id, feed } = conversation
    const turn = feed.state().turns.at(-1)
    const how = turn === undefined ? undefined : waitingAgain(turn).get(requestId)
    const item = itemOf(turn?.items ?? [], requestId)
    if (turn === undefined || how === undefined || item === undefined) throw new AppError('requestGone', requestId)
    if (how === 'takeUp') {
      const live = await deps.takeUp(id, { turnId: turn.id, requestId })
      await note(id, item.request, answer)
      await live.answer(requestId, answer)
      return
    }
    if (how === 'message' && item.request.kind === 'question' && answer.kind === 'reply') {
      const quoted = item.request.question.split('\n').map((line) => `> ${line}`)
      await deps.send(id, `${quoted.join('\n')}\n\n${answer.text}`)
      await library.putReply(id, requestId, null)
      return
    }
    throw new AppError('takeUpUnsafe')
  }

  return {
    answer: async (id, requestId, answer) => {
      const conversation = await conversations.load(id)
      const item = itemOf(conversation.feed.state().active?.items ?? [], requestId)
      const { live } = conversation
      if (item === undefined || live === null) {
        await answerCut(conversation, requestId, answer)
        return
      }
      await note(id, item.request, answer)
      await live.answer(requestId, answer)
    },
  }
}

function itemOf(items: readonly { readonly kind: string; readonly id: string }[], id: string): RequestItem | undefined {
  return items.find((item): item is RequestItem => item.kind === 'request' && item.id === id)
}
