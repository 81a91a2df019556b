import { fieldsOf, text } from '../fields.ts'

/** A message of the conversation that a model is given. */
export interface PracticeMessage {
  readonly role: 'system' | 'user' | 'assistant' | 'tool'
  readonly text: string
  /** The tools that this message of the model called. */
  readonly calls: readonly string[]
}

/** What a request to the practice model holds. */
export interface PracticeRequest {
  readonly messages: readonly PracticeMessage[]
  /** The names of the tools on offer. */
  readonly tools: readonly string[]
  readonly streams: boolean
}

/** Reads the body of a request in OpenAI's form; what is malformed is left out. */
export function readRequest(body: unknown): PracticeRequest {
  const fields = fieldsOf(body)
  return {
    messages: listOf(fields['messages']).flatMap(readMessage),
    tools: listOf(fields['tools'])
      .map((tool) => text(fieldsOf(fieldsOf(tool)['function']), 'name'))
      .filter((name) => name !== ''),
    streams: fields['stream'] === true,
  }
}

/** What the person said, oldest first, without what the runtime wraps around it. */
export function promptsOf(messages: readonly PracticeMessage[]): readonly string[] {
  return messages
    .filter(({ role }) => role === 'user')
    .map((message) => withoutWrapping(message.text))
    .filter((prompt) => prompt !== '')
}

/** The runtime puts the time, reminders and notices before the person's words and files after them, in tags of its own. */
function withoutWrapping(prompt: string): string {
  const block = /^\s*<([a-z]+_[a-z_]+|reminder)(?: [^>]*)?>[\s\S]*?<\/\1>/u
  let rest = prompt.replace(/\s*<tagged_files>[\s\S]*?<\/tagged_files>\s*$/u, '')
  while (block.test(rest)) rest = rest.replace(block, '')
  return rest.trim()
}

function readMessage(value: unknown): readonly PracticeMessage[] {
  const fields = fieldsOf(value)
  const role = text(fields, 'role')
  const known = role === 'developer' ? 'system' : role
  if (known !== 'system' && known !== 'user' && known !== 'assistant' && known !== 'tool') return []
  const calls = listOf(fields['tool_calls']).map((call) => text(fieldsOf(fieldsOf(call)['function']), 'name'))
  return [{ role: known, text: contentText(fields['content']), calls }]
}

function contentText(content: unknown): string {
  if (typeof content === 'string') return content
  return listOf(content)
    .map((part) => text(fieldsOf(part), 'text'))
    .filter((part) => part !== '')
    .join('\n')
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as readonly unknown[]) : []
}
