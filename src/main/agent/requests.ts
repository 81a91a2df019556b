import { AppError } from '../../shared/errors.ts'
import type { SessionEvent } from '../../shared/events.ts'
import { type Form, type FormContent, isComplete } from '../../shared/form.ts'
import type { Answer, PlanAction, RequestOutcome } from '../../shared/model/request.ts'
import type { SessionGrant } from '../../shared/rules.ts'
import { fieldsOf, text } from './fields.ts'
import { type AskedPermission, type Decision, decisionFor, grantOf, readPermission } from './permissions.ts'
import type { Refusable } from './runtime.ts'
import { formId, planId, questionId } from './requestIds.ts'

/** How an answer is delivered; false when nobody waits for it any more. */
export interface AnswerCalls {
  decide(requestId: string, decision: Decision): Promise<boolean>
  reply(requestId: string, answer: string, freeform: boolean): Promise<boolean>
  fillIn(requestId: string, answer: FormAnswer): Promise<boolean>
  decidePlan(requestId: string, decision: PlanDecision): Promise<boolean>
}

/** What becomes of a form. */
export type FormAnswer =
  { readonly action: 'accept'; readonly content: FormContent } | { readonly action: 'decline' | 'cancel' }

/** What becomes of a plan. */
export type PlanDecision =
  | { readonly approved: true; readonly selectedAction: PlanAction }
  | { readonly approved: false; readonly feedback: string }

/** What waits for the person in one live session. */
export interface PendingRequests {
  /** Whether anything waits. */
  waits(): boolean
  /**
   * Takes notice of an event of the runtime with what it was translated to, and returns what may be told of it: a
   * request that was allowed already is answered here, and told together with its outcome.
   */
  observe(type: string, data: unknown, events: readonly SessionEvent[]): readonly SessionEvent[]
  /** These wait again: the data of their `permission.requested` events, read from the log. Tells which, by their ids. */
  again(pending: readonly unknown[]): readonly string[]
  /** Rejects with `requestGone`. */
  answer(requestId: string, answer: Answer, calls: AnswerCalls): Promise<void>
  /** What was allowed until the session is closed, oldest first. */
  grants(): readonly SessionGrant[]
  /** Forgets what was allowed for the session, as far as it is remembered here. */
  forgetGrants(): void
  /** Nothing waits any more: the turn is over. */
  clear(): void
}

export interface PendingRequestsDeps {
  /** Answers a request that was allowed already; false when that failed. */
  readonly grant: (requestId: string) => Promise<boolean>
  /** Whether a rule of the person's covers it; what follows from that is then durable. Null: certainly not. */
  readonly allowedByRule: (request: AskedPermission['request']) => Promise<boolean> | null
  /** Says no to something that has no card. */
  readonly refuse: (what: Refusable, requestId: string) => void
  /** Tells of a request after all, when it could not be granted. */
  readonly tell: (events: readonly SessionEvent[]) => void
}

/** Something else than a permission that waits, under the id by which it was told. */
interface Asked {
  readonly kind: 'question' | 'form' | 'plan'
  /** Null until the runtime has named it. */
  readonly runtimeId: string | null
  readonly form: Form | null
}

