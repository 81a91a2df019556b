import { useMemo, useRef, useState } from 'react'
import { call } from '../bridge.ts'
import type { CleanupRule } from '../../shared/cleanup.ts'
import { previewDuplicates } from '../../shared/duplicates.ts'
import type { DuplicatePreview, SameMessages } from '../../shared/duplicates.ts'
import type { SessionRow } from '../../shared/model/session.ts'
import { isStopped } from '../archive/exporting.ts'
import { app } from '../store/store.ts'
import { report } from '../store/toasts.ts'
import { followWork } from '../store/works.ts'
import type { Work } from '../store/works.ts'

type State =
  | { readonly kind: 'idle' }
  | { readonly kind: 'looking'; readonly done: number; readonly total: number }
  | {
      readonly kind: 'found'
      readonly groups: readonly SameMessages[]
      /** As they were when the logs were read: what went since is told in its line. */
      readonly rows: ReadonlyMap<string, SessionRow>
    }

/** Looking for sessions in which the same was said, and what of them could go by a rule. */
export interface Duplicates {
  readonly state: State
  /** Null until they were looked for. */
  readonly found: DuplicatePreview | null
  readonly look: () => Promise<void>
  readonly stop: () => void
}

/** See {@link Duplicates}. */
export function useDuplicates(rule: CleanupRule): Duplicates {
  const [state, setState] = useState<State>({ kind: 'idle' })
  const work = useRef<Work | null>(null)
  const found = useMemo(
    () => (state.kind === 'found' ? previewDuplicates(state.rows, state.groups, rule) : null),
    [state, rule],
  )
  return {
    state,
    found,
    look: async () => {
      setState({ kind: 'looking', done: 0, total: 0 })
      try {
        const groups = await followWork(
          ({ done, of }) => setState({ kind: 'looking', done, total: of }),
          (following) => {
            work.current = following
            return call('cleanup.duplicates', { work: following.id })
          },
        )
        setState({ kind: 'found', groups, rows: app.getState().rows })
      } catch (error) {
        if (!isStopped(error)) report(error)
        setState({ kind: 'idle' })
      }
      work.current = null
    },
    stop: () => work.current?.cancel(),
  }
}
