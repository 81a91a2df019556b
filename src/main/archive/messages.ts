import type { NoticeItem } from '../../shared/model/notice.ts'
import type { Request, RequestItem } from '../../shared/model/request.ts'
import type { ToolItem } from '../../shared/model/tool.ts'
import type { Item, MessageItem, Turn, TurnError } from '../../shared/model/turn.ts'
import type { Usage } from '../../shared/usage.ts'

/** What Copilot writes to say that it abstains from an answer. */
export const ABSTAIN_SIGNAL = '[[POR_ABSTAIN]]'

/** One message of an exported session. `id`, `role` and `content` stand alone; the rest tells more where there is more. */
export interface ExportedMessage {
  readonly role: 'user' | 'assistant'
  readonly content: string
  readonly id: string
  /** ISO 8601. */
  readonly at: string
  readonly model?: string
  readonly reasoning?: string
  /** Paths of attached files (user messages only). */
  readonly attachments?: readonly string[]
  /** What was done on the way to this message, since the message before it. */
  readonly tools?: readonly ExportedTool[]
  readonly requests?: readonly ExportedRequest[]
  readonly notices?: readonly ExportedNotice[]
  /** True where the text carries the abstention signal. */
  readonly abstained?: true
  /** False where the text was cut. */
  readonly complete?: false
  /** On the last message of a turn that did not end well. */
  readonly outcome?: 'stopped' | 'failed' | 'interrupted' | 'running'
  readonly error?: TurnError
  /** Tokens of the whole turn, on its last message. */
  readonly usage?: Usage
}

export interface ExportedTool {
  readonly id: string
  readonly at: string
  readonly name: string
  readonly subject: string
  readonly input: string
  readonly output: string
  readonly state: ToolItem['state']
}

export interface ExportedRequest {
  readonly id: string
  readonly at: string
  readonly kind: 'permission' | 'question' | 'form' | 'plan'
  readonly subject: string
  readonly outcome: RequestItem['outcome']
}

export interface ExportedNotice {
  readonly id: string
  readonly at: string
  readonly notice: NoticeItem['notice']
}

type Steps = Pick<ExportedMessage, 'tools' | 'requests' | 'notices'>

/** Turns as a flat list of messages, in the order in which they were said. */
export function toMessages(turns: readonly Turn[]): readonly ExportedMessage[] {
  return turns.flatMap(messagesOf)
}

function messagesOf(turn: Turn): readonly ExportedMessage[] {
  const messages: ExportedMessage[] = []
  let waiting: Item[] = []
  for (const item of turn.items) {
    if (item.kind !== 'message') {
      waiting.push(item)
      continue
    }
    messages.push({ ...assistant(item), ...steps(waiting) })
    waiting = []
  }
  const thinking = turn.thinking?.text ?? ''
  const ending: Pick<ExportedMessage, 'outcome' | 'error' | 'usage'> = {
    ...(turn.outcome === 'done' ? {} : { outcome: turn.outcome }),
    ...(turn.error === null ? {} : { error: turn.error }),
    ...(turn.usage === null ? {} : { usage: turn.usage }),
  }
  const last = messages.at(-1)
  // What was done after the last message, and an end without any, still need a message to stand in.
  if (waiting.length > 0 || thinking !== '' || (last === undefined && Object.keys(ending).length > 0)) {
    messages.push({
      role: 'assistant',
      content: '',
      id: `${turn.id}:end`,
      at: iso(turn.endedAt ?? turn.at),
      ...(thinking === '' ? {} : { reasoning: thinking }),
      ...steps(waiting),
      ...ending,
    })
  } else if (last !== undefined) {
    messages[messages.length - 1] = { ...last, ...ending }
  }
  return turn.prompt === null ? messages : [user(turn, turn.prompt), ...messages]
}

function user(turn: Turn, prompt: NonNullable<Turn['prompt']>): ExportedMessage {
  return {
    role: 'user',
    content: prompt.text,
    id: turn.id,
    at: iso(turn.at),
    ...(prompt.attachments.length === 0 ? {} : { attachments: prompt.attachments }),
  }
}

function assistant(item: MessageItem): ExportedMessage {
  return {
    role: 'assistant',
    content: item.text,
    id: item.id,
    at: iso(item.at),
    ...(item.model === null ? {} : { model: item.model }),
    ...(item.reasoning === '' ? {} : { reasoning: item.reasoning }),
    ...(item.text.includes(ABSTAIN_SIGNAL) ? { abstained: true as const } : {}),
    ...(item.complete ? {} : { complete: false as const }),
  }
}

function steps(items: readonly Item[]): Steps {
  const tools = items.filter((item) => item.kind === 'tool')
  const requests = items.filter((item) => item.kind === 'request')
  const notices = items.filter((item) => item.kind === 'notice')
  return {
    ...(tools.length === 0 ? {} : { tools: tools.map(tool) }),
    ...(requests.length === 0 ? {} : { requests: requests.map(request) }),
    ...(notices.length === 0 ? {} : { notices: notices.map(({ id, at, notice }) => ({ id, at: iso(at), notice })) }),
  }
}

function tool({ id, at, name, subject, input, output, state, facts }: ToolItem): ExportedTool {
  const code = facts?.exitCode ?? 0
  const told = code === 0 ? output : `${output}\n(exit code ${code})`
  return { id, at: iso(at), name, subject, input, output: told, state }
}

function request({ id, at, request: asked, outcome }: RequestItem): ExportedRequest {
  return { id, at: iso(at), kind: asked.kind, subject: subjectOf(asked), outcome }
}

function subjectOf(asked: Request): string {
  switch (asked.kind) {
    case 'permission':
      return asked.subject
    case 'question':
      return asked.question
    case 'form':
      return asked.message
    case 'plan':
      return asked.plan === '' ? asked.summary : asked.plan
  }
}

/** A time as text; times out of range (a damaged log) become the epoch instead of an error. */
export function iso(at: number): string {
  return new Date(Math.abs(at) <= 8.64e15 ? at : 0).toISOString()
}
