import { useEffect, useMemo, useState } from 'react'
import { call } from '../bridge.ts'
import type { OutlineLine } from '../../shared/find.ts'
import type { SessionState } from '../../shared/model/turn.ts'
import { useApp } from '../store/store.ts'
import { outlineOf, withOlder } from './facts.ts'

/** The outline of a conversation: of what is loaded as it is now, of what is not as the log has it. */
export interface Outline {
  readonly lines: readonly OutlineLine[]
  /** True until the prompts that are not loaded are read. */
  readonly reading: boolean
}

/** All prompts of a session, those included whose turns are not loaded. */
function useOutline(sessionId: string, state: SessionState): Outline {
  const more = useApp((app) => (app.opened.get(sessionId)?.before ?? null) !== null)
  const [stored, setStored] = useState<{ readonly id: string; readonly lines: readonly OutlineLine[] } | null>(null)
  const known = stored?.id === sessionId ? stored.lines : null
  useEffect(() => {
    if (!more || known !== null) return
    let asked = true
    call('session.outline', { id: sessionId })
      .then((lines) => {
        if (asked) setStored({ id: sessionId, lines })
      })
      // What is loaded is listed all the same.
      .catch(() => undefined)
    return () => {
      asked = false
    }
  }, [sessionId, more, known])
  const lines = useMemo(() => {
    const loaded = outlineOf(state)
    return more && known !== null ? withOlder(known, loaded) : loaded
  }, [state, more, known])
  return { lines, reading: more && known === null }
}

/** The outline of an open session, with the turns that are shown; nothing that streams changes it. */
export interface Prompts extends Outline {
  readonly state: SessionState
}

/** See {@link Prompts}. */
export function usePrompts(sessionId: string): Prompts {
  const turns = useApp((state) => state.opened.get(sessionId)?.state.turns)
  const activeId = useApp((state) => state.opened.get(sessionId)?.state.active?.id ?? null)
  const activeAt = useApp((state) => state.opened.get(sessionId)?.state.active?.at ?? 0)
  const activePrompt = useApp((state) => state.opened.get(sessionId)?.state.active?.prompt ?? null)
  const state = useMemo(() => {
    const active =
      activeId === null ? null : ({ ...emptyTurn, id: activeId, at: activeAt, prompt: activePrompt } as const)
    return { turns: turns ?? [], active }
  }, [turns, activeId, activeAt, activePrompt])
  const outline = useOutline(sessionId, state)
  const away = useApp((app) => app.opened.get(sessionId)?.away?.state)
  return { ...outline, state: away ?? state }
}

const emptyTurn = {
  items: [],
  thinking: null,
  outcome: 'running',
  error: null,
  endedAt: null,
  usage: null,
} as const
