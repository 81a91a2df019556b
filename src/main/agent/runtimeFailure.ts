import type { ErrorCode } from '../../shared/errors.ts'
import type { RuntimeFailure } from '../../shared/model/runtimeStatus.ts'
import { toAppError } from './mapError.ts'

const failures: Partial<Record<ErrorCode, RuntimeFailure>> = {
  runtimeMissing: 'missing',
  runtimeNotExecutable: 'notExecutable',
  runtimeProtocol: 'protocol',
  runtimeTimeout: 'startTimeout',
  runtimeFailed: 'exited',
  homeReadOnly: 'homeReadOnly',
  diskFull: 'diskFull',
}

/** Why a start did not succeed. */
export function failureOf(error: unknown): RuntimeFailure {
  return failures[toAppError(error).code] ?? 'other'
}

/** What another try in the same moment can't mend. */
export function isFinal(reason: RuntimeFailure): boolean {
  return ['missing', 'notExecutable', 'protocol', 'homeReadOnly', 'diskFull'].includes(reason)
}
