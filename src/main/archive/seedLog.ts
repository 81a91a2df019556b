import { randomUUID } from 'node:crypto'
import { stringify } from 'yaml'
import { isUuid } from '../health/validEvent.ts'
import type { PlainMessage } from './carried.ts'

/** What a log is to say about its session. */
export interface SeedFacts {
  readonly folder: string | null
  readonly model: string | null
  /** Epoch milliseconds: of the messages that tell no time themselves. */
  readonly at: number
}

/** Makes a log that the runtime takes up again, of messages alone. */
export interface SeedLog {
  /** The line that every log begins with. */
  begin(id: string): string
  /** The lines of one message; none for a role that no log has, and for one without a word. */
  message(message: PlainMessage): readonly string[]
  end(): readonly string[]
  /** The ids that messages have in the log, by those that they had. */
  readonly ids: ReadonlyMap<string, { readonly turnId: string; readonly itemId: string | null }>
  /** Messages that went in, and those that could not. */
  readonly counts: { readonly messages: number; readonly leftOut: number; readonly tools: number }
}

/** See {@link SeedLog}. `facts` are asked for when the first line is made. */
export function createSeedLog(facts: () => SeedFacts): SeedLog {
  const ids = new Map<string, { turnId: string; itemId: string | null }>()
  const used = new Set<string>()
  const counts = { messages: 0, leftOut: 0, tools: 0 }
  let parentId: string | null = null
  let lastAt = 0
  let turnId: string | null = null
  let answering = false

  const event = (type: string, data: object, at: number | null, id: string = randomUUID()): string => {
    lastAt = Math.max(lastAt, at ?? lastAt)
    const line = JSON.stringify({ type, data, id, timestamp: new Date(lastAt).toISOString(), parentId })
    parentId = id
    return line
  }
  const endTurn = (): readonly string[] => {
    if (!answering) return []
    answering = false
    return [event('assistant.turn_end', { turnId: '0' }, null)]
  }

  return {
    begin: (id) => {
      const { folder, model, at } = facts()
      lastAt = at
      return event(
        'session.start',
        {
          sessionId: id,
          version: 1,
          producer: 'copilot-agent',
          copilotVersion: '0.0.0',
          startTime: new Date(at).toISOString(),
          ...(model === null ? {} : { selectedModel: model }),
          ...(folder === null ? {} : { context: { cwd: folder } }),
          alreadyInUse: false,
        },
        at,
      )
    },
    message: (message) => {
      const content = textOf(message)
      counts.tools += message.tools?.length ?? 0
      const said = message.role === 'user' || message.role === 'assistant' || message.role === 'model'
      if (!said || content.trim() === '') {
        if (!said) counts.leftOut += 1
        return []
      }
      counts.messages += 1
      const had = message.id == null ? '' : String(message.id)
      const at = message.at === undefined ? null : Date.parse(message.at)
      if (message.role === 'user') {
        // The runtime takes events by ids of this form only, each of them once.
        const id = isUuid(had) && !used.has(had) ? had : randomUUID()
        used.add(id)
        turnId = id
        if (had !== '') ids.set(had, { turnId: id, itemId: null })
        return [...endTurn(), event('user.message', { content, messageId: randomUUID(), attachments: [] }, at, id)]
      }
      const messageId = had !== '' && had.length <= 255 && !used.has(had) ? had : randomUUID()
      used.add(messageId)
      const begun = answering ? [] : [event('assistant.turn_start', { turnId: '0' }, at)]
      answering = true
      const line = event(
        'assistant.message',
        {
          messageId,
          content,
          toolRequests: [],
          ...(message.model === undefined ? {} : { model: message.model }),
          ...(message.reasoning === undefined ? {} : { reasoningText: message.reasoning }),
        },
        at,
      )
      if (had !== '' && turnId !== null) ids.set(had, { turnId, itemId: messageId })
      return [...begun, line]
    },
    end: endTurn,
    ids,
    counts,
  }
}

/** The workspace.yaml of such a session. */
export function seedWorkspace(
  id: string,
  { title, folder, at, clientName }: { title: string; folder: string | null; at: number; clientName: string },
): string {
  const time = new Date(at).toISOString()
  return stringify({
    id,
    ...(folder === null ? {} : { cwd: folder }),
    client_name: clientName,
    ...(title === '' ? {} : { name: title, user_named: true }),
    summary_count: 0,
    fork_count: 0,
    created_at: time,
    updated_at: time,
  })
}

function textOf({ content }: PlainMessage): string {
  if (content === null) return ''
  if (typeof content === 'string') return content
  return content.flatMap((part) => part.text ?? []).join('\n\n')
}
