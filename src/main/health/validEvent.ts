import { isObject } from '../history/rawEvent.ts'

/** An event with all its fields, whatever they are. */
export type LooseEvent = Readonly<Record<string, unknown>> & { readonly type: string }

/** What the runtime (protocol 3) insists on in the data of each type; it refuses the whole log for one that lacks it. */
const required: Readonly<Record<string, Readonly<Record<string, 'string' | 'number' | 'boolean' | 'object'>>>> = {
  'session.start': {
    sessionId: 'string',
    version: 'number',
    producer: 'string',
    copilotVersion: 'string',
    startTime: 'string',
  },
  'session.resume': { resumeTime: 'string', eventCount: 'number' },
  'session.shutdown': {
    shutdownType: 'string',
    totalApiDurationMs: 'number',
    sessionStartTime: 'number',
    codeChanges: 'object',
    modelMetrics: 'object',
  },
  'hook.start': { hookInvocationId: 'string', hookType: 'string' },
  'hook.end': { hookInvocationId: 'string', hookType: 'string', success: 'boolean' },
  'user.message': { content: 'string' },
  'system.message': { role: 'string', content: 'string' },
  'assistant.turn_start': { turnId: 'string' },
  'assistant.turn_end': { turnId: 'string' },
  'assistant.message': { messageId: 'string', content: 'string' },
  'tool.execution_start': { toolCallId: 'string', toolName: 'string' },
  'tool.execution_complete': { toolCallId: 'string', success: 'boolean' },
  'permission.requested': { requestId: 'string', permissionRequest: 'object' },
  'permission.completed': { requestId: 'string', result: 'object' },
}

const uuid = /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/iu
const zonedTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/u

/** Whether a value has the form that the runtime wants of ids. */
export function isUuid(value: unknown): value is string {
  return typeof value === 'string' && uuid.test(value)
}

/** Whether a value is a time as the runtime wants it. */
export function isTime(value: unknown): value is string {
  return typeof value === 'string' && zonedTime.test(value) && !Number.isNaN(Date.parse(value))
}

/** Whether a value is an event whose data holds what its type must hold; types that are not known may hold anything. */
export function isUsable(value: unknown): value is LooseEvent {
  if (!isObject(value) || typeof value['type'] !== 'string') return false
  const data = value['data']
  if (!isObject(data) || Array.isArray(data)) return false
  // A damaged type may spell the name of what every object has.
  const fields = Object.hasOwn(required, value['type']) ? required[value['type']] : undefined
  return Object.entries(fields ?? {}).every(([name, type]) => typeof data[name] === type && data[name] !== null)
}

/** Whether what stands around the data is as it must be. */
export function hasEnvelope(event: LooseEvent): boolean {
  const { id, timestamp, parentId } = event
  return isUuid(id) && isTime(timestamp) && (parentId === null || isUuid(parentId))
}
