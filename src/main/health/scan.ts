import type { Damage, HealthReport } from '../../shared/health.ts'
import { examineLine, type ExaminedLine } from './examine.ts'
import { readLines, type PlacedLine } from './lines.ts'
import type { Progress } from './port.ts'
import { isBeginning, namesAnother } from './rewriter.ts'
import { createSlimmer } from './slim.ts'

/** How many places a report names. */
const NAMED = 100

/** One look at a log. */
export interface LookOptions {
  readonly id: string
  readonly path: string
  readonly refused: number | null
  readonly onProgress?: (progress: Progress) => void
  readonly signal?: AbortSignal
}

/** Reads a log from end to end, in memory that does not grow with it, and says what is wrong with it. */
export async function scanLog(options: LookOptions): Promise<Omit<HealthReport, 'undoable'>> {
  const finder = createFinder(options.id)
  const slimming = createSlimmer()
  let bytes = 0
  let lines = 0
  let slimBytes = 0
  let slimEvents = 0
  const onChunk = (_: Buffer, done: number, total: number): void => {
    bytes = done
    options.onProgress?.({ done, total })
  }
  for await (const bundle of readLines(options.path, { ...signalOf(options), onChunk })) {
    for (const line of bundle) {
      lines = line.number
      const examined = examineLine(line, line.number === options.refused)
      finder.line(line, examined)
      for (const { event, start, end } of examined.events) {
        const needed = slimming(event)
        if (needed === event) continue
        slimEvents += 1
        slimBytes += end - start - (needed === null ? -1 : Buffer.byteLength(JSON.stringify(needed)))
      }
    }
  }
  return { id: options.id, bytes, lines, ...finder.found(), slimmable: { bytes: slimBytes, events: slimEvents } }
}

/** Gathers what is wrong with a log, line by line. */
export function createFinder(id: string): {
  line(line: PlacedLine, examined: ExaminedLine): void
  found(): Pick<HealthReport, 'events' | 'healthy' | 'damages' | 'damaged' | 'lost'>
} {
  const damages: Damage[] = []
  let events = 0
  let damaged = 0
  let lost = 0

  const add = (damage: Damage): void => {
    if (damages.length < NAMED) damages.push(damage)
    if (damage.kind === 'hugeEvent') return
    damaged += 1
    lost += damage.lost
  }

  return {
    line: (line, examined) => {
      const place = { line: line.number, offset: line.start, bytes: line.length, saved: examined.events.length }
      const first = examined.events[0]?.event
      if (events === 0 && first !== undefined) {
        if (!isBeginning(first)) add({ ...place, kind: 'noStart', lost: 0 })
        else if (namesAnother(first, id)) add({ ...place, kind: 'otherId', lost: 0 })
      }
      events += examined.events.length
      if (examined.huge) add({ ...place, kind: 'hugeEvent', lost: 0 })
      if (examined.damage !== null) add({ ...place, ...examined.damage })
    },
    found: () => {
      const nothing: Damage = { kind: 'empty', line: 1, offset: 0, bytes: 0, saved: 0, lost: 0 }
      const all = events === 0 && damages.length === 0 ? [nothing] : damages
      const count = damaged + all.length - damages.length
      // A log without a single event can't be resumed, whatever its lines are.
      return { events, healthy: count === 0, damages: all, damaged: count, lost }
    },
  }
}

/** Optional things stay optional. */
export function signalOf({ signal }: { readonly signal?: AbortSignal }): { readonly signal?: AbortSignal } {
  return signal === undefined ? {} : { signal }
}