/** See {@link PendingRequests}. */
export function createPendingRequests({ grant, allowedByRule, refuse, tell }: PendingRequestsDeps): PendingRequests {
  const permissions = new Map<string, AskedPermission>()
  const others = new Map<string, Asked>()
  /** Who waits for the runtime's name of a request; null when there will be none. */
  const named = new Map<string, (runtimeId: string | null) => void>()
  /** Keys of permissions that were given for the session and that the runtime can't remember. */
  const granted = new Set<string>()
  let grants: readonly SessionGrant[] = []
  const held = new Map<string, readonly SessionEvent[]>()
  /** How it came about, where the runtime only knows that it was allowed. */
  const outcomes = new Map<string, RequestOutcome>()

  function permissionRequested(data: unknown, events: readonly SessionEvent[]): readonly SessionEvent[] {
    const asked = readPermission(data)
    if (asked === null || events.length === 0) return events
    const { id, offer } = asked.request
    permissions.set(id, asked)
    const known = asked.rememberable && granted.has(asked.key)
    const ruled = known || offer === undefined ? null : allowedByRule(asked.request)
    if (!known && ruled === null) return events
    held.set(id, events)
    void grantHeld(id, known, ruled)
    return []
  }

  async function grantHeld(id: string, known: boolean, ruled: Promise<boolean> | null): Promise<void> {
    const covered = ruled !== null && (await ruled.catch(() => false))
    if (covered) outcomes.set(id, 'allowedByRule')
    // It may be over meanwhile: then nothing is to be allowed any more.
    if ((known || covered) && held.has(id) && (await grant(id))) return
    outcomes.delete(id)
    const events = held.get(id)
    held.delete(id)
    if (events !== undefined) tell(events)
  }

  function completed(id: string, events: readonly SessionEvent[]): readonly SessionEvent[] {
    permissions.delete(id)
    const opened = held.get(id) ?? []
    held.delete(id)
    const outcome = outcomes.get(id)
    outcomes.delete(id)
    const told = events.map((event) =>
      outcome !== undefined && event.type === 'requestClosed' && event.outcome === 'allowed'
        ? { ...event, outcome }
        : event,
    )
    return [...opened, ...told]
  }

  function name(id: string, runtimeId: string): void {
    const asked = others.get(id)
    if (asked !== undefined) others.set(id, { ...asked, runtimeId })
    named.get(id)?.(runtimeId)
    named.delete(id)
  }

  /** The call that asked is over, whether or not anybody was asked. */
  function over(id: string): void {
    others.delete(id)
    named.get(id)?.(null)
    named.delete(id)
  }

  function opened(events: readonly SessionEvent[]): void {
    for (const event of events) {
      if (event.type !== 'requestOpened' || event.request.kind === 'permission') continue
      const { request } = event
      if (others.has(request.id)) continue
      const form = request.kind === 'form' ? request.form : null
      others.set(request.id, { kind: request.kind, runtimeId: null, form })
    }
  }

  async function answerPermission(asked: AskedPermission, answer: Answer, calls: AnswerCalls): Promise<void> {
    const { id } = asked.request
    if (!permissionAnswers.has(answer.kind)) throw new AppError('invalid', 'answer')
    if (answer.kind === 'allowForFolder') outcomes.set(id, 'allowedForFolder')
    if (!(await calls.decide(id, decisionFor(answer, asked)))) throw new AppError('requestGone')
    if (answer.kind !== 'allowForSession') return
    granted.add(asked.key)
    grants = [...grants, grantOf(asked)]
  }

  async function answerOther(asked: Asked, runtimeId: string, answer: Answer, calls: AnswerCalls): Promise<boolean> {
    if (asked.kind === 'question' && answer.kind === 'reply') {
      return calls.reply(runtimeId, answer.text.toWellFormed(), answer.freeform)
    }
    if (asked.kind === 'form') {
      if (answer.kind === 'decline' || answer.kind === 'cancel') return calls.fillIn(runtimeId, { action: answer.kind })
      if (answer.kind === 'form' && (asked.form === null || isComplete(asked.form, answer.content))) {
        return calls.fillIn(runtimeId, { action: 'accept', content: answer.content })
      }
    }
    if (asked.kind === 'plan') {
      if (answer.kind === 'approvePlan') {
        return calls.decidePlan(runtimeId, { approved: true, selectedAction: answer.action })
      }
      if (answer.kind === 'revisePlan') {
        return calls.decidePlan(runtimeId, { approved: false, feedback: answer.feedback.toWellFormed() })
      }
    }
    throw new AppError('invalid', 'answer')
  }

  return {
    waits: () => permissions.size > held.size || others.size > 0,
    observe: (type, data, events) => {
      const fields = fieldsOf(data)
      switch (type) {
        case 'permission.requested':
          return permissionRequested(data, events)
        case 'permission.completed':
          return completed(text(fields, 'requestId'), events)
        case 'tool.execution_start':
          opened(events)
          return events
        case 'tool.execution_complete':
          over(questionId(text(fields, 'toolCallId')))
          over(planId(text(fields, 'toolCallId')))
          return events
        case 'user_input.requested':
          name(questionId(text(fields, 'toolCallId')), text(fields, 'requestId'))
          return events
        case 'elicitation.requested':
          opened(events)
          name(formId(text(fields, 'requestId')), text(fields, 'requestId'))
          return events
        case 'elicitation.completed':
          over(formId(text(fields, 'requestId')))
          return events
        case 'exit_plan_mode.requested':
          opened(events)
          name(planId(text(fields, 'toolCallId')), text(fields, 'requestId'))
          return events
        case 'sampling.requested':
        case 'auto_mode_switch.requested':
        case 'session_limits_exhausted.requested':
        case 'mcp.oauth_required':
        case 'mcp.headers_refresh_required':
          refuse(type, text(fields, 'requestId'))
          return events
        default:
          return events
      }
    },
    again: (pending) =>
      pending.flatMap((data) => {
        const asked = readPermission(data)
        if (asked === null) return []
        // The runtime does not remember for the session what it is told of a turn that was taken up: we do, this one thing.
        permissions.set(asked.request.id, { ...asked, sessionApproval: null })
        return [asked.request.id]
      }),
    answer: async (requestId, answer, calls) => {
      const asked = permissions.get(requestId)
      if (asked !== undefined) return answerPermission(asked, answer, calls)
      const other = others.get(requestId)
      if (other === undefined) throw new AppError('requestGone')
      const runtimeId =
        other.runtimeId ?? (await new Promise<string | null>((resolve) => named.set(requestId, resolve)))
      if (runtimeId === null || !(await answerOther(other, runtimeId, answer, calls))) throw new AppError('requestGone')
    },
    grants: () => grants,
    forgetGrants: () => {
      granted.clear()
      grants = []
    },
    clear: () => {
      permissions.clear()
      for (const id of [...others.keys(), ...named.keys()]) over(id)
      held.clear()
      outcomes.clear()
    },
  }
}

const permissionAnswers: ReadonlySet<Answer['kind']> = new Set([
  'allowOnce',
  'allowForSession',
  'allowForFolder',
  'deny',
])
