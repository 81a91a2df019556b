/** What a line in the log may carry: names, numbers and codes; never text that a person typed or was told. */
export type LogFields = Readonly<Record<string, string | number | boolean | null>>

/** Where main writes what happened to the app itself. */
export interface Log {
  info(event: string, fields?: LogFields): void
  warn(event: string, fields?: LogFields): void
  error(event: string, fields?: LogFields): void
}

/** A log that forgets everything (tests). */
export const silentLog: Log = { info: () => undefined, warn: () => undefined, error: () => undefined }

/** An error as the log may know it: kind, code and code lines. Its message stays out, since it may quote what was said. */
export function describeError(error: unknown): LogFields {
  if (!(error instanceof Error)) return { error: typeof error }
  const code: unknown = 'code' in error ? error.code : undefined
  const syscall: unknown = 'syscall' in error ? error.syscall : undefined
  return {
    error: error.name,
    ...(typeof code === 'string' || typeof code === 'number' ? { code } : {}),
    ...(typeof syscall === 'string' ? { syscall } : {}),
    ...(error.cause instanceof Error ? { cause: error.cause.name } : {}),
    at: stackFrames(error).join(' < '),
  }
}

/** The first lines of a stack that name code. The message stands before them and is cut off by its own length. */
function stackFrames({ stack = '', message }: Error): readonly string[] {
  const start = stack.indexOf(message)
  if (start < 0) return []
  return stack
    .slice(start + message.length)
    .split('\n')
    .filter((line) => /^\s+at \S/.test(line))
    .slice(0, 6)
    .map((line) => line.trim())
}
