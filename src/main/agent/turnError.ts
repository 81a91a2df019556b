import type { TurnError } from '../../shared/model/turn.ts'
import { fieldsOf, numberOrNull, text } from './fields.ts'

/** Makes a turn's error of the data of a `session.error` event, live or stored. */
export function turnErrorOf(data: unknown): TurnError {
  const fields = fieldsOf(data)
  const status = numberOrNull(fields, 'statusCode')
  const message = plain(text(fields, 'message'))
  return { kind: kindOf(text(fields, 'errorType'), message, status), message, status }
}

/** The same of a `model.call_failure`, which has no type of its own. */
export function callErrorOf(data: unknown): TurnError {
  const fields = fieldsOf(data)
  const transport = text(fields, 'failureKind') === 'transport' && numberOrNull(fields, 'statusCode') === null
  const error = turnErrorOf({ message: text(fields, 'errorMessage'), statusCode: fields['statusCode'] })
  return transport ? { ...error, kind: 'unreachable' } : error
}

const unreachable =
  /could not connect|connection (refused|reset|closed|error)|connect error|econn(refused|reset)|enotfound|timed? ?out|dns|lookup address|network|error sending request|stream (ended|closed|interrupted)|unexpected eof|fetch failed/iu

/** A prompt that is more than the model takes, in the words of those who serve models. */
const tooLong =
  /context[_ ](?:length|window|size)[_ ]?(?:exceeded|of only)|exceed\w*(?: the)?(?: available| maximum| model.?s)? context|maximum context length|max(?:imum)?_?(?: |)(?:prompt|input)_?(?: |)tokens|prompt (?:is )?too long|(?:input|prompt) token count|(?:greater|larger|longer) than the (?:maximum )?context|overflows? the context|context the overflows|too many (?:input )?tokens|input is too long/iu

function kindOf(type: string, message: string, status: number | null): TurnError['kind'] {
  if (type === 'persistence') return 'persistence'
  if (type === 'authentication' || type === 'authorization' || status === 401 || status === 403) return 'authentication'
  if (type === 'rate_limit' || type === 'quota' || status === 429) return 'rateLimit'
  if (type === 'context_limit' || status === 413 || tooLong.test(message)) return 'tooLong'
  if (status !== null && status >= 400 && status < 500) return 'rejected'
  if (/no github oauth token|not authenticated/iu.test(message)) return 'authentication'
  if ((status !== null && status >= 500) || unreachable.test(message)) return 'unreachable'
  return 'other'
}

/** The runtime adds advice for users of its command line (names of its variables): not for people here. */
function plain(message: string): string {
  return message
    .split('\n')
    .filter((line) => !/COPILOT_[A-Z_]+/u.test(line))
    .map((line) => line.trim())
    .join('\n')
    .trim()
}
