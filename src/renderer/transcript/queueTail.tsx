import type { ReactNode } from 'react'
import type { QueuedMessage } from '../../shared/model.ts'
import { insertIntoComposer } from '../composer/inserts.ts'
import { removeQueued, resumeQueue } from "../store/waiting.ts"
import { focusComposer } from '../store/navigation.ts'
import { selectField, useApp, useT } from '../store/store.ts'
import { Button } from '../ui/button.tsx'

/** Messages that wait for their turn, under the last one. */
export function QueueTail({ sessionId }: { readonly sessionId: string }): ReactNode {
  const t = useT()
  const queue = useApp(selectField(sessionId, 'queue')) ?? []
  const firstPaused = queue.find((message) => message.state === 'paused')?.id
  // One element, full or empty: the transcript follows its height. An article, since a feed consists of nothing else.
  return (
    <div className="queue-tail">
      {queue.length > 0 && (
        <article aria-label={t('queue.label')}>
          <ul>
            {queue.map((message) => (
              <Waiting
                key={message.id}
                sessionId={sessionId}
                message={message}
                leads={message.id === firstPaused}
                alone={queue.length === 1}
              />
            ))}
          </ul>
        </article>
      )}
    </div>
  )
}

function Waiting({
  sessionId,
  message,
  leads,
  alone,
}: {
  readonly sessionId: string
  readonly message: QueuedMessage
  /** Whether it is the first one that is paused: what lets it go lets all of them go. */
  readonly leads: boolean
  readonly alone: boolean
}): ReactNode {
  const t = useT()
  return (
    <li className={`waiting waiting-${message.state}`}>
      <div className="bubble selectable">{message.text}</div>
      <div className="waiting-foot">
        <span className="waiting-state">{t(`queue.${message.state}`)}</span>
        {leads && <span className="waiting-help">{t('queue.pausedHelp')}</span>}
        <span className="spring" />
        {leads && (
          <Button
            variant="link"
            onClick={() => {
              focusComposer()
              void resumeQueue(sessionId)
            }}
          >
            {t(alone ? 'queue.sendNow' : 'queue.sendAll')}
          </Button>
        )}
        {message.state !== 'sending' && (
          <>
            <Button variant="link" onClick={() => void edit(sessionId, message)}>
              {t('queue.edit')}
            </Button>
            <Button
              variant="link"
              onClick={() => {
                focusComposer()
                void removeQueued(sessionId, message.id)
              }}
            >
              {t('queue.remove')}
            </Button>
          </>
        )}
      </div>
    </li>
  )
}

/** Puts a waiting message back into the composer, before what stands there: it is a draft before it leaves the queue. */
async function edit(sessionId: string, message: QueuedMessage): Promise<void> {
  if (!insertIntoComposer(sessionId, message.text)) return
  await removeQueued(sessionId, message.id)
  focusComposer()
}
