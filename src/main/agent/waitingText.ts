import type { SessionEvent } from '../../shared/events.ts'
import { readForm } from '../../shared/form.ts'
import type { PlanAction, RequestOutcome } from '../../shared/model/request.ts'
import { type Fields, text, texts } from './fields.ts'
import { formId, planId } from './requestIds.ts'

/** A form that a server wants filled in, or a page that it wants opened. */
export function formAsked(data: Fields, at: number): readonly SessionEvent[] {
  const requestId = text(data, 'requestId')
  if (requestId === '') return []
  const onPage = text(data, 'mode') === 'url'
  const request = {
    kind: 'form',
    id: formId(requestId),
    source: text(data, 'elicitationSource'),
    message: text(data, 'message'),
    form: onPage ? null : readForm(data['requestedSchema']),
    url: onPage ? text(data, 'url') : null,
  } as const
  return [{ type: 'requestOpened', at, request }]
}

/** What became of a form, by the runtime's word for it. */
export const formOutcomes: Readonly<Record<string, RequestOutcome>> = { accept: 'answered', decline: 'denied' }

/**
 * A plan that waits for approval: from the arguments of the call, which the log keeps, and from the request, which it
 * does not. Without the runtime's own choices these are the ones that it always offers.
 */
export function planAsked(toolCallId: string, data: Fields, at: number): readonly SessionEvent[] {
  if (toolCallId === '') return []
  const offered = texts(data, 'actions').filter(isPlanAction)
  const fleet = data['showFleet'] === true ? (['autopilot_fleet'] as const) : []
  // The call has the model's own idea of the choices; the runtime's are in the request alone.
  const own = 'requestId' in data && offered.length > 0
  const usual: readonly PlanAction[] = ['autopilot', ...fleet, 'interactive', 'exit_only']
  const actions = own ? offered : usual
  const wished = text(data, 'recommendedAction')
  const request = {
    kind: 'plan',
    id: planId(toolCallId),
    summary: text(data, 'summary'),
    plan: text(data, 'planContent'),
    actions,
    recommended: isPlanAction(wished) && actions.includes(wished) ? wished : 'interactive',
  } as const
  return [{ type: 'requestOpened', at, request }]
}

/** What the result of a call says of its plan; null when the call was about something else. */
export function planOutcome(result: string): 'answered' | 'denied' | null {
  if (result.startsWith('Plan approved!')) return 'answered'
  return result.startsWith('Plan not approved.') ? 'denied' : null
}

function isPlanAction(word: string): word is PlanAction {
  return word === 'interactive' || word === 'autopilot' || word === 'autopilot_fleet' || word === 'exit_only'
}
