import { useEffect, useState } from 'react'
import { call } from '../bridge.ts'
import type { SessionUsage } from '../../shared/usage.ts'
import { useApp } from '../store/store.ts'

/** What a session took, as main knows it; asked again when a turn has ended or the context changed. Null until it is known. */
export function useUsage(sessionId: string): SessionUsage | null {
  const [known, setKnown] = useState<{ readonly id: string; readonly usage: SessionUsage } | null>(null)
  // What changes it: a turn that ended, a request that was answered. Nothing that streams.
  const turns = useApp((state) => state.opened.get(sessionId)?.state.turns)
  const reported = useApp((state) => state.opened.get(sessionId)?.state.active?.usage ?? null)
  const context = useApp((state) => state.opened.get(sessionId)?.context ?? null)
  useEffect(() => {
    let asked = true
    call('session.usage', { id: sessionId })
      .then((usage) => {
        if (asked) setKnown({ id: sessionId, usage })
      })
      // What was shown stands.
      .catch(() => undefined)
    return () => {
      asked = false
    }
  }, [sessionId, turns, reported, context])
  return known?.id === sessionId ? known.usage : null
}
