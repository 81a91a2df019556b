import {
  type CompactionUsage,
  type ContextUse,
  type LoggedLife,
  type LoggedUsage,
  type ModelUsage,
  since,
} from '../../shared/usage.ts'
import { amount, compactionUsage, contextOf, counted } from '../agent/knowing.ts'
import { fieldsOf, numberOrNull } from '../agent/fields.ts'
import { linesBackwards } from './lines.ts'
import type { LogFile } from './logFile.ts'
import type { RawEvent } from './parseLine.ts'
import { dataOf, eventOf, textOrNull, timeOf, typeOf } from './rawEvent.ts'

/** One thing in a log that says something of its usage. */
interface Mark {
  readonly type: 'begun' | 'asked' | 'ended' | 'compacted'
  readonly at: number
  readonly id: string
  readonly data: Readonly<Record<string, unknown>>
}

const types: Readonly<Record<string, Mark['type']>> = {
  'session.start': 'begun',
  'session.resume': 'begun',
  'user.message': 'asked',
  'session.shutdown': 'ended',
  'session.compaction_complete': 'compacted',
}

/** Reads what a log sums up of its usage; lines that say nothing of it are not even parsed. */
export async function readUsage(log: LogFile): Promise<LoggedUsage> {
  const marks: Mark[] = []
  for await (const bundle of linesBackwards(log, log.size)) {
    for (const { bytes } of bundle) {
      const type = types[typeOf(bytes) ?? '']
      if (type === undefined) continue
      const needed = type === 'ended' || type === 'compacted'
      const event = needed ? eventOf(bytes) : null
      marks.push({ type, at: timeOf(bytes) ?? 0, id: idOf(event), data: dataOf(event) })
    }
  }
  return usageOf(marks.toReversed())
}

/** @param marks oldest first */
function usageOf(marks: readonly Mark[]): LoggedUsage {
  const lives: LoggedLife[] = []
  const compactions: CompactionUsage[] = []
  let context: ContextUse | null = null
  let limit: number | null = null
  let told: readonly ModelUsage[] = []
  let from: number | null = null
  let asked = false
  const end = (until: number, models: LoggedLife['models']): void => {
    if (asked || (models ?? []).length > 0) lives.push({ from: from ?? until, until, models })
    from = null
    asked = false
  }
  for (const { type, at, id, data } of marks) {
    switch (type) {
      case 'begun':
        if (from !== null) end(at, null)
        from = at
        break
      case 'asked':
        from ??= at
        asked = true
        break
      case 'compacted':
        limit = numberOrNull(data, 'tokenLimit') ?? limit
        if (data['success'] === false) break
        context = contextOf(data, at, 'postCompactionTokens') ?? context
        compactions.push(...taken(id, data))
        break
      case 'ended': {
        // Summed up over all lives that ended so.
        const now = modelsOf(data)
        end(at, since(now, told))
        told = now
        context = contextOf({ tokenLimit: limit, ...data }, at, 'currentTokens') ?? context
        break
      }
    }
  }
  if (from !== null) end(Number.MAX_SAFE_INTEGER, null)
  return { lives, compactions, context }
}

function taken(id: string, data: Mark['data']): readonly CompactionUsage[] {
  const used = compactionUsage(data)
  return used === null ? [] : [{ id, used }]
}

function idOf(event: RawEvent | null): string {
  return textOrNull(fieldsOf(event)['id']) ?? ''
}

function modelsOf(data: Mark['data']): readonly ModelUsage[] {
  return Object.entries(fieldsOf(data['modelMetrics'])).map(([model, metric]) => {
    const { requests, usage, totalNanoAiu } = fieldsOf(metric)
    return {
      ...counted(fieldsOf(usage)),
      model,
      requests: amount(fieldsOf(requests), 'count'),
      premiumRequests: amount(fieldsOf(requests), 'cost'),
      nanoCredits: amount({ totalNanoAiu }, 'totalNanoAiu'),
    }
  })
}
