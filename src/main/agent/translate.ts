import { carriedIn } from '../../shared/carried.ts'
import type { SessionEvent } from '../../shared/events.ts'
import type { NoticeItem } from '../../shared/model/notice.ts'
import type { ToolFacts } from '../../shared/model/tool.ts'
import { attachmentName } from './attachmentName.ts'
import { type Fields, fieldsOf, numberOrNull, text, textOrNull } from './fields.ts'
import { isKnownType } from './knownEvents.ts'
import { compacted, contextAfter, contextMeasured, truncated, usage } from './knowing.ts'
import { outcomeOf, readPermission } from './permissions.ts'
import { formId, planId, questionId } from './requestIds.ts'
import { agentEvents, agentWords, isAgentEvent } from './subAgents.ts'
import { plannedChanges } from './toolChanges.ts'
import {
  askedQuestion,
  cutInput,
  MOST_KEPT,
  printed,
  toolInput,
  toolResult,
  toolState,
  toolSubject,
} from './toolText.ts'
import { formAsked, formOutcomes, planAsked, planOutcome } from './waitingText.ts'
import { turnErrorOf } from './turnError.ts'

const refusedWords = {
  'auto_mode_switch.requested': 'autoModel',
  'session_limits_exhausted.requested': 'limit',
  'sampling.requested': 'sampling',
  'mcp.oauth_required': 'signIn',
} as const

const nothing: readonly SessionEvent[] = []

/** Whether this is an event of a type that we know; the caller counts the others, which are ignored. */
export function isKnown(event: unknown): boolean {
  return isKnownType(text(fieldsOf(event), 'type'))
}

/**
 * Makes our events of one event of the runtime, live or read from a log. Pure, cheap, and it never throws: what is
 * malformed, unknown or of no meaning here gives nothing. How a live turn ends is the live session's to say (the log
 * has no end of turn): `session.idle` gives nothing. Of the texts of tools it takes so much as is shown at first.
 */
export function translate(event: unknown): readonly SessionEvent[] {
  return understand(event, MOST_KEPT)
}

/** The same with the texts of tools at full length: for what is searched, exported, or shown by itself. */
export function translateWhole(event: unknown): readonly SessionEvent[] {
  return understand(event, Infinity)
}

function understand(event: unknown, most: number): readonly SessionEvent[] {
  const fields = fieldsOf(event)
  const type = fields['type']
  if (typeof type !== 'string') return nothing
  const data = fieldsOf(fields['data'])
  if (isAgentEvent(type)) return agentEvents(type, data, timeOf(fields))
  // What a sub-agent streams stays with it: shown are its tools, its requests, what it said last and what it takes.
  const inner = typeof fields['agentId'] === 'string'
  if (inner && type === 'assistant.message') return agentWords(data)
  if (inner && type !== 'assistant.usage' && !type.startsWith('tool.') && !type.startsWith('permission.'))
    return nothing
  switch (type) {
    case 'assistant.message_delta':
      return textDelta(data, timeOf(fields))
    case 'assistant.reasoning_delta':
      return nonEmpty(text(data, 'deltaContent'), (delta) => ({
        type: 'reasoningStreamed',
        at: timeOf(fields),
        text: delta,
      }))
    case 'assistant.message':
      return message(data, timeOf(fields))
    case 'user.message':
      return userMessage(text(fields, 'id'), data, timeOf(fields))
    case 'tool.execution_start':
      return toolStart(data, timeOf(fields), most)
    case 'tool.execution_partial_result':
      return nonEmpty(text(data, 'toolCallId'), (itemId) => ({
        type: 'toolPrinted',
        itemId,
        ...printed(text(data, 'partialOutput')),
      }))
    case 'tool.execution_complete':
      return toolComplete(data, timeOf(fields), most)
    case 'permission.requested': {
      const asked = readPermission(data)
      if (asked === null || data['resolvedByHook'] === true) return nothing
      return [{ type: 'requestOpened', at: timeOf(fields), request: asked.request }]
    }
    case 'permission.completed':
      return nonEmpty(text(data, 'requestId'), (requestId) => ({
        type: 'requestClosed',
        requestId,
        outcome: outcomeOf(data),
      }))
    case 'elicitation.requested':
      return formAsked(data, timeOf(fields))
    case 'elicitation.completed':
      return nonEmpty(text(data, 'requestId'), (requestId) => ({
        type: 'requestClosed',
        requestId: formId(requestId),
        outcome: formOutcomes[text(data, 'action')] ?? 'dismissed',
      }))
    case 'exit_plan_mode.requested':
      return planAsked(text(data, 'toolCallId'), data, timeOf(fields))
    case 'auto_mode_switch.requested':
    case 'session_limits_exhausted.requested':
    case 'sampling.requested':
    case 'mcp.oauth_required':
      return notice(fields, { kind: 'refused', what: refusedWords[type], server: text(data, 'serverName') })
    case 'assistant.usage':
      return usage(data, timeOf(fields), inner)
    case 'session.usage_info':
      return contextMeasured(data, timeOf(fields))
    case 'session.error':
      return [{ type: 'turnEnded', at: timeOf(fields), outcome: 'failed', error: turnErrorOf(data) }]
    case 'abort':
      return [{ type: 'turnEnded', at: timeOf(fields), outcome: 'stopped', error: null }]
    case 'session.model_change':
      return notice(fields, modelChanged(data))
    case 'session.compaction_start':
      return notice(fields, {
        kind: 'compactionStarted',
        tokens: numberOrNull(data, 'currentTokens'),
        ...(data['trigger'] === 'manual' ? { manual: true } : {}),
      })
    case 'session.compaction_complete':
      return [...notice(fields, compacted(data)), ...contextAfter(data, timeOf(fields))]
    case 'session.truncation':
      return notice(fields, truncated(data))
    case 'session.warning':
      return notice(fields, { kind: 'info', message: text(data, 'message') })
    default:
      return nothing
  }
}

