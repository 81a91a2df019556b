import { createHash } from 'node:crypto'
import type { Workspace } from '../history/workspaceFile.ts'
import { examineLine, type ExaminedLine } from './examine.ts'
import { createOutput, type FileMark } from './files.ts'
import { createIdSet } from './idSet.ts'
import { readLines } from './lines.ts'
import { createRewriter, isBeginning, namesAnother } from './rewriter.ts'
import { createFinder, signalOf, type LookOptions } from './scan.ts'
import { createSlimmer } from './slim.ts'
import { isUuid } from './validEvent.ts'

const NO_BYTES = Buffer.alloc(0)

/** A sound log made of another. */
export interface WrittenCopy {
  readonly original: FileMark
  readonly copy: FileMark
  readonly events: number
  /** Events of the original that are gone. */
  readonly lost: number
  /** Whether the original needed no repair. */
  readonly healthy: boolean
  /** Whether the event to stop at was met. */
  readonly stopped: boolean
}

/**
 * Writes a sound log to `target`, which must not exist; the original is only read, and its bytes are hashed on the way. The
 * event of the id `before` is not written, nor is anything behind it.
 */
export async function writeCopy(
  options: LookOptions & {
    readonly target: string
    readonly workspace: Workspace
    readonly slim: boolean
    readonly before?: string | null
    readonly now: () => number
  },
): Promise<WrittenCopy> {
  const output = createOutput(options.target)
  try {
    const hash = createHash('sha256')
    const finder = createFinder(options.id)
    const slimmer = options.slim ? createSlimmer() : null
    const rewriter = createRewriter({ id: options.id, workspace: options.workspace, slimmer, now: options.now })
    let bytes = 0
    const onChunk = (chunk: Buffer, done: number, total: number): void => {
      hash.update(chunk)
      bytes = done
      options.onProgress?.({ done, total })
    }
    let stopped = false
    for await (const bundle of readLines(options.path, { ...signalOf(options), onChunk })) {
      for (const line of bundle) {
        const examined = examineLine(line, line.number === options.refused)
        finder.line(line, examined)
        const kept = upTo(examined, options.before ?? null)
        for (const piece of rewriter.line(kept, line.bytes ?? NO_BYTES)) output.write(piece)
        stopped = kept !== examined
        if (stopped) break
      }
      if (stopped) break
    }
    for (const piece of rewriter.end()) output.write(piece)
    const { lost, healthy } = finder.found()
    return {
      original: { sha256: hash.digest('hex'), bytes },
      copy: output.close(),
      events: rewriter.events(),
      lost,
      healthy,
      stopped,
    }
  } finally {
    output.abandon()
  }
}

/** What stands in a line before an event; the line itself when that is not in it. */
function upTo(line: ExaminedLine, before: string | null): ExaminedLine {
  const at = before === null ? -1 : line.events.findIndex(({ event }) => event['id'] === before)
  return at < 0 ? line : { ...line, events: line.events.slice(0, at) }
}

/** Whether a log is sound from end to end: one event on each line, its own first event first, every parent before its children. */
export async function isSound(path: string, id: string, events: number): Promise<boolean> {
  const ids = createIdSet()
  let count = 0
  for await (const bundle of readLines(path)) {
    for (const line of bundle) {
      const { events: found, damage } = examineLine(line, false)
      const event = found[0]?.event
      if (damage !== null || event === undefined || found.length > 1 || !line.ended) return false
      if (count === 0 && (!isBeginning(event) || namesAnother(event, id))) return false
      const { id: eventId, parentId } = event
      if (!isUuid(eventId) || (parentId !== null && !(isUuid(parentId) && ids.has(parentId)))) return false
      ids.add(eventId)
      count += 1
    }
  }
  return count === events && count > 0
}
