import type { ReactNode } from 'react'
import type { QueuedMessage } from '../../shared/model.ts'
import { insertIntoComposer } from '../composer/inserts.ts'
import { removeQueued, resumeQueue } from '../store/actions.ts'
import { focusComposer } from '../store/navigation.ts'
import { selectField, useApp, useT } from '../store/store.ts'
import { Button } from '../ui/button.tsx'

/** Messages that wait for their turn, under the last one. */
export function QueueTail({ sessionId }: { readonly sessionId: string }): ReactNode {
  const t = useT()
  const queue = useApp(selectField(sessionId, 'queue')) ?? []
  if (queue.length === 0) return <div className="queue-tail" />
  // An article, since a feed consists of nothing else.
  return (
    <article className="queue-tail" aria-label={t('queue.label')}>
      <ul>
        {queue.map((message) => (
          <Waiting key={message.id} sessionId={sessionId} message={message} />
        ))}
      </ul>
    </article>
  )
}

function Waiting({ sessionId, message }: { readonly sessionId: string; readonly message: QueuedMessage }): ReactNode {
  const t = useT()
  const paused = message.state === 'paused'
  return (
    <li className={`waiting waiting-${message.state}`}>
      <div className="bubble selectable">{message.text}</div>
      <div className="waiting-foot">
        <span className="waiting-state">{t(`queue.${message.state}`)}</span>
        {paused && <span className="waiting-help">{t('queue.pausedHelp')}</span>}
        <span className="spring" />
        {paused && (
          <Button variant="link" onClick={() => void resumeQueue(sessionId)}>
            {t('queue.sendNow')}
          </Button>
        )}
        {message.state !== 'sending' && (
          <>
            <Button variant="link" onClick={() => void edit(sessionId, message)}>
              {t('queue.edit')}
            </Button>
            <Button variant="link" onClick={() => void removeQueued(sessionId, message.id)}>
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
