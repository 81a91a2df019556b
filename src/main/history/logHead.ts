import type { SessionProblem } from '../../shared/model/session.ts'
import type { RawEvent } from './parseLine.ts'
import { dataOf, eventOf, isObject, splitLines, textOrNull, typeOf } from './rawEvent.ts'
import { rootName, parseTime } from './workspaceFile.ts'

const SUMMARY_LENGTH = 300

/** What the beginning of a log tells about a session. */
export interface LogHead {
  /** The beginning of the first prompt; empty when it was not found. */
  readonly summary: string
  readonly model: string | null
  readonly folder: string | null
  readonly repository: string | null
  readonly branch: string | null
  /** The session that spawned this one for work of its own. */
  readonly parentId: string | null
  readonly createdAt: number | null
  readonly problem: SessionProblem | null
}

/** Reads the first piece of a log; `whole` says that there is no more of it. */
export function readHead(piece: Buffer, whole: boolean): LogHead {
  const lines = splitLines(piece)
  const first = lines[0] ?? piece
  const cut = !whole && lines.length === 1
  const start = cut ? null : eventOf(first)
  const data = dataOf(start)
  const context = isObject(data['context']) ? data['context'] : {}
  return {
    summary: findPrompt(lines, whole).trim().slice(0, SUMMARY_LENGTH).toWellFormed(),
    model: textOrNull(data['selectedModel']),
    folder: textOrNull(context['cwd']),
    repository: textOrNull(context['repository']) ?? rootName(textOrNull(context['gitRoot'])),
    branch: textOrNull(context['branch']),
    parentId: textOrNull(data['detachedFromSpawningParentSessionId']),
    createdAt: parseTime(data['startTime']) ?? parseTime(start?.timestamp),
    // A first line that is larger than the piece may still be sound.
    problem: cut && typeOf(first) === 'session.start' ? null : problemOf(start),
  }
}

function problemOf(start: RawEvent | null): SessionProblem | null {
  if (start?.type !== 'session.start' && start?.type !== 'session.resume') return { code: 'damaged', detail: '1' }
  const version = dataOf(start)['version']
  return typeof version === 'number' && version > 1 ? { code: 'newer', detail: String(version) } : null
}

function findPrompt(lines: readonly Buffer[], whole: boolean): string {
  for (const [index, line] of lines.entries()) {
    if (typeOf(line) !== 'user.message') continue
    const event = whole || index < lines.length - 1 ? eventOf(line) : null
    // What a sub-agent is told is no prompt of the person's.
    if (event?.agentId !== undefined) continue
    const prompt = event === null ? cutPrompt(line) : textOrNull(dataOf(event)['content'])
    if (prompt !== null) return prompt
  }
  return ''
}

/** The beginning of a prompt whose line goes on beyond the piece. */
function cutPrompt(line: Buffer): string | null {
  const [, inside] =
    /^[^]{0,3}\{"type":"user\.message","data":\{"content":"((?:[^"\\]|\\u[\dA-Fa-f]{4}|\\[^u])*)/u.exec(
      line.toString('utf8', 0, 4 * SUMMARY_LENGTH),
    ) ?? []
  if (inside === undefined) return null
  try {
    return textOrNull(JSON.parse(`"${inside}"`))
  } catch {
    return null
  }
}
