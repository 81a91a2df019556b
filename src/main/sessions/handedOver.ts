import type { QueuedMessage } from '../../shared/model/draft.ts'

/** Messages that were handed over to the runtime and that it has not begun to read, as far as we know. */
export interface HandedOver {
  add(id: string, message: QueuedMessage): void
  /** The id of the message that the runtime begins to read: the oldest with its words, or the only one. */
  take(id: string, text: string): string | null
  forget(id: string, messageId: string): void
  drop(id: string): void
}

/** See {@link HandedOver}. */
export function createHandedOver(): HandedOver {
  const bySession = new Map<string, readonly QueuedMessage[]>()
  const of = (id: string): readonly QueuedMessage[] => bySession.get(id) ?? []
  const forget = (id: string, messageId: string): void => {
    bySession.set(
      id,
      of(id).filter((message) => message.id !== messageId),
    )
  }

  return {
    add: (id, message) => {
      forget(id, message.id)
      bySession.set(id, [...of(id), message])
    },
    take: (id, text) => {
      const messages = of(id)
      const same = messages.find((other) => other.text.toWellFormed().trim() === text.trim())
      const message = same ?? (messages.length === 1 ? messages[0] : undefined)
      if (message === undefined) return null
      forget(id, message.id)
      return message.id
    },
    forget,
    drop: (id) => {
      bySession.delete(id)
    },
  }
}
