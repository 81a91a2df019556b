import type { z } from 'zod'
import { AppError, toFailure } from '../shared/errors.ts'
import type { ErrorCode, Reply } from '../shared/errors.ts'
import { describeError } from './shell/log.ts'
import type { Log } from './shell/log.ts'

/** Answers one call of the window. It never throws and never rejects. */
export type Dispatch<Sender> = (sender: Sender, name: unknown, input: unknown) => Promise<Reply<unknown>>

export interface DispatchDeps<Sender> {
  readonly contract: Readonly<Record<string, { readonly input: z.ZodType }>>
  readonly handlers: Readonly<Record<string, (input: never) => unknown>>
  /** Whether a call may come from there at all. */
  readonly isTrusted: (sender: Sender) => boolean
  readonly log: Log
}

/** Checks the sender, looks the operation up, checks its input against the contract, calls its handler and wraps what came of it. */
export function createDispatch<Sender>({ contract, handlers, isTrusted, log }: DispatchDeps<Sender>): Dispatch<Sender> {
  return async (sender, name, input) => {
    let operation = ''
    try {
      if (!isTrusted(sender)) {
        log.warn('call.forbidden')
        return refusal('forbidden', '')
      }
      if (typeof name !== 'string' || !Object.hasOwn(contract, name) || !Object.hasOwn(handlers, name)) {
        log.warn('call.unknown')
        return refusal('invalid', 'operation')
      }
      operation = name
      const parsed = contract[name]?.input.safeParse(input)
      if (parsed?.success !== true) {
        // The path names the field; what stood in it stays out of the reply and of the log.
        const path = parsed?.error.issues[0]?.path.map(String).join('.') ?? ''
        log.warn('call.invalid', { operation, path })
        return refusal('invalid', path)
      }
      const handler = handlers[name] as (input: unknown) => unknown
      return { ok: true, value: await handler(parsed.data) }
    } catch (error) {
      noteFailure(log, operation, error)
      return { ok: false, error: toFailure(error) }
    }
  }
}

function refusal(code: ErrorCode, detail: string): Reply<never> {
  return { ok: false, error: { code, detail } }
}

function noteFailure(log: Log, operation: string, error: unknown): void {
  try {
    // What a person can act on is told to the person; only its code is worth a line here.
    if (error instanceof AppError) log.info('call.refused', { operation, code: error.code })
    else log.error('call.failed', { operation, ...describeError(error) })
  } catch {
    // A log that can't be written must not turn an answer into silence.
  }
}
