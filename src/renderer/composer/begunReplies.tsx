import type { ReactNode } from 'react'
import { waitingAgain } from '../../shared/cut.ts'
import type { OpenedView } from '../store/state.ts'
import { saveReply } from '../store/replies.ts'
import { focusComposer } from '../store/navigation.ts'
import { useApp, useT } from '../store/store.ts'
import { editedTurn, editMessage } from '../steering/actions.ts'
import { isForm, replyWords } from '../transcript/formEntries.ts'
import { Button } from '../ui/button.tsx'
import { insertIntoComposer } from './inserts.ts'

/** Answers that were begun to requests which wait no longer: nothing that was typed is lost with them. */
export function BegunReplies({ sessionId }: { readonly sessionId: string }): ReactNode {
  const replies = useApp((state) => state.opened.get(sessionId)?.replies)
  const waiting = useApp((state) => waitingIds(state.opened.get(sessionId)))
  const left = Object.entries(replies ?? {}).filter(
    ([id, text]) => !waiting.split('\n').includes(id) && replyWords(id, text).trim() !== '',
  )
  if (left.length === 0) return null
  return (
    <div className="begun">
      {left.map(([requestId, text]) => (
        <Begun key={requestId} sessionId={sessionId} requestId={requestId} text={replyWords(requestId, text)} />
      ))}
    </div>
  )
}

function Begun({
  sessionId,
  requestId,
  text,
}: {
  readonly sessionId: string
  readonly requestId: string
  readonly text: string
}): ReactNode {
  const t = useT()
  const edited = editedTurn(requestId)
  const label = t(edited === null ? 'reply.begun' : 'rewind.begun')
  return (
    <section className="begun-one" aria-label={label}>
      <div className="begun-text">
        <b>{label}</b> <span className="selectable">{text}</span>
      </div>
      {edited !== null && (
        <Button variant="link" onClick={() => editMessage(sessionId, edited)}>
          {t('rewind.goOn')}
        </Button>
      )}
      <Button
        variant="link"
        onClick={() => {
          // It is a draft on the disk before it is forgotten here.
          if (!insertIntoComposer(sessionId, text)) return
          saveReply(sessionId, requestId, '')
          focusComposer()
        }}
      >
        {t('reply.use')}
      </Button>
      <Button
        variant="link"
        onClick={() => {
          saveReply(sessionId, requestId, '')
          focusComposer()
        }}
      >
        {t('reply.discard')}
      </Button>
    </section>
  )
}

/** As one text: the same one as long as the same requests wait, so that streaming renders nothing here. */
function waitingIds(view: OpenedView | undefined): string {
  const last = view?.state.turns.at(-1)
  const again = view?.state.active == null && last !== undefined ? [...waitingAgain(last)] : []
  return [
    ...(view?.state.active?.items ?? []).flatMap((item) =>
      item.kind === 'request' && item.outcome === null ? [item.id] : [],
    ),
    // The card of a form shows what was filled in.
    ...again.flatMap(([id, how]) => (how === 'message' || isForm(id) ? [id] : [])),
  ].join('\n')
}
