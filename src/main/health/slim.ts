import { createHash } from 'node:crypto'
import { isObject } from '../history/rawEvent.ts'
import type { LooseEvent } from './validEvent.ts'

/** A second text of a tool's output that is shorter than this stays (characters). */
const SMALL = 4_096

/** Decides for each event of a log, in order, what of it is needed. */
export type Slimmer = (event: LooseEvent) => LooseEvent | null

/**
 * Leaves out what neither the transcript nor a resume needs: what hooks were given and gave (their words are in the messages),
 * snapshots of the model layer, instructions that stand there already (the runtime makes them anew), and the second, longer
 * text of a tool's output beside the one that the model was given and the transcript shows. The same object when all is needed.
 */
export function createSlimmer(): Slimmer {
  const instructions = new Set<string>()
  return (event) => {
    if (/^(?:hook|model)\./u.test(event.type) || event.type === 'assistant.streaming_delta') return null
    if (event.type === 'system.message') return isRepeated(event, instructions) ? null : event
    return event.type === 'tool.execution_complete' ? withoutSecondText(event) : event
  }
}

function isRepeated({ data, agentId }: LooseEvent, seen: Set<string>): boolean {
  // Without its places in time and turn, an instruction is what it says.
  const content = isObject(data) ? [data['role'], data['content'], agentId] : data
  const hash = createHash('sha1').update(JSON.stringify(content)).digest('base64')
  if (seen.has(hash)) return true
  seen.add(hash)
  return false
}

function withoutSecondText(event: LooseEvent): LooseEvent {
  const data = isObject(event['data']) ? event['data'] : {}
  const result = isObject(data['result']) ? data['result'] : {}
  const { detailedContent, ...needed } = result
  const shown = needed['content']
  if (typeof shown !== 'string' || shown === '') return event
  if (typeof detailedContent !== 'string' || detailedContent.length < SMALL) return event
  return { ...event, data: { ...data, result: needed } }
}
