import Ban from 'lucide-react/icons/ban'
import Check from 'lucide-react/icons/check'
import CornerDownRight from 'lucide-react/icons/corner-down-right'
import { memo } from 'react'
import type { ReactNode } from 'react'
import type { RequestItem, RequestOutcome } from '../../shared/model.ts'
import type { StringKey } from '../../shared/strings/catalogue.ts'
import { useT } from '../store/store.ts'
import { PermissionCard } from './permissionCard.tsx'
import { QuestionCard } from './questionCard.tsx'

const words: Readonly<Record<RequestOutcome, StringKey>> = {
  allowed: 'request.allowed',
  allowedForSession: 'request.allowedForSession',
  denied: 'request.denied',
  answered: 'request.answered',
  dismissed: 'request.dismissed',
}

/** Something that waits for the person: loud while it waits, one quiet line when it is decided. */
export const RequestView = memo(function RequestView({ item }: { readonly item: RequestItem }): ReactNode {
  const t = useT()
  const { request, outcome } = item
  if (outcome === null) {
    return request.kind === 'permission' ? <PermissionCard request={request} /> : <QuestionCard request={request} />
  }
  const Icon = outcome === 'denied' || outcome === 'dismissed' ? Ban : outcome === 'answered' ? CornerDownRight : Check
  return (
    <div className="notice-line decided" data-item-id={item.id}>
      <Icon aria-hidden="true" />
      <div>
        <span>{t(words[outcome])}</span>{' '}
        {request.kind === 'permission' ? (
          <code className="subject">{request.subject}</code>
        ) : (
          <span className="decided-question">{request.question}</span>
        )}
      </div>
    </div>
  )
})
