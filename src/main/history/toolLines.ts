import type { SessionEvent } from '../../shared/events.ts'
import type { ToolItem } from '../../shared/model/tool.ts'
import { emptyState, reduceAll } from '../../shared/reduce.ts'
import { lastPlaceOf, lineAt, lineStart, linesBackwards } from './lines.ts'
import type { LogFile } from './logFile.ts'
import { typeOf } from './rawEvent.ts'
import { stepsOf, type Translate } from './steps.ts'

/** Finds one use of a tool in a log, whole; null when it is not there (yet). Its end is looked for first. */
export async function findTool(log: LogFile, itemId: string, translate: Translate): Promise<ToolItem | null> {
  const wanted = Buffer.from(`"toolCallId":${JSON.stringify(itemId)}`)
  const events: SessionEvent[] = []
  for (let end = log.size; end > 0;) {
    const place = await lastPlaceOf(log, wanted, end)
    if (place < 0) break
    const start = lineStart(log, place)
    end = start
    const line = lineAt(log, start)
    const type = typeOf(line.bytes)
    if (type !== null && !type.startsWith('tool.execution_') && !type.startsWith('subagent.')) continue
    const own = stepsOf(line, translate).steps.flatMap((step) => step.events)
    events.unshift(...own.filter((event) => 'itemId' in event && event.itemId === itemId))
    if (own.some((event) => event.type === 'toolStarted' && event.itemId === itemId)) break
  }
  const state = reduceAll(emptyState, events)
  const item = state.active?.items.find((one) => one.id === itemId)
  return item?.kind === 'tool' ? item : null
}

/** The starts and ends of uses of tools and the prompts of a log, the last one first; nothing else is parsed. */
export async function* toolEventsBackwards(log: LogFile, translate: Translate): AsyncGenerator<SessionEvent> {
  for await (const bundle of linesBackwards(log, log.size)) {
    for (const line of bundle) {
      const type = typeOf(line.bytes)
      if (type !== null && !wantedTypes.has(type) && !holdsMore(line.bytes)) continue
      // A result of a megabyte without a diff in it changed no file.
      if (type === 'tool.execution_complete' && line.bytes.length > LARGE && line.bytes.indexOf(diffStart) < 0) continue
      for (const { events } of stepsOf(line, translate).steps.toReversed()) yield* events.toReversed()
    }
  }
}

const LARGE = 1024 * 1024
const diffStart = Buffer.from('diff --git ')
const wantedTypes = new Set(['tool.execution_start', 'tool.execution_complete', 'user.message'])
const another = Buffer.from('{"type":"')

/** Whether another event stands behind the first in the same line, as in a damaged log. */
function holdsMore(line: Buffer): boolean {
  return line.indexOf(another, 1) > 0
}
