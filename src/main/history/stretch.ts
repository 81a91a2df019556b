import { setImmediate } from 'node:timers/promises'
import type { Turn } from '../../shared/model/turn.ts'
import { foldTurns, startsTurn } from './fold.ts'
import { lineAt, lineStart, linesForwards } from './lines.ts'
import type { LogFile } from './logFile.ts'
import { beginPiece, endPiece, gather, isBeginning, placeOfEvent, type PageLimits } from './page.ts'
import type { StretchRead } from './port.ts'
import { stepsOf, type PlacedStep, type Translate } from './steps.ts'

/** The id of a piece of a turn that is too large to be shown at once: where it begins. */
const pieceId = /^at-(\d{1,15})$/

/**
 * Reads the turns around one, some before it and some behind: what lies between them and the end of the log is searched for
 * its id, but not understood. Null when the turn does not begin before `to`.
 */
export async function readAround(
  log: LogFile,
  { turnId, to, limits }: { readonly turnId: string; readonly to: number; readonly limits: PageLimits },
  translate: Translate,
): Promise<StretchRead | null> {
  const end = Math.min(to, log.size)
  const piece = pieceId.exec(turnId)?.[1]
  const place = piece === undefined ? await placeOfEvent(log, turnId, end) : Number(piece)
  if (place === null || place >= end) return null
  const from = lineStart(log, place)
  // A piece is named after where it begins: what is before it is a page of its own.
  const older =
    piece === undefined
      ? await gather(log, from, limits, translate, () => false)
      : { steps: [], start: from, inTurn: true }
  const newer = await gatherForwards(log, from, end, limits, translate)
  const steps = [...older.steps.toReversed(), ...newer.steps]
  const { start } = older
  const isFirst = start === 0 || (!older.inTurn && (await isBeginning(log, start, translate)))
  return {
    turns: turnsOf(steps, older.inTurn, newer.inTurn),
    places: placesOf(steps),
    before: isFirst ? null : start,
    after: newer.after,
  }
}

/** Reads on from where a stretch ended, at most to `to`. */
export async function readNewer(
  log: LogFile,
  { after, to, limits }: { readonly after: number; readonly to: number; readonly limits: PageLimits },
  translate: Translate,
): Promise<Omit<StretchRead, 'before'>> {
  const end = Math.min(to, log.size)
  if (after >= end) return { turns: [], places: {}, after: null }
  const first = stepsOf(lineAt(log, after), translate).steps[0]
  const newer = await gatherForwards(log, after, end, limits, translate)
  const goesOn = first !== undefined && !startsTurn(first)
  return { turns: turnsOf(newer.steps, goesOn, newer.inTurn), places: placesOf(newer.steps), after: newer.after }
}

function placesOf(steps: readonly PlacedStep[]): Readonly<Record<string, number>> {
  return Object.fromEntries(
    steps.flatMap(({ events, offset }) =>
      events.flatMap((event) => (event.type === 'turnStarted' ? [[event.turnId, offset] as const] : [])),
    ),
  )
}

function turnsOf(steps: readonly PlacedStep[], beginsInTurn: boolean, endsInTurn: boolean): readonly Turn[] {
  const turns = foldTurns(beginsInTurn ? [beginPiece(steps), ...steps] : steps)
  return endsInTurn ? endPiece(turns) : turns
}

/** The steps from an offset on, until there are enough; `after` is null when that is `to`. */
async function gatherForwards(
  log: LogFile,
  from: number,
  to: number,
  limits: PageLimits,
  translate: Translate,
): Promise<{ readonly steps: readonly PlacedStep[]; readonly after: number | null; readonly inTurn: boolean }> {
  const steps: PlacedStep[] = []
  let turns = 0
  let bytes = 0
  let turnBytes = 0
  for (const lines of linesForwards(log, from)) {
    for (const line of lines) {
      if (line.start >= to) return { steps, after: null, inTurn: false }
      for (const step of stepsOf(line, translate).steps) {
        // Cut where a turn begins, if it can be: two turns on one line, which only damage makes, stay together.
        const begins = startsTurn(step) && step.offset === line.start
        if (begins && steps.length > 0 && (turns >= limits.turns || bytes >= limits.bytes))
          return { steps, after: line.start, inTurn: false }
        if (startsTurn(step)) {
          turns += 1
          turnBytes = 0
        }
        steps.push(step)
      }
      bytes += line.bytes.length
      turnBytes += line.bytes.length
      const next = line.start + line.bytes.length + 1
      if (turnBytes > limits.turnBytes && next < to) return { steps, after: next, inTurn: true }
    }
    await setImmediate()
  }
  return { steps, after: null, inTurn: false }
}
