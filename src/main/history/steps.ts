import type { SessionEvent } from '../../shared/events.ts'
import type { Step } from './fold.ts'
import type { Line } from './lines.ts'
import { parseLine, type RawEvent } from './parseLine.ts'
import { parseTime } from './workspaceFile.ts'

/** Understands one stored event; nothing comes of those that are not shown. */
export type Translate = (event: RawEvent) => readonly SessionEvent[]

/** A step with the place of its event in the log. */
export interface PlacedStep extends Step {
  readonly offset: number
}

/** What a line gives, in its own order. */
export function stepsOf(
  line: Line,
  translate: Translate,
): { readonly steps: readonly PlacedStep[]; readonly damaged: boolean } {
  const { events, damaged } = parseLine(line.bytes)
  return {
    damaged,
    steps: events.map(({ event, offset }) => ({
      offset: line.start + offset,
      events: understand(event, translate),
      at: isWithinTurn(event.type) ? parseTime(event.timestamp) : null,
      rests: event.type === 'assistant.turn_end',
    })),
  }
}

/** An event that is not as its type promises must not hide all the others. */
function understand(event: RawEvent, translate: Translate): readonly SessionEvent[] {
  try {
    return translate(event)
  } catch {
    return []
  }
}

function isWithinTurn(type: string): boolean {
  return !/^(?:session|system|hook)\./u.test(type)
}
