import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { dataOf, isObject, textOrNull, typeOf } from '../history/rawEvent.ts'
import { parseLine, type RawEvent } from '../history/parseLine.ts'
import type { SameMessages } from '../../shared/duplicates.ts'
import { readLines } from './lines.ts'

/** Only these say something; whatever else is on a line is not read. */
const SAID = new Set(['user.message', 'assistant.message'])

/** How far looking for duplicates has come, in sessions: one that begins as another does counts once it was compared with that. */
export interface LookOptions {
  readonly signal?: AbortSignal
  readonly onProgress?: (done: number, total: number) => void
}

/** All that was said in a session, as two values. */
interface Whole {
  readonly id: string
  readonly messages: number
  readonly print: string
}

/**
 * Sessions in which the same was said: each group has those with the same messages from the first to the last, and those whose
 * messages are the beginning of theirs. Who said what counts, and what tools were asked to do; ids, times and models do not. Logs
 * that can't be read, and those without a message, are in none. Of most logs only the beginning is read; no text is kept.
 */
export async function findSameMessages(
  root: string,
  ids: readonly string[],
  { signal, onProgress }: LookOptions = {},
): Promise<readonly SameMessages[]> {
  const byBeginning = new Map<string, string[]>()
  let done = 0
  for (const id of ids) {
    const first = await firstPrint(join(root, id, 'events.jsonl'), signal)
    const alike = first === null ? undefined : byBeginning.get(first)
    if (alike !== undefined) {
      alike.push(id)
      continue
    }
    if (first !== null) byBeginning.set(first, [id])
    done += 1
    onProgress?.(done, ids.length)
  }
  const found: SameMessages[] = []
  for (const alike of byBeginning.values()) {
    // The first of them was counted already, and the last is when all is known of them.
    const left = alike.length - 1
    if (left === 0) continue
    const onRead = (read: number): void => onProgress?.(done + Math.min(read - 1, left - 1), ids.length)
    found.push(...(await groupsOf(root, alike, signal, onRead)))
    done += left
    onProgress?.(done, ids.length)
  }
  return found
}

async function groupsOf(
  root: string,
  ids: readonly string[],
  signal: AbortSignal | undefined,
  onRead: (read: number) => void,
): Promise<readonly SameMessages[]> {
  const wholes: Whole[] = []
  for (const [at, id] of ids.entries()) {
    const whole = await wholeOf(join(root, id, 'events.jsonl'), id, signal)
    if (whole !== null) wholes.push(whole)
    onRead(at + 1)
  }
  const classes = new Map<string, Whole[]>()
  for (const whole of wholes) classes.set(whole.print, [...(classes.get(whole.print) ?? []), whole])
  // The longest first: what is the beginning of one is never the beginning of another's beginning alone.
  const left = [...classes.values()].toSorted((a, b) => (b[0]?.messages ?? 0) - (a[0]?.messages ?? 0))
  const taken = new Set<string>()
  const found: SameMessages[] = []
  for (const same of left) {
    const [longest] = same
    if (longest === undefined || taken.has(longest.print)) continue
    const shorter = left.filter(
      ([one]) => one !== undefined && one.messages < longest.messages && !taken.has(one.print),
    )
    const begins = shorter.length === 0 ? new Set() : await printsOf(root, longest.id, shorter.flat(), signal)
    const within = shorter.filter(([one]) => one !== undefined && begins.has(one.print))
    for (const [one] of within) if (one !== undefined) taken.add(one.print)
    const group = {
      same: same.map(({ id }) => id),
      within: within.flat().map(({ id }) => id),
      messages: longest.messages,
    }
    if (group.same.length + group.within.length > 1) found.push(group)
  }
  return found
}

/** Which of the prints of shorter sessions this one has on its way. */
async function printsOf(
  root: string,
  id: string,
  shorter: readonly Whole[],
  signal: AbortSignal | undefined,
): Promise<ReadonlySet<string>> {
  const wanted = new Set(shorter.map(({ print }) => print))
  const found = new Set<string>()
  for await (const print of prints(join(root, id, 'events.jsonl'), signal)) if (wanted.has(print)) found.add(print)
  return found
}

async function firstPrint(path: string, signal: AbortSignal | undefined): Promise<string | null> {
  try {
    for await (const print of prints(path, signal)) return print
  } catch (error) {
    if (signal?.aborted === true) throw error
  }
  return null
}

async function wholeOf(path: string, id: string, signal: AbortSignal | undefined): Promise<Whole | null> {
  let messages = 0
  let last: string | null = null
  try {
    for await (const print of prints(path, signal)) {
      messages += 1
      last = print
    }
  } catch (error) {
    if (signal?.aborted === true) throw error
    return null
  }
  return last === null ? null : { id, messages, print: last }
}

/** One value for each message, made of it and of all before it. */
async function* prints(path: string, signal: AbortSignal | undefined): AsyncGenerator<string> {
  let before = ''
  for await (const lines of readLines(path, { chunk: 64 * 1024, ...(signal === undefined ? {} : { signal }) })) {
    for (const { bytes } of lines) {
      if (bytes === null) continue
      const type = typeOf(bytes)
      if (type !== null && !SAID.has(type)) continue
      for (const { event } of parseLine(bytes).events) {
        const said = saidIn(event)
        if (said === null) continue
        before = createHash('sha256').update(before).update(said).digest('base64')
        yield before
      }
    }
  }
}

/** What an event says, as one text; null where it says nothing by itself. */
function saidIn(event: RawEvent): string | null {
  if (!SAID.has(event.type) || event.agentId != null) return null
  const data = dataOf(event)
  if (data['parentToolCallId'] != null) return null
  const text = textOrNull(data['content']) ?? ''
  const requests = Array.isArray(data['toolRequests']) ? data['toolRequests'].filter(isObject) : []
  if (text.trim() === '' && requests.length === 0) return null
  return JSON.stringify([event.type, text, requests.map((one) => [one['name'], one['arguments']])])
}
