import ChevronDown from 'lucide-react/icons/chevron-down'
import ChevronUp from 'lucide-react/icons/chevron-up'
import GripVertical from 'lucide-react/icons/grip-vertical'
import type { DragEvent, KeyboardEvent, ReactNode } from 'react'
import type { QueuedMessage } from '../../shared/model/draft.ts'
import { AttachmentChips } from '../composer/attachmentChips.tsx'
import { insertIntoComposer } from '../composer/inserts.ts'
import { shortcutLabel } from '../keys.ts'
import { focusComposer } from '../store/navigation.ts'
import { useApp, useT } from '../store/store.ts'
import { removeQueued, resumeQueue, sendQueuedNow } from '../store/waiting.ts'
import { Button, IconButton } from '../ui/button.tsx'

/** Beside which message one that is dragged would fall. */
export interface DropPlace {
  readonly id: string
  readonly after: boolean
}

/** One message that waits: what became of it, its place, and what can be done with it. */
export function WaitingMessage({
  sessionId,
  message,
  place,
  last,
  leads,
  sendsAll,
  running,
  dragged,
  over,
  onMove,
  onDrag,
  onOver,
  onDrop,
}: {
  readonly sessionId: string
  readonly message: QueuedMessage
  /** Among those that can be moved; -1 for one that is on its way. */
  readonly place: number
  readonly last: number
  /** Whether it is the first one that is paused: it says why. */
  readonly leads: boolean
  readonly sendsAll: boolean
  readonly running: boolean
  readonly dragged: boolean
  readonly over: DropPlace | null
  /** `control` names what had the focus. */
  readonly onMove: (to: number, control: string) => void
  readonly onDrag: (id: string | null) => void
  readonly onOver: (place: DropPlace) => void
  readonly onDrop: (place: DropPlace) => void
}): ReactNode {
  const t = useT()
  const platform = useApp((state) => state.platform)
  const { id, state, pausedBy } = message
  const fixed = state === 'sending'

  const onKeyDown = (event: KeyboardEvent): void => {
    const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0
    if (by === 0 || !event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || fixed) return
    // Elsewhere these keys go from session to session.
    event.preventDefault()
    const control = event.target instanceof HTMLElement ? (event.target.dataset['control'] ?? '') : ''
    onMove(place + by, control)
  }
  const placeOf = ({ currentTarget, clientY }: DragEvent): DropPlace => {
    const { top, height } = currentTarget.getBoundingClientRect()
    return { id, after: clientY > top + height / 2 }
  }
  const onDragOver = (event: DragEvent): void => {
    if (fixed || event.dataTransfer.types.includes('Files')) return
    event.preventDefault()
    onOver(placeOf(event))
  }

  return (
    <li
      className={[
        `waiting waiting-${state}`,
        dragged ? 'waiting-dragged' : '',
        over === null ? '' : over.after ? 'waiting-over-after' : 'waiting-over-before',
      ].join(' ')}
      data-message-id={id}
      onKeyDown={onKeyDown}
      onDragOver={onDragOver}
      onDrop={(event) => {
        if (event.dataTransfer.types.includes('Files')) return
        event.preventDefault()
        // Not where it was last shown: that may not have been drawn yet.
        onDrop(placeOf(event))
      }}
    >
      {leads && (
        <div className="waiting-why">
          <span>
            {pausedBy === null ? '' : `${t(`queue.why.${pausedBy}`)} `}
            {t('queue.pausedHelp')}
          </span>
          {sendsAll && (
            <Button
              variant="link"
              onClick={() => {
                focusComposer()
                void resumeQueue(sessionId)
              }}
            >
              {t('queue.sendAll')}
            </Button>
          )}
        </div>
      )}
      <div className="waiting-line">
        {!fixed && last > 0 && (
          <span
            className="waiting-grip"
            aria-hidden="true"
            data-tip={t('queue.move')}
            draggable
            onDragStart={(event) => {
              event.dataTransfer.setData('text/plain', message.text)
              event.dataTransfer.effectAllowed = 'move'
              onDrag(id)
            }}
            onDragEnd={() => onDrag(null)}
          >
            <GripVertical aria-hidden="true" />
          </span>
        )}
        <div className="bubble selectable">{message.text}</div>
      </div>
      <AttachmentChips attachments={message.attachments} />
      <div className="waiting-foot">
        <span className="waiting-state">{t(fixed && running ? 'queue.steering' : `queue.${state}`)}</span>
        {!fixed && (
          <>
            <Button
              variant="link"
              data-control="send"
              data-tip={running ? t('queue.sendNowHelp') : undefined}
              onClick={() => {
                focusComposer()
                void sendQueuedNow(sessionId, id)
              }}
            >
              {t('queue.sendNow')}
            </Button>
            <Button variant="link" data-control="edit" onClick={() => void edit(sessionId, message)}>
              {t('queue.edit')}
            </Button>
            <Button
              variant="link"
              data-control="remove"
              onClick={() => {
                focusComposer()
                void removeQueued(sessionId, id)
              }}
            >
              {t('queue.remove')}
            </Button>
            {last > 0 && (
              <span className="waiting-moves">
                <IconButton
                  label={t('queue.up')}
                  keys={shortcutLabel('Alt+ArrowUp', platform)}
                  data-control="up"
                  aria-disabled={place === 0}
                  onClick={() => onMove(place - 1, 'up')}
                >
                  <ChevronUp aria-hidden="true" />
                </IconButton>
                <IconButton
                  label={t('queue.down')}
                  keys={shortcutLabel('Alt+ArrowDown', platform)}
                  data-control="down"
                  aria-disabled={place === last}
                  onClick={() => onMove(place + 1, 'down')}
                >
                  <ChevronDown aria-hidden="true" />
                </IconButton>
              </span>
            )}
          </>
        )}
      </div>
    </li>
  )
}

/** Puts a waiting message back into the composer, before what stands there: it is a draft before it leaves the queue. */
async function edit(sessionId: string, message: QueuedMessage): Promise<void> {
  if (!insertIntoComposer(sessionId, message.text, message.attachments)) return
  await removeQueued(sessionId, message.id)
  focusComposer()
}
