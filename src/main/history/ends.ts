import type { SessionProblem } from '../../shared/model/session.ts'
import type { LogFile } from './logFile.ts'
import { readHead, type LogHead } from './logHead.ts'
import { readTail } from './logTail.ts'

/** What the two ends of a log tell about a session; `activeAt` is null when they do not show when it was used. */
export interface LogEnds extends LogHead {
  readonly activeAt: number | null
}

const KB = 1024
/** What is read of each end first, and in addition when that was not enough: 56 KB at most. */
const HEAD = { first: 8 * KB, more: 16 * KB }
const TAIL = { first: 16 * KB, more: 16 * KB }

/** Reads the two ends of a log that is not empty. */
export function readEnds(log: LogFile): LogEnds {
  if (log.size <= HEAD.first + TAIL.first) {
    const piece = log.read(0, log.size)
    const head = readHead(piece, true)
    const tail = readTail(piece, true)
    // Nothing was ever said: it was last used when it was made.
    return join(head, { ...tail, activeAt: tail.activeAt ?? head.createdAt })
  }
  const start = log.read(0, HEAD.first)
  let head = readHead(start, false)
  if (head.summary === '') {
    const more = log.read(start.length, Math.min(HEAD.more, log.size - start.length))
    head = readHead(Buffer.concat([start, more]), start.length + more.length === log.size)
  }
  const end = log.read(log.size - TAIL.first, TAIL.first)
  let tail = readTail(end, false)
  if (tail.activeAt === null) {
    const from = Math.max(0, log.size - TAIL.first - TAIL.more)
    const more = log.read(from, log.size - TAIL.first - from)
    tail = readTail(Buffer.concat([more, end]), from === 0)
  }
  return join(head, tail)
}

function join(head: LogHead, tail: ReturnType<typeof readTail>): LogEnds {
  const broken: SessionProblem | null = tail.sound ? null : { code: 'damaged', detail: null }
  return { ...head, model: tail.model ?? head.model, activeAt: tail.activeAt, problem: head.problem ?? broken }
}