function textDelta(data: Fields, at: number): readonly SessionEvent[] {
  const itemId = data['messageId']
  const delta = data['deltaContent']
  if (typeof itemId !== 'string' || typeof delta !== 'string' || delta === '') return nothing
  if (typeof data['parentToolCallId'] === 'string') return nothing
  return [{ type: 'textStreamed', itemId, at, text: delta }]
}

function message(data: Fields, at: number): readonly SessionEvent[] {
  const itemId = text(data, 'messageId')
  if (typeof data['parentToolCallId'] === 'string') return agentWords(data)
  if (itemId === '') return nothing
  return [
    {
      type: 'messageCompleted',
      itemId,
      at,
      text: text(data, 'content'),
      reasoning: text(data, 'reasoningText'),
      model: textOrNull(data, 'model'),
    },
  ]
}

function userMessage(id: string, data: Fields, at: number): readonly SessionEvent[] {
  const source = text(data, 'source')
  // Skills, other agents and the runtime itself speak through user messages too: those are no words of the person.
  if (id === '' || (source !== '' && source !== 'user') || data['isAutopilotContinuation'] === true) return nothing
  const attachments = Array.isArray(data['attachments']) ? data['attachments'].map(attachmentName) : []
  const words = text(data, 'content')
  const carried = carriedIn(text(data, 'transformedContent'), words)
  const prompt = {
    text: words,
    attachments: attachments.filter((name) => name !== ''),
    ...(carried === null ? {} : { carried }),
  }
  const steered = text(data, 'delivery') === 'steering'
  return [{ type: 'turnStarted', turnId: id, at, prompt, ...(steered ? { steered } : {}) }]
}

function toolStart(data: Fields, at: number, most: number): readonly SessionEvent[] {
  const itemId = text(data, 'toolCallId')
  if (itemId === '') return nothing
  const args = data['arguments']
  const name = text(data, 'toolName')
  const { input, facts: cut } = cutInput(toolInput(args), most)
  const facts = { ...cut, ...plannedChanges(name, args, most) }
  const started: SessionEvent = {
    type: 'toolStarted',
    itemId,
    at,
    name,
    subject: toolSubject(args),
    input,
    parentId: textOrNull(data, 'parentToolCallId'),
    ...(isEmpty(facts) ? {} : { facts }),
  }
  if (name === 'exit_plan_mode') return [started, ...planAsked(itemId, fieldsOf(args), at)]
  if (name !== 'ask_user') return [started]
  const { question, choices } = askedQuestion(args)
  if (question === '') return [started]
  const request = { kind: 'question', id: questionId(itemId), question, choices, freeform: true } as const
  return [started, { type: 'requestOpened', at, request }]
}

/** What a runtime that lost its app notes in the last moment as the person's answer to a question; nobody gave it. */
const NOBODYS_ANSWER = 'The user was unable to respond due to an error'

function toolComplete(data: Fields, at: number, most: number): readonly SessionEvent[] {
  const itemId = text(data, 'toolCallId')
  if (itemId === '') return nothing
  const telemetry = fieldsOf(data['toolTelemetry'])
  // The question still waits for its answer.
  if (text(fieldsOf(telemetry['restrictedProperties']), 'answer') === NOBODYS_ANSWER) return nothing
  const state = toolState(data)
  const { output, facts } = toolResult(data, most)
  const finished: SessionEvent = {
    type: 'toolFinished',
    itemId,
    at,
    state,
    output,
    ...(isEmpty(facts) ? {} : { facts }),
  }
  const plan = planOutcome(text(fieldsOf(data['result']), 'content'))
  if (plan !== null) return [{ type: 'requestClosed', requestId: planId(itemId), outcome: plan }, finished]
  // The end of a call does not name its tool, but that of a question tells what became of the question.
  const outcome = text(fieldsOf(telemetry['properties']), 'outcome')
  if (!('question' in fieldsOf(telemetry['restrictedProperties'])) && outcome !== 'answered') return [finished]
  const answered = state === 'done' && outcome === 'answered'
  return [
    finished,
    { type: 'requestClosed', requestId: questionId(itemId), outcome: answered ? 'answered' : 'dismissed' },
  ]
}

function isEmpty(facts: ToolFacts): boolean {
  return Object.keys(facts).length === 0
}

function modelChanged(data: Fields): NoticeItem['notice'] | null {
  const to = text(data, 'newModel')
  const from = textOrNull(data, 'previousModel')
  return to === '' || to === from ? null : { kind: 'modelChanged', from, to }
}

function notice(fields: Fields, content: NoticeItem['notice'] | null): readonly SessionEvent[] {
  const itemId = text(fields, 'id')
  return itemId === '' || content === null
    ? nothing
    : [{ type: 'noticeAdded', itemId, at: timeOf(fields), notice: content }]
}

function nonEmpty(value: string, make: (value: string) => SessionEvent): readonly SessionEvent[] {
  return value === '' ? nothing : [make(value)]
}

function timeOf(fields: Fields): number {
  const at = Date.parse(text(fields, 'timestamp'))
  return Number.isNaN(at) ? 0 : at
}
