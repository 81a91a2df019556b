import { useEffect, useRef, useState } from 'react'
import { call } from '../bridge.ts'
import type { CleanupRule } from '../../shared/cleanup.ts'
import type { DiskUse } from '../../shared/diskUse.ts'
import type { CleanupPreview } from '../../shared/model/keeping.ts'
import type { SessionRow } from '../../shared/model/session.ts'
import { app } from '../store/store.ts'
import { report } from '../store/toasts.ts'

/** A rule that is still being changed, by the slider or by typing, finds nothing yet (ms). */
const SETTLED = 120

/** The ages that the slider offers, in days. */
export const ages = [7, 14, 30, 60, 90, 180, 365, 730] as const

/** Sessions with all that they take, as far as it was measured: their rows know the log alone, which is there at once. */
export function withSizes(rows: readonly SessionRow[], use: DiskUse | null): readonly SessionRow[] {
  if (use === null) return rows
  const { ids, bytes } = use.sessions
  const sizes = new Map(ids.map((id, at) => [id, bytes[at] ?? 0]))
  return rows.map((row) => ({ ...row, size: Math.max(row.size, sizes.get(row.id) ?? 0) }))
}

/** What a rule meets; the last preview stays while the next one is made. `version` and `use`: it is made anew when they change. */
export function usePreview(rule: CleanupRule, version: number, use: DiskUse | null): CleanupPreview | null {
  const { olderThanDays, minBytes, only, includeCli, includeBookmarked, includePinned } = rule
  const [preview, setPreview] = useState<CleanupPreview | null>(null)
  const isFirst = useRef(true)
  useEffect(() => {
    let gone = false
    const wait = isFirst.current ? 0 : SETTLED
    isFirst.current = false
    const timer = setTimeout(() => {
      call('cleanup.preview', { olderThanDays, minBytes, only, includeCli, includeBookmarked, includePinned }).then(
        ({ ids, ...found }) => {
          const { rows } = app.getState()
          if (!gone) setPreview({ ...found, rows: ids.flatMap((id) => rows.get(id) ?? []) })
        },
        (error: unknown) => {
          if (!gone) report(error)
        },
      )
    }, wait)
    return () => {
      gone = true
      clearTimeout(timer)
    }
  }, [olderThanDays, minBytes, only, includeCli, includeBookmarked, includePinned, version, use])
  return preview
}
