import type { SessionEvent } from '../../src/shared/events.ts'
import type { SessionState, Turn } from '../../src/shared/model/turn.ts'
import { reduceAll } from '../../src/shared/reduce.ts'
import { compare, timed } from '../measure.ts'
import type { Measure } from '../measure.ts'

const DELTAS = 20_000
const HISTORY = 2_500

/** Folding 20,000 deltas into a long session, against parsing the same deltas as JSON. */
export const reducer: Measure = {
  name: 'reducer',
  run: async () => {
    const deltas = Array.from({ length: DELTAS }, (_, n): SessionEvent => ({
      type: 'textStreamed',
      itemId: 'answer',
      at: n,
      text: `word ${n} `,
    }))
    const lines = deltas.map((delta) => JSON.stringify(delta))
    const history: SessionState = { turns: Array.from({ length: HISTORY }, (_, n) => turn(n)), active: null }
    const events: readonly SessionEvent[] = [
      { type: 'turnStarted', turnId: 'now', at: 0, prompt: { text: 'Go on', attachments: [] } },
      ...deltas,
    ]
    const { ours, ratio } = await compare(
      15,
      () => timed(() => reduceAll(history, events)),
      () => timed(() => lines.map((line): unknown => JSON.parse(line))),
    )
    return [
      { name: 'reducer: 20,000 deltas', value: ours, unit: 'ms', budget: null, better: 'lower' },
      { name: 'reducer: against JSON.parse of the same', value: ratio, unit: 'x', budget: 1, better: 'lower' },
    ]
  },
}

function turn(n: number): Turn {
  return {
    id: `turn-${n}`,
    at: n,
    prompt: { text: `Question ${n}`, attachments: [] },
    items: [
      {
        kind: 'message',
        id: `message-${n}`,
        at: n,
        text: `Answer ${n}`,
        reasoning: '',
        reasoningMs: null,
        model: 'demo',
        complete: true,
      },
    ],
    thinking: null,
    outcome: 'done',
    error: null,
    endedAt: n,
    usage: null,
  }
}
