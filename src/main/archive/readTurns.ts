import type { RequestOutcome } from '../../shared/model/request.ts'
import type { Turn } from '../../shared/model/turn.ts'
import type { Usage } from '../../shared/usage.ts'
import { createFold } from '../history/fold.ts'
import { overlayGiven } from '../history/given.ts'
import { lastPlaceOf, type Line } from '../history/lines.ts'
import type { LogFile } from '../history/logFile.ts'
import { overlayPartials } from '../history/partials.ts'
import { stepsOf, type Translate } from '../history/steps.ts'
import { setImmediate } from 'node:timers/promises'

/** What is known of turns beside their log. */
export interface Overlay {
  /** Turns that the log may hold only in part, or not at all. */
  readonly partials: readonly Turn[]
  readonly given: Readonly<Record<string, RequestOutcome>>
  readonly usage: readonly { readonly turnId: string; readonly usage: Usage }[]
  /** What main has in memory, oldest first: those that the log does not hold yet come last. */
  readonly newer: readonly Turn[]
}

/** Every turn of a conversation, oldest first; one at a time, so that a log of any size fits. `log` null: there is none. */
export async function* readTurns(
  log: LogFile | null,
  overlay: Overlay,
  translate: Translate,
  signal?: AbortSignal,
): AsyncGenerator<Turn> {
  const partials = new Map(overlay.partials.map((turn) => [turn.id, turn]))
  const usage = new Map(overlay.usage.map((one) => [one.turnId, one.usage]))
  const seen = new Set<string>()
  const missing: Turn[] = []
  for (const turn of overlay.partials) if (log === null || !(await isIn(log, turn.id))) missing.push(turn)
  missing.sort((a, b) => a.at - b.at)

  const finished = (turn: Turn): Turn => {
    seen.add(turn.id)
    const kept = partials.get(turn.id)
    const [whole = turn] = overlayPartials([turn], kept === undefined ? [] : [kept], NEVER)
    const [told = whole] = overlayGiven([whole], overlay.given)
    const used = usage.get(turn.id)
    return used === undefined ? told : { ...told, usage: used }
  }
  /** Of what never reached the log, all that was before a time. */
  function* before(at: number): Generator<Turn> {
    for (let next = missing[0]; next !== undefined && next.at < at; next = missing[0]) {
      missing.shift()
      const [cut = next] = overlayPartials([], [next], { from: -Infinity, to: Infinity })
      yield finished(cut)
    }
  }

  if (log !== null) {
    const fold = createFold()
    for await (const line of wholeLines(log, signal)) {
      for (const step of stepsOf(line, translate).steps) {
        for (const turn of fold.add(step)) yield* [...before(turn.at), finished(turn)]
      }
    }
    for (const turn of fold.end()) yield* [...before(turn.at), finished(turn)]
  }
  yield* before(Infinity)
  for (const turn of overlay.newer) if (!seen.has(turn.id)) yield turn
}

const NEVER = { from: Infinity, to: -Infinity }
const CHUNK = 1024 * 1024
const FEED = 10

async function isIn(log: LogFile, id: string): Promise<boolean> {
  return (await lastPlaceOf(log, Buffer.from(`"id":${JSON.stringify(id)}`), log.size)) >= 0
}

/** The lines of a log, the one behind the last line feed included; the bytes of a log that is longer by now are left alone. */
export async function* wholeLines(log: LogFile, signal?: AbortSignal): AsyncGenerator<Line> {
  let rest: Buffer[] = []
  let lineStart = 0
  for (let position = 0; position < log.size;) {
    signal?.throwIfAborted()
    const chunk = log.read(position, Math.min(CHUNK, log.size - position))
    let from = 0
    for (let feed = chunk.indexOf(FEED); feed >= 0; feed = chunk.indexOf(FEED, from)) {
      const piece = chunk.subarray(from, feed)
      yield { start: lineStart, bytes: rest.length === 0 ? piece : Buffer.concat([...rest, piece]) }
      rest = []
      from = feed + 1
      lineStart = position + from
    }
    if (from < chunk.length) rest.push(chunk.subarray(from))
    position += chunk.length
    // Whoever gives up is heard, and others get their turn.
    await setImmediate()
  }
  if (rest.length > 0) yield { start: lineStart, bytes: Buffer.concat(rest) }
}
