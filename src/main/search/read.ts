import { createHash } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import { linesForwards } from '../history/lines.ts'
import type { LogFile } from '../history/logFile.ts'
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
  let state = from
  for (const lines of linesForwards(log, start)) {
    const texts: ReadText[] = []
    let offset = start
    for (const line of lines) {
      offset = line.start + line.bytes.length + 1
      for (const step of stepsOf(line, translate).steps) {
        for (const event of step.events) {
          if (event.type === 'turnStarted') state = { ...state, turn: state.turn + 1, turnId: event.turnId }
          else if (event.type === 'messageCompleted' && event.model !== null) state = { ...state, model: event.model }
          else if (event.type === 'toolStarted')
            state = { ...state, tools: { ...state.tools, [event.itemId]: event.name } }
          for (const unit of unitsOf(event)) {
            if (unit.text.trim() === '') continue
            if (unit.at > state.at) state = { ...state, at: unit.at }
            const tool = unit.itemId === null ? '' : (state.tools[unit.itemId] ?? '')
            const at = unit.at === 0 ? state.at : unit.at
            const placed = { turn: state.turn, turnId: state.turnId, offset: step.offset, tool, model: state.model, at }
            for (const [piece, text] of piecesOf(unit.text).entries()) {
              texts.push({ ...unit, ...placed, text, piece })
            }
          }
          if (event.type === 'toolFinished') {
            const running = Object.entries(state.tools).filter(([id]) => id !== event.itemId)
            state = { ...state, tools: Object.fromEntries(running) }
          }
        }
      }
    }
    yield { texts, offset, state }
    await setImmediate()
  }
}
