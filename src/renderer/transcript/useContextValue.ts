import { useEffect, useMemo, useState } from 'react'
import { jumpDone } from '../store/navigation.ts'
import { selectField, selectIsComplete, useApp } from '../store/store.ts'
import { messageKey } from './context.ts'
import type { TranscriptContext } from './context.ts'
import type { Entry } from './entries.ts'
import { versionsByTurn } from '../steering/versions.ts'

/** How long a message that was jumped to stays marked, in milliseconds. */
const markedFor = 2_400

/** What the turns need to know, with the wish to jump followed. */
export function useContextValue(
  sessionId: string,
  goTo: (turnId: string, itemId: string | null) => void,
  entries: readonly Entry[],
): TranscriptContext {
  const bookmarks = useApp(selectField(sessionId, 'bookmarks'))
  const problem = useApp(selectField(sessionId, 'problem'))
  const jump = useApp((state) => (state.jump?.sessionId === sessionId ? state.jump : null))
  const [marked, setMarked] = useState<TranscriptContext['marked']>(null)
  const here = jump !== null && entries.some((entry) => entry.turn.id === jump.turnId)
  if (jump !== null && here && marked?.nonce !== jump.nonce) {
    setMarked({ turnId: jump.turnId, itemId: jump.itemId, nonce: jump.nonce })
  }
  useEffect(() => {
    if (jump === null || !here) return
    goTo(jump.turnId, jump.itemId)
    jumpDone(jump.nonce)
  }, [jump, here, goTo])
  const nonce = marked?.nonce ?? null
  useEffect(() => {
    if (nonce === null) return
    const timer = setTimeout(() => setMarked(null), markedFor)
    return () => clearTimeout(timer)
  }, [nonce])

  const versions = useVersions(sessionId, entries)
  return useMemo(() => {
    const byMessage = new Map((bookmarks ?? []).map((one) => [messageKey(one.turnId, one.itemId), one]))
    return { sessionId, bookmarks: byMessage, marked, live: problem == null, versions, kept: false }
  }, [sessionId, bookmarks, marked, problem, versions])
}

/** Earlier versions by turn; the same map as long as the same turns stand there. */
function useVersions(sessionId: string, entries: readonly Entry[]): TranscriptContext['versions'] {
  const kept = useApp(selectField(sessionId, 'versions'))
  const complete = useApp(selectIsComplete(sessionId))
  const none = kept === undefined || kept.length === 0
  // While an answer streams its turn is another one with every piece, and stands where it stood.
  const ids = none ? '' : entries.map(({ turn }) => `${turn.id}${turn.prompt === null ? '-' : ''}`).join(' ')
  const [laid, setLaid] = useState(() => ({ kept, complete, ids, map: versionsByTurn([], [], false) }))
  if (laid.kept === kept && laid.complete === complete && laid.ids === ids && (none || laid.map.size > 0))
    return laid.map
  const turns = entries.map(({ turn }) => turn)
  const map = versionsByTurn(kept ?? [], turns, complete)
  if (laid.kept !== kept || laid.complete !== complete || laid.ids !== ids) setLaid({ kept, complete, ids, map })
  return map
}
