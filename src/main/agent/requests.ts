import { AppError } from '../../shared/errors.ts'
import type { SessionEvent } from '../../shared/events.ts'
import type { Answer } from '../../shared/model.ts'
import { fieldsOf, text } from './fields.ts'
import { type AskedPermission, type Decision, decisionFor, readPermission } from './permissions.ts'
import { questionId } from './translate.ts'

/** How an answer is delivered; false when nobody waits for it any more. */
export interface AnswerCalls {
  decide(requestId: string, decision: Decision): Promise<boolean>
  reply(requestId: string, answer: string, freeform: boolean): Promise<boolean>
}

/** What waits for the person in one live session. */
export interface PendingRequests {
  /** Whether anything waits. */
  waits(): boolean
  /**
   * Takes notice of an event of the runtime with what it was translated to, and returns what may be told of it: a
   * request that was allowed for the session already is answered here, and told together with its outcome.
   */
  observe(type: string, data: unknown, events: readonly SessionEvent[]): readonly SessionEvent[]
  /** Rejects with `requestGone`. */
  answer(requestId: string, answer: Answer, calls: AnswerCalls): Promise<void>
  /** Nothing waits any more: the turn is over. */
  clear(): void
}

/**
 * @param grant answers a request that was allowed for the session; false when that failed
 * @param tell tells of a request after all, when it could not be granted
 */
export function createPendingRequests(
  grant: (requestId: string) => Promise<boolean>,
  tell: (events: readonly SessionEvent[]) => void,
): PendingRequests {
  const permissions = new Map<string, AskedPermission>()
  /** By the id under which it was told; null until the runtime has named it. */
  const questions = new Map<string, string | null>()
  const named = new Map<string, (runtimeId: string) => void>()
  /** Keys of permissions that were given for the session and that the runtime can't remember. */
  const granted = new Set<string>()
  const held = new Map<string, readonly SessionEvent[]>()

  function permissionRequested(data: unknown, events: readonly SessionEvent[]): readonly SessionEvent[] {
    const asked = readPermission(data)
    if (asked === null || events.length === 0) return events
    permissions.set(asked.request.id, asked)
    if (!asked.rememberable || !granted.has(asked.key)) return events
    held.set(asked.request.id, events)
    void grantHeld(asked.request.id)
    return []
  }

  async function grantHeld(id: string): Promise<void> {
    if (await grant(id)) return
    const events = held.get(id)
    held.delete(id)
    if (events !== undefined) tell(events)
  }

  return {
    waits: () => permissions.size > held.size || questions.size > 0,
    observe: (type, data, events) => {
      const fields = fieldsOf(data)
      switch (type) {
        case 'permission.requested':
          return permissionRequested(data, events)
        case 'permission.completed': {
          const id = text(fields, 'requestId')
          permissions.delete(id)
          const opened = held.get(id) ?? []
          held.delete(id)
          return [...opened, ...events]
        }
        case 'tool.execution_start':
          if (events.some((event) => event.type === 'requestOpened'))
            questions.set(questionId(text(fields, 'toolCallId')), null)
          return events
        case 'tool.execution_complete':
          questions.delete(questionId(text(fields, 'toolCallId')))
          return events
        case 'user_input.requested': {
          const id = questionId(text(fields, 'toolCallId'))
          const runtimeId = text(fields, 'requestId')
          if (questions.has(id)) questions.set(id, runtimeId)
          named.get(id)?.(runtimeId)
          named.delete(id)
          return events
        }
        default:
          return events
      }
    },
    answer: async (requestId, answer, calls) => {
      const asked = permissions.get(requestId)
      if (asked !== undefined) {
        if (answer.kind === 'reply') throw new AppError('invalid', 'answer')
        if (answer.kind === 'allowForSession') granted.add(asked.key)
        if (!(await calls.decide(requestId, decisionFor(answer, asked)))) throw new AppError('requestGone')
        return
      }
      const question = questions.get(requestId)
      if (question === undefined) throw new AppError('requestGone')
      if (answer.kind !== 'reply') throw new AppError('invalid', 'answer')
      const runtimeId = question ?? (await new Promise<string>((resolve) => named.set(requestId, resolve)))
      if (!(await calls.reply(runtimeId, answer.text.toWellFormed(), answer.freeform)))
        throw new AppError('requestGone')
    },
    clear: () => {
      permissions.clear()
      questions.clear()
      held.clear()
      named.clear()
    },
  }
}
