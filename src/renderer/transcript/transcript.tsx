import type { ReactNode } from 'react'
import { FindBar } from '../find/findBar.tsx'
import { selectField, useApp } from '../store/store.ts'
import { EmptySession } from './emptySession.tsx'
import { LazyFlow } from './lazyFlow.tsx'
import './transcript.css'
import './turn.css'
import './cards.css'

/** The conversation of a session; to be mounted with the session's id as its key. */
export function Transcript({ sessionId }: { readonly sessionId: string }): ReactNode {
  const loaded = useApp((state) => state.opened.has(sessionId))
  const empty = useApp((state) => {
    const view = state.opened.get(sessionId)
    return view?.state.turns.length === 0 && view.state.active === null && view.before === null
  })
  // Other turns are laid out anew, from where one goes to among them.
  const shown = useApp(selectField(sessionId, 'shown'))
  if (!loaded) return null
  if (empty) return <EmptySession sessionId={sessionId} />
  return (
    <>
      <FindBar sessionId={sessionId} />
      <LazyFlow key={shown} sessionId={sessionId} />
    </>
  )
}
