import type { QueuedMessage, Turn } from '../../shared/model.ts'

/** Messages that were handed over to the runtime and that it has not begun to read, as far as we know. */
export interface HandedOver {
  /** The oldest first. */
  of(id: string): readonly QueuedMessage[]
  add(id: string, message: QueuedMessage): void
  /** The id of the message that the runtime begins to read: the oldest with its words, or the oldest. */
  take(id: string, text: string): string | null
  /** Those that the log of their session holds: said with their words, and not before they were handed over. */
  found(id: string, turns: readonly Turn[]): ReadonlySet<string>
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
    of,
    add: (id, message) => {
      forget(id, message.id)
      bySession.set(id, [...of(id), message])
    },
    take: (id, text) => {
      const message = of(id).find((other) => other.text.toWellFormed() === text) ?? of(id)[0]
      if (message === undefined) return null
      forget(id, message.id)
      return message.id
    },
    found: (id, turns) => {
      const there = new Set<string>()
      const counted = new Set<string>()
      for (const message of of(id)) {
        const turn = turns.find(
          (other) => !counted.has(other.id) && other.at >= message.at && other.prompt?.text === message.text,
        )
        if (turn === undefined) continue
        counted.add(turn.id)
        there.add(message.id)
      }
      return there
    },
    forget,
    drop: (id) => {
      bySession.delete(id)
    },
  }
}
