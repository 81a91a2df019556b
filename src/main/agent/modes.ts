import type { SessionMode } from '../../shared/model/session.ts'
import { fieldsOf } from './fields.ts'
import type { LiveSession } from './port.ts'

const modes: readonly string[] = ['interactive', 'plan', 'autopilot'] satisfies SessionMode[]

/** A mode that we know; the runtime has others for other programs. */
function toMode(value: unknown): SessionMode | null {
  return typeof value === 'string' && modes.includes(value) ? (value as SessionMode) : null
}

/** The mode that an event of the runtime tells of; null for any other event. */
export function modeIn(event: unknown): SessionMode | null {
  const { type, data } = fieldsOf(event)
  return type === 'session.mode_changed' ? toMode(fieldsOf(data)['newMode']) : null
}

/** What is used from now on where nothing was chosen: what the session was used with before. */
export function withEffort<T extends { readonly effort?: string | null }>(
  now: T,
  runsWith: LiveSession['runsWith'],
): T {
  return now.effort == null && runsWith !== null ? { ...now, effort: runsWith.effort } : now
}
