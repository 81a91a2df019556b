import type { ReactNode } from 'react'
import { useT } from '../store/store.ts'
import { BookmarkSection } from './bookmarkSection.tsx'
import { ContextSection } from './contextSection.tsx'
import { OutlineSection } from './outlineSection.tsx'
import { SessionSection } from './sessionSection.tsx'
import { UsageSection } from './usageSection.tsx'
import { useUsage } from './useUsage.ts'
import './inspector.css'

/** What there is to know about a session, beside its conversation. */
export function Inspector({ sessionId }: { readonly sessionId: string }): ReactNode {
  const t = useT()
  const usage = useUsage(sessionId)
  return (
    <aside className="inspector" aria-label={t('inspector.label')}>
      <SessionSection sessionId={sessionId} />
      <ContextSection sessionId={sessionId} usage={usage} />
      <UsageSection usage={usage} />
      <BookmarkSection sessionId={sessionId} />
      <OutlineSection sessionId={sessionId} />
    </aside>
  )
}
