import { useEffect, useMemo, useState } from 'react'
import { call } from '../bridge.ts'
import type { SessionChanges } from '../../shared/toolOutput.ts'
import { changesOf } from '../../shared/toolTexts.ts'
import type { SessionState } from '../../shared/model/turn.ts'
import { useApp } from '../store/store.ts'

/** How far reading what a session changed has come. */
export type ReadChanges =
  { readonly kind: 'reading' | 'failed' } | { readonly kind: 'read'; readonly changes: SessionChanges }

/** What a session changed, read from its whole log, and again whenever a tool has changed something more. */
export function useChanges(sessionId: string): ReadChanges & { readonly again: () => void } {
  const seen = useApp((state) => editsIn(state.opened.get(sessionId)?.state))
  const [tries, setTries] = useState(0)
  const [read, setRead] = useState<{ readonly id: string; readonly now: ReadChanges } | null>(null)
  useEffect(() => {
    let wanted = true
    call('session.changes', { id: sessionId }).then(
      (changes) => {
        if (wanted) setRead({ id: sessionId, now: { kind: 'read', changes } })
      },
      () => {
        if (wanted) setRead({ id: sessionId, now: { kind: 'failed' } })
      },
    )
    return () => {
      wanted = false
    }
  }, [sessionId, seen, tries])
  const now = read?.id === sessionId ? read.now : ({ kind: 'reading' } as const)
  return useMemo(() => ({ ...now, again: () => setTries((count) => count + 1) }), [now])
}

const counted = new WeakMap<object, number>()

/** How many changes are loaded, and in how many turns: another number means that something changed. */
function editsIn(state: SessionState | undefined): string {
  if (state === undefined) return ''
  const active = state.active?.items.reduce((sum, item) => sum + (item.kind === 'tool' ? changesOf(item).length : 0), 0)
  let past = counted.get(state.turns)
  if (past === undefined) {
    past = state.turns
      .flatMap((turn) => turn.items)
      .reduce((sum, item) => sum + (item.kind === 'tool' ? changesOf(item).length : 0), 0)
    counted.set(state.turns, past)
  }
  return String(past + (active ?? 0))
}
