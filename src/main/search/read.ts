import { createHash } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import { linesForwards } from '../history/lines.ts'
import type { LogFile } from '../history/logFile.ts'
import { beginnings, beginsAs } from '../history/parseLine.ts'
import { stepsOf, type Translate } from '../history/steps.ts'
import { piecesOf, unitsOf, type Unit } from './units.ts'

/** What has to be known to go on reading a log where it was left. */
export interface ReadState {
  /** The number of the turn in its session, and its id; 0 before the first. */
  readonly turn: number
  readonly turnId: string
  readonly model: string
  /** The names of the tools that are running, by their calls. */
  readonly tools: Readonly<Record<string, string>>
  /** The last time that was read; texts without one of their own come after it. */
  readonly at: number
}

export const atStart: ReadState = { turn: 0, turnId: 'start', model: '', tools: {}, at: 0 }

/** A text on its way into the index. */
export interface ReadText extends Unit {
  readonly turn: number
  readonly turnId: string
  /** Where its line begins in the log. */
  readonly offset: number
  readonly piece: number
  readonly tool: string
  readonly model: string
}

/** What reading a part of a log gave. */
export interface ReadPart {
  readonly texts: readonly ReadText[]
  /** Up to where the log was read: behind a line feed. */
  readonly offset: number
  readonly state: ReadState
}

/** Frequent, and without a word that is indexed: they are not even parsed. */
const wordless = beginnings(['assistant.turn_start"', 'assistant.turn_end"', 'permission.'])

/** How much of what was read before is compared, to see that a log only grew (bytes). */
const MARKED = 256

/** Says what stands before an offset, to be compared later. */
export function markBefore(log: LogFile, offset: number): string {
  const length = Math.min(MARKED, offset)
  return createHash('sha256')
    .update(log.read(offset - length, length))
    .digest('base64url')
}

/** Reads what came since, part by part; a last line without an end is left for later. Others get their turn between parts. */
export async function* readTexts(
  log: LogFile,
  start: number,
  from: ReadState,
  translate: Translate,
): AsyncGenerator<ReadPart> {
  let { turn, turnId, model, at: latest } = from
  const tools = new Map(Object.entries(from.tools))
  for (const lines of linesForwards(log, start)) {
    const texts: ReadText[] = []
    let offset = start
    for (const line of lines) {
      offset = line.start + line.bytes.length + 1
      if (beginsAs(line.bytes, wordless)) continue
      for (const step of stepsOf(line, translate).steps) {
        for (const event of step.events) {
          if (event.type === 'turnStarted') {
            turn += 1
            turnId = event.turnId
          } else if (event.type === 'messageCompleted') model = event.model ?? model
          else if (event.type === 'toolStarted') tools.set(event.itemId, event.name)
          for (const { kind, itemId, at: said, text: whole } of unitsOf(event)) {
            if (whole.trim() === '') continue
            if (said > latest) latest = said
            const tool = itemId === null ? '' : (tools.get(itemId) ?? '')
            const at = said === 0 ? latest : said
            for (const [piece, text] of piecesOf(whole).entries()) {
              texts.push({ kind, itemId, at, text, turn, turnId, offset: step.offset, piece, tool, model })
            }
          }
          if (event.type === 'toolFinished') tools.delete(event.itemId)
        }
      }
    }
    yield { texts, offset, state: { turn, turnId, model, tools: Object.fromEntries(tools), at: latest } }
    await setImmediate()
  }
}
