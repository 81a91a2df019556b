import ListChecks from 'lucide-react/icons/list-checks'
import type { ReactNode } from 'react'
import type { Request } from '../../shared/model/request.ts'
import { Markdown } from '../markdown/markdown.tsx'
import { useT } from '../store/store.ts'
import { Button } from '../ui/button.tsx'
import { useArmed } from './armed.ts'
import { Folded } from './folded.tsx'
import { OwnWords, useOwnWords } from './ownWords.tsx'
import { type CardProps, RequestFrame, useGive } from './requestFrame.tsx'

type Plan = Extract<Request, { kind: 'plan' }>

/** A plan that waits for approval: as a document, with the runtime's own ways to go on, and room for what should change. */
export function PlanCard(props: CardProps<Plan>): ReactNode {
  const t = useT()
  const { request, again } = props
  const { guard } = useArmed()
  const { given, give } = useGive(request.id)
  const feedback = useOwnWords(request.id)
  // What is loud asks before each step: autopilot is never the button that one presses without reading.
  const first = request.recommended === 'exit_only' ? 'exit_only' : 'interactive'
  return (
    <RequestFrame
      {...props}
      icon={ListChecks}
      title={t('plan.title')}
      about={
        <div className="question-text">
          <Markdown text={request.summary} />
          {request.plan !== '' && (
            <Folded summary={t('plan.whole')} keep={`plan ${request.id}`}>
              <Markdown text={request.plan} />
            </Folded>
          )}
        </div>
      }
    >
      {again === null && (
        <>
          <OwnWords requestId={request.id} text={feedback} label={t('plan.feedback')}>
            <Button disabled={given || feedback.trim() === ''} onClick={() => give({ kind: 'revisePlan', feedback })}>
              {t('plan.revise')}
            </Button>
          </OwnWords>
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
    </RequestFrame>
  )
}
