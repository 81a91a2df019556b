import { parseLine } from './parseLine.ts'
import { dataOf, eventOf, splitLines, textOrNull, timeOf, typeOf } from './rawEvent.ts'

/** What the end of a log tells about a session. */
export interface LogTail {
  /** When something was last said or done; null when it was not found. */
  readonly activeAt: number | null
  readonly model: string | null
  /** False when the last line can't be read and was not merely cut. */
  readonly sound: boolean
}

const aboutModel = new Set(['session.model_change', 'assistant.message', 'session.resume', 'session.start'])

/** Reads the last piece of a log; `whole` says that there is no more of it. */
export function readTail(piece: Buffer, whole: boolean): LogTail {
  const lines = splitLines(piece)
  let activeAt: number | null = null
  let model: string | null = null
  // The first line of a piece was cut by us.
  for (const line of (whole ? lines : lines.slice(1)).toReversed()) {
    if (activeAt !== null && model !== null) break
    const type = typeOf(line)
    if (type === null) continue
    if (activeAt === null && isActivity(type)) activeAt = timeOf(line)
    if (model === null && aboutModel.has(type)) model = modelOf(line)
  }
  return { activeAt, model, sound: isSound(lines) }
}

/** Whether an event of this type means that somebody said or did something: opening and closing do not. */
function isActivity(type: string): boolean {
  return !/^(?:session|system|hook|subagent)\./u.test(type)
}

function modelOf(line: Buffer): string | null {
  const event = eventOf(line)
  // What a sub-agent runs on is not what the session runs on.
  if (event === null || event.agentId !== undefined) return null
  const data = dataOf(event)
  return textOrNull(data['newModel'] ?? data['model'] ?? data['selectedModel'])
}

/** A last line that was merely cut, or NULs behind it, is what a power failure leaves: the runtime drops that by itself. */
function isSound(lines: readonly Buffer[]): boolean {
  if (lines.at(-1)?.every((byte) => byte === 0) === false) return true
  const last = lines.slice(0, -1).findLast((line) => line.some((byte) => byte > 32))
  if (last === undefined) return true
  // A line whose beginning is not in the piece is judged by its end.
  return typeOf(last) === null ? last.toString('latin1').trimEnd().endsWith('}') : !parseLine(last).damaged
}
