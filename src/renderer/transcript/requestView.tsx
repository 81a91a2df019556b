import Ban from 'lucide-react/icons/ban'
import Check from 'lucide-react/icons/check'
import CornerDownRight from 'lucide-react/icons/corner-down-right'
import { memo } from 'react'
import type { ReactNode } from 'react'
import type { RequestItem } from '../../shared/model.ts'
import { useT } from '../store/store.ts'
import { outcomeWords } from './outcomeWords.ts'
import { PermissionCard } from './permissionCard.tsx'
import { QuestionCard } from './questionCard.tsx'

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
        <span>{t(outcomeWords[outcome])}</span>{' '}
        {request.kind === 'permission' ? (
          <code className="subject">{request.subject}</code>
        ) : (
          <span className="decided-question">{request.question}</span>
        )}
      </div>
    </div>
  )
})
