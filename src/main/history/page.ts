import type { SessionProblem } from '../../shared/model/session.ts'
import type { Turn } from '../../shared/model/turn.ts'
import { foldTurns, startsTurn, type Step } from './fold.ts'
import { lastPlaceOf, lineAt, lineNumber, linesBackwards, type Line } from './lines.ts'
import type { LogFile } from './logFile.ts'
import type { HistoryRead } from './port.ts'
import { stepsOf, type PlacedStep, type Translate } from './steps.ts'

/** How much of a log a page may hold. */
export interface PageLimits {
  readonly turns: number
  /** A page ends early when its turns are larger than this together (bytes). */
  readonly bytes: number
  /** A single turn that is larger than this is shown in pieces (bytes). */
  readonly turnBytes: number
}

/** A log younger than this may just be being written to (ms). */
const FRESH = 10_000
/** What stands before the first turn is looked for within this many bytes. */
const PREFIX = 256 * 1024

interface Gathered {
  /** Newest first. */
  readonly steps: readonly PlacedStep[]
  /** Where the page begins; 0 when it reaches the beginning. */
  readonly start: number
  /** True when it begins in the middle of a turn. */
  readonly inTurn: boolean
  /** The places of lines that are not as they should be. */
  readonly damaged: readonly number[]
}

/** Reads the turns before an offset (the newest ones for null), from the end of the log towards its beginning. */
export async function readPage(
  log: LogFile,
  options: { readonly before: number | null; readonly limits: PageLimits },
  deps: { readonly translate: Translate; readonly now: () => number },
): Promise<HistoryRead> {
  const end = Math.min(options.before ?? log.size, log.size)
  const isFresh = deps.now() - log.modifiedAt < FRESH
  const isTail = (line: Line): boolean => options.before === null && line.start + line.bytes.length === log.size
  const gathered = await gather(log, end, options.limits, deps.translate, (line) => isFresh && isTail(line))
  const { start, inTurn } = gathered
  const steps = gathered.steps.toReversed()
  const turns = foldTurns(inTurn ? [beginPiece(steps), ...steps] : steps)
  const goesOn = options.before !== null && !beginsTurnAt(log, options.before, deps.translate)
  return {
    turns: goesOn ? endPiece(turns) : turns,
    before: start === 0 || (!inTurn && (await isBeginning(log, start, deps.translate))) ? null : start,
    problem: await problemOf(log, gathered.damaged),
  }
}

/** Reads backwards from `end`, as much as is enough. */
export async function gather(
  log: LogFile,
  end: number,
  limits: PageLimits,
  translate: Translate,
  mayBeCut: (line: Line) => boolean,
): Promise<Gathered> {
  const gathered: PlacedStep[] = []
  const damaged: number[] = []
  let turns = 0
  let bytes = 0
  let turnBytes = 0
  for await (const lines of linesBackwards(log, end)) {
    for (const line of lines) {
      const { steps, damaged: bad } = stepsOf(line, translate)
      if (bad && !mayBeCut(line)) damaged.push(line.start)
      if (steps.length === 0) continue
      for (const step of steps.toReversed()) {
        gathered.push(step)
        if (!startsTurn(step)) continue
        turns += 1
        turnBytes = 0
        if (turns >= limits.turns || bytes + line.bytes.length > limits.bytes) {
          return { steps: gathered, start: step.offset, inTurn: false, damaged }
        }
      }
      bytes += line.bytes.length
      turnBytes += line.bytes.length
      const first = gathered.at(-1)
      if (turnBytes > limits.turnBytes && first !== undefined && !startsTurn(first)) {
        return { steps: gathered, start: first.offset, inTurn: true, damaged }
      }
    }
  }
  return { steps: gathered, start: 0, inTurn: false, damaged }
}

/** Where the event of an id stands before `end`; null when it does not, so that nobody looks for it to the beginning. */
export async function placeOfEvent(log: LogFile, id: string, end: number): Promise<number | null> {
  const place = await lastPlaceOf(log, Buffer.from(`"id":${JSON.stringify(id)}`), end)
  return place < 0 ? null : place
}

/** The newest part of a turn that is too large to be shown at once stands as a turn of its own, without its prompt. */
export function beginPiece(steps: readonly PlacedStep[]): Step {
  const at = steps.find((step) => step.at !== null)?.at ?? 0
  return { at: null, events: [{ type: 'turnStarted', turnId: `at-${steps[0]?.offset ?? 0}`, at, prompt: null }] }
}

/** A turn that goes on in the page behind was not interrupted where this page ends. */
export function endPiece(turns: readonly Turn[]): readonly Turn[] {
  const last = turns.at(-1)
  return last?.outcome === 'interrupted' ? turns.with(-1, { ...last, outcome: 'done' }) : turns
}

function beginsTurnAt(log: LogFile, offset: number, translate: Translate): boolean {
  if (offset >= log.size) return true
  const first = stepsOf(lineAt(log, offset), translate).steps[0]
  return first === undefined || startsTurn(first)
}

/** Whether nothing that is shown stands before an offset. */
export async function isBeginning(log: LogFile, offset: number, translate: Translate): Promise<boolean> {
  if (offset > PREFIX) return false
  const steps: PlacedStep[] = []
  for await (const lines of linesBackwards(log, offset)) {
    for (const line of lines) steps.push(...stepsOf(line, translate).steps.toReversed())
  }
  return foldTurns(steps.toReversed()).length === 0
}

/** The first damaged line of a page, by its number in the whole log. */
async function problemOf(log: LogFile, damaged: readonly number[]): Promise<SessionProblem | null> {
  if (damaged.length === 0) return null
  return { code: 'damaged', detail: String(await lineNumber(log, Math.min(...damaged))) }
}
