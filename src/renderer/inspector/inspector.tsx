import type { ReactNode } from 'react'
import { useT } from '../store/store.ts'
import { BookmarkSection } from './bookmarkSection.tsx'
import { ContextSection } from './contextSection.tsx'
import { OutlineSection } from './outlineSection.tsx'
import { SessionSection } from './sessionSection.tsx'
import './inspector.css'

/** What there is to know about a session, beside its conversation. */
export function Inspector({ sessionId }: { readonly sessionId: string }): ReactNode {
  const t = useT()
  return (
    <aside className="inspector" aria-label={t('inspector.label')}>
      <SessionSection sessionId={sessionId} />
      <ContextSection sessionId={sessionId} />
      <BookmarkSection sessionId={sessionId} />
      <OutlineSection sessionId={sessionId} />
    </aside>
  )
}
