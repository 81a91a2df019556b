import type { KeyboardEvent, ReactNode } from 'react'
import { ChangesTab } from '../changes/changesTab.tsx'
import { app, useApp, useT } from '../store/store.ts'
import { BookmarkSection } from './bookmarkSection.tsx'
import { ContextSection } from './contextSection.tsx'
import { OutlineSection } from './outlineSection.tsx'
import { SessionSection } from './sessionSection.tsx'
import { UsageSection } from './usageSection.tsx'
import { usePrompts } from './useOutline.ts'
import { useUsage } from './useUsage.ts'
import './inspector.css'

const tabs = ['session', 'changes'] as const

/** What there is to know about a session, beside its conversation. */
export function Inspector({ sessionId }: { readonly sessionId: string }): ReactNode {
  const t = useT()
  const usage = useUsage(sessionId)
  const prompts = usePrompts(sessionId)
  const shown = useApp((state) => state.inspectorTab)
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return
    event.preventDefault()
    const next = shown === 'session' ? 'changes' : 'session'
    app.setState({ inspectorTab: next })
    document.getElementById(`inspector-tab-${next}`)?.focus()
  }
  return (
    <aside className="inspector" aria-label={t('inspector.label')}>
      <div className="inspector-tabs" role="tablist" aria-label={t('inspector.label')} onKeyDown={onKeyDown}>
        {tabs.map((tab) => (
          <button
            key={tab}
            type="button"
            role="tab"
            id={`inspector-tab-${tab}`}
            aria-selected={tab === shown}
            aria-controls="inspector-panel"
            tabIndex={tab === shown ? 0 : -1}
            onClick={() => app.setState({ inspectorTab: tab })}
          >
            {t(`changes.tab.${tab}`)}
          </button>
        ))}
      </div>
      <div className="inspector-panel" role="tabpanel" id="inspector-panel" aria-labelledby={`inspector-tab-${shown}`}>
        {shown === 'changes' ? (
          <ChangesTab key={sessionId} sessionId={sessionId} />
        ) : (
          <>
            <SessionSection sessionId={sessionId} turns={prompts.reading ? null : prompts.lines.length} />
            <ContextSection sessionId={sessionId} usage={usage} />
            <UsageSection usage={usage} />
            <BookmarkSection sessionId={sessionId} />
            <OutlineSection sessionId={sessionId} prompts={prompts} />
          </>
        )}
      </div>
    </aside>
  )
}
