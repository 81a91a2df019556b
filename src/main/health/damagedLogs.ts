import { createHash } from 'node:crypto'
import { createTestLog, sessionStart } from '../history/testLog.ts'

/** A UUID that stands for a name (tests). */
export function uuidOf(name: string): string {
  const hex = createHash('sha1').update(name).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

/** The log of a session as the runtime leaves it, with these prompts, each answered (tests). */
export function soundLog(id: string, prompts: readonly string[]): Buffer {
  const log = createTestLog()
  log.add('session.start', { ...sessionStart(id), copilotVersion: '0.0.0' })
  for (const prompt of prompts) log.turn(prompt, `Answer to ${prompt}`)
  const lines = log.events.map((event, index) => {
    const parentId = index === 0 ? null : uuidOf(`${id}e${index - 1}`)
    return `${JSON.stringify({ ...event, id: uuidOf(`${id}${event.id}`), parentId })}\n`
  })
  return Buffer.from(lines.join(''))
}

/** The kinds of damage that logs were seen with, each done to a sound log of at least two turns (tests). */
export const damages = {
  'a NUL tail': (log) => Buffer.concat([log, Buffer.alloc(5_000)]),
  'half a last line': (log) => log.subarray(0, -40),
  'two objects on one line': (log) => inLines(log, (lines) => lines.toSpliced(5, 2, `${at(lines, 5)}${at(lines, 6)}`)),
  'a line separator inside of an event': (log) =>
    Buffer.from(log.toString().replaceAll('Answer', 'Ans\u2028\u2029wer')),
  'a byte order mark': (log) => Buffer.concat([Buffer.from('\ufeff'), log]),
  'an empty file': () => Buffer.alloc(0),
  'no start record': (log) => inLines(log, (lines) => lines.slice(1)),
  'one event of 20 MB': (log) =>
    Buffer.from(log.toString().replace('Answer to', `${'é'.repeat(10_000_000)} Answer to`)),
  'a line of garbage': (log) => inLines(log, (lines) => lines.toSpliced(3, 0, 'garbage \ufffd {"type":"oops"')),
  'NULs before a line': (log) => inLines(log, (lines) => lines.with(4, `${'\0'.repeat(700)}${at(lines, 4)}`)),
} as const satisfies Record<string, (log: Buffer) => Buffer>

function inLines(log: Buffer, change: (lines: readonly string[]) => readonly string[]): Buffer {
  return Buffer.from(change(log.toString().split('\n')).join('\n'))
}

function at(lines: readonly string[], index: number): string {
  return lines[index] ?? ''
}
