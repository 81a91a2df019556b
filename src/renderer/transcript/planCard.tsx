import ListChecks from 'lucide-react/icons/list-checks'
import { useState } from 'react'
import type { ReactNode } from 'react'
import type { AnswerAgain } from '../../shared/cut.ts'
import type { Answer, Request } from '../../shared/model.ts'
import { Markdown } from '../markdown/markdown.tsx'
import { answer } from '../store/actions.ts'
import { focusComposer } from '../store/navigation.ts'
import { flushReplies, saveReply } from '../store/replies.ts'
import { useApp, useT } from '../store/store.ts'
import { Button } from '../ui/button.tsx'
import { AgainNote } from './againNote.tsx'
import { useArmed } from './armed.ts'
import { useTranscript } from './context.ts'
import { Folded } from './folded.tsx'

type Plan = Extract<Request, { kind: 'plan' }>

/** A plan that waits for approval: as a document, with the runtime's own ways to go on, and room for what should change. */
export function PlanCard({
  request,
  turnId,
  again,
}: {
  readonly request: Plan
  readonly turnId: string
  readonly again: AnswerAgain | null
}): ReactNode {
  const t = useT()
  const { sessionId } = useTranscript()
  const { guard } = useArmed()
  const [given, setGiven] = useState(false)
  const feedback = useApp((state) => state.opened.get(sessionId)?.replies[request.id]) ?? ''
  // What is loud asks before each step: autopilot is never the button that one presses without reading.
  const first = request.recommended === 'exit_only' ? 'exit_only' : 'interactive'

  const give = (reply: Answer): void => {
    setGiven(true)
    focusComposer()
    void answer(sessionId, request.id, reply).finally(() => setGiven(false))
  }
  return (
    <section className="card ask question" data-item-id={request.id} aria-label={t('plan.title')}>
      <div className="card-line">
        <ListChecks aria-hidden="true" />
        <b>{t('plan.title')}</b>
      </div>
      <div className="question-text">
        <Markdown text={request.summary} />
        {request.plan !== '' && (
          <Folded summary={t('plan.whole')}>
            <Markdown text={request.plan} />
          </Folded>
        )}
      </div>
      {again !== null && <AgainNote again={again} turnId={turnId} />}
      {again === null && (
        <>
          <div className="own-words">
            <textarea
              className="input"
              rows={1}
              value={feedback}
              placeholder={t('plan.feedback')}
              aria-label={t('plan.feedback')}
              onChange={(event) => saveReply(sessionId, request.id, event.target.value)}
              onBlur={flushReplies}
            />
            <Button disabled={given || feedback.trim() === ''} onClick={() => give({ kind: 'revisePlan', feedback })}>
              {t('plan.revise')}
            </Button>
          </div>
          <div className="ask-buttons">
            {request.actions
              .filter((action) => action !== first)
              .map((action) => (
                <Button key={action} disabled={given} {...guard(() => give({ kind: 'approvePlan', action }))}>
                  {t(`plan.${action}`)}
                </Button>
              ))}
            <span className="spring" />
            {request.actions.includes(first) && (
              <Button variant="primary" disabled={given} {...guard(() => give({ kind: 'approvePlan', action: first }))}>
                {t(`plan.${first}`)}
              </Button>
            )}
          </div>
        </>
      )}
    </section>
  )
}
