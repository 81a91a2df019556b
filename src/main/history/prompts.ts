import type { OutlineLine } from '../../shared/find.ts'
import { outlineText } from '../../shared/find.ts'
import { linesBackwards } from './lines.ts'
import type { LogFile } from './logFile.ts'
import { typeOf } from './rawEvent.ts'
import { stepsOf, type Translate } from './steps.ts'

/** The prompts of a log, oldest first; lines that are well-formed and of another type are not even parsed. */
export async function readPrompts(log: LogFile, translate: Translate): Promise<readonly OutlineLine[]> {
  const lines: OutlineLine[] = []
  for await (const bundle of linesBackwards(log, log.size)) {
    for (const line of bundle) {
      const type = typeOf(line.bytes)
      if (type !== null && type !== 'user.message' && !holdsMore(line.bytes)) continue
      for (const { events } of stepsOf(line, translate).steps.toReversed()) {
        for (const event of events) {
          if (event.type !== 'turnStarted' || event.prompt === null) continue
          lines.push({ turnId: event.turnId, at: event.at, text: outlineText(event.prompt.text) })
        }
      }
    }
  }
  // Written twice when the disk had been full: the first one counts.
  const byId = new Map(lines.map((line) => [line.turnId, line]))
  return [...byId.values()].toReversed()
}

const another = Buffer.from('{"type":"user.message"')

/** Whether a prompt stands behind another event in the same line, as in a damaged log: inside of strings its quotes would be escaped. */
function holdsMore(line: Buffer): boolean {
  return line.indexOf(another, 1) > 0
}
