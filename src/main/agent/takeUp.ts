import { fieldsOf, text } from './fields.ts'

/**
 * Whether a turn that was cut can be taken up by answering a permission that it waited for: the data of the
 * `permission.requested` events that still wait, oldest first, or null when more than waiting was going on. The runtime
 * would do again by itself whatever had begun and not ended: a tool that asked for nothing, or was allowed what it asked.
 *
 * @param events the log from the newest message of the person on
 */
export function takeUpOf(events: readonly unknown[], requestId: string): readonly unknown[] | null {
  if (text(fieldsOf(events[0]), 'type') !== 'user.message') return null
  const running = new Set<string>()
  const pending = new Map<string, { readonly toolId: string; readonly data: unknown }>()
  for (const event of events) {
    const fields = fieldsOf(event)
    const data = fieldsOf(fields['data'])
    const id = text(data, 'requestId')
    switch (text(fields, 'type')) {
      case 'tool.execution_start':
        running.add(text(data, 'toolCallId'))
        break
      case 'tool.execution_complete':
        running.delete(text(data, 'toolCallId'))
        break
      case 'permission.requested':
        pending.set(id, { toolId: text(fieldsOf(data['permissionRequest']), 'toolCallId'), data: fields['data'] })
        break
      case 'permission.completed':
        pending.delete(id)
        break
      case 'abort':
        return null
      default:
    }
  }
  const waiting = new Set([...pending.values()].map(({ toolId }) => toolId))
  if (!pending.has(requestId) || [...running].some((id) => !waiting.has(id))) return null
  return [...pending.values()].map(({ data }) => data)
}
