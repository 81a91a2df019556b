import Ban from 'lucide-react/icons/ban'
import Check from 'lucide-react/icons/check'
import CornerDownRight from 'lucide-react/icons/corner-down-right'
import { memo } from 'react'
import type { ReactNode } from 'react'
import type { AnswerAgain } from '../../shared/cut.ts'
import { assertNever } from '../../shared/errors.ts'
import type { Request, RequestItem, RequestOutcome } from '../../shared/model/request.ts'
import { showRules } from '../settings/showRules.ts'
import { useT } from '../store/store.ts'
import { Button } from '../ui/button.tsx'
import { FormCard } from './formCard.tsx'
import { outcomeWords } from './outcomeWords.ts'
import { PermissionCard } from './permissionCard.tsx'
import { PlanCard } from './planCard.tsx'
import { QuestionCard } from './questionCard.tsx'
import type { CardProps } from './requestFrame.tsx'

/** Something that waits for the person: loud while it waits, one quiet line when it is decided. */
export const RequestView = memo(function RequestView({
  item,
  turnId,
  again,
}: {
  readonly item: RequestItem
  readonly turnId: string
  /** How it can be answered although everything ended while it waited; null when it can't, or need not. */
  readonly again: AnswerAgain | null
}): ReactNode {
  const t = useT()
  const { request, outcome } = item
  if (outcome === null || again !== null) return <Card request={request} turnId={turnId} again={again} />
  return (
    <div className="notice-line decided" data-item-id={item.id}>
      <OutcomeIcon outcome={outcome} />
      <div>
        <span>{t(outcomeWords[outcome])}</span>{' '}
        {request.kind === 'permission' ? (
          <code className="subject">{request.subject}</code>
        ) : (
          <span className="decided-question">{aboutOf(request)}</span>
        )}
        {(outcome === 'allowedByRule' || outcome === 'allowedForFolder') && (
          <>
            {' '}
            <Button variant="link" onClick={showRules}>
              {t('request.showRules')}
            </Button>
          </>
        )}
      </div>
    </div>
  )
})

function Card({ request, ...rest }: CardProps<Request>): ReactNode {
  switch (request.kind) {
    case 'permission':
      return <PermissionCard request={request} {...rest} />
    case 'question':
      return <QuestionCard request={request} {...rest} />
    case 'form':
      return <FormCard request={request} {...rest} />
    case 'plan':
      return <PlanCard request={request} {...rest} />
    default:
      return assertNever(request)
  }
}

function aboutOf(request: Exclude<Request, { kind: 'permission' }>): string {
  switch (request.kind) {
    case 'question':
      return request.question
    case 'form':
      return request.message
    case 'plan':
      return request.summary
  }
}

function OutcomeIcon({ outcome }: { readonly outcome: RequestOutcome }): ReactNode {
  if (outcome === 'answered') return <CornerDownRight aria-hidden="true" />
  const refused = outcome === 'denied' || outcome === 'dismissed' || outcome === 'unanswered'
  return refused ? <Ban aria-hidden="true" /> : <Check aria-hidden="true" />
}
