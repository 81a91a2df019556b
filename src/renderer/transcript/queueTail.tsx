import { useEffect, useRef, useState } from 'react'
import type { ReactNode } from 'react'
import type { QueuedMessage } from '../../shared/model/draft.ts'
import { selectField, useApp, useT } from '../store/store.ts'
import { orderQueue } from '../store/waiting.ts'
import { moved } from './queueOrder.ts'
import { WaitingMessage, type DropPlace } from './waitingMessage.tsx'
import './queue.css'

const none: readonly QueuedMessage[] = []

/** Messages that wait for their turn, under the last one, in an order that can be changed. */
export function QueueTail({ sessionId }: { readonly sessionId: string }): ReactNode {
  const t = useT()
  const queue = useApp(selectField(sessionId, 'queue')) ?? none
  const running = useApp((state) => state.opened.get(sessionId)?.state.active != null)
  const [dragged, setDragged] = useState<string | null>(null)
  const [over, setOver] = useState<DropPlace | null>(null)
  const [said, setSaid] = useState('')
  const list = useRef<HTMLUListElement>(null)
  /** What had the focus in an entry that is being moved: a moved element loses it. */
  const focused = useRef<string | null>(null)

  useEffect(() => {
    if (focused.current === null) return
    list.current?.querySelector<HTMLElement>(focused.current)?.focus()
    focused.current = null
  }, [queue])

  const firstPaused = queue.find((message) => message.state === 'paused')?.id
  const paused = queue.filter((message) => message.state === 'paused').length
  const free = queue.filter((message) => message.state !== 'sending')

  const move = (messageId: string, to: number, control: string): void => {
    const next = moved(
      free.map((message) => message.id),
      messageId,
      to,
    )
    if (next === null) return
    focused.current = control === '' ? null : `[data-message-id="${messageId}"] [data-control="${control}"]`
    setSaid(t('queue.moved', { place: next.indexOf(messageId) + 1, count: next.length }))
    void orderQueue(sessionId, next)
  }
  const drop = (beside: DropPlace): void => {
    const target = free.findIndex((message) => message.id === beside.id)
    const from = free.findIndex((message) => message.id === dragged)
    if (dragged !== null && target >= 0 && from >= 0) {
      const gap = target + (beside.after ? 1 : 0)
      move(dragged, gap > from ? gap - 1 : gap, '')
    }
    setDragged(null)
    setOver(null)
  }

  // One element, full or empty: the transcript follows its height. An article, since a feed consists of nothing else.
  return (
    <div className="queue-tail">
      {queue.length > 0 && (
        <article aria-label={t('queue.label')}>
          <ul ref={list}>
            {queue.map((message) => (
              <WaitingMessage
                key={message.id}
                sessionId={sessionId}
                message={message}
                place={free.indexOf(message)}
                last={free.length - 1}
                leads={message.id === firstPaused}
                sendsAll={message.id === firstPaused && paused > 1}
                running={running}
                dragged={dragged === message.id}
                over={over?.id === message.id && dragged !== null && dragged !== message.id ? over : null}
                onMove={(to, control) => move(message.id, to, control)}
                onDrag={setDragged}
                onOver={setOver}
                onDrop={drop}
              />
            ))}
          </ul>
          <div className="visually-hidden" role="status">
            {said}
          </div>
        </article>
      )}
    </div>
  )
}
