import type { RequestOutcome } from '../../shared/model/request.ts'
import type { StringKey } from '../../shared/strings/catalogue.ts'

/** The word for what a person decided. */
export const outcomeWords: Readonly<Record<RequestOutcome, StringKey>> = {
  allowed: 'request.allowed',
  allowedForSession: 'request.allowedForSession',
  allowedForFolder: 'request.allowedForFolder',
  allowedByRule: 'request.allowedByRule',
  denied: 'request.denied',
  answered: 'request.answered',
  dismissed: 'request.dismissed',
  unanswered: 'request.unanswered',
}
