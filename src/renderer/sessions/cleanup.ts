import { useEffect, useState } from 'react'
import { call } from '../bridge.ts'
import type { CleanupRule } from '../../shared/cleanup.ts'
import type { CleanupPreview } from '../../shared/model/keeping.ts'
import { app } from '../store/store.ts'
import { report } from '../store/toasts.ts'

/** The ages that the slider offers, in days. */
export const ages = [7, 14, 30, 60, 90, 180, 365, 730] as const

/** What a rule meets; the last preview stays while the next one is made. */
export function usePreview(rule: CleanupRule, version: number): CleanupPreview | null {
  const { olderThanDays, minBytes, only, includeCli, includeBookmarked, includePinned } = rule
  const [preview, setPreview] = useState<CleanupPreview | null>(null)
  useEffect(() => {
    let gone = false
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
    }, 120)
    return () => {
      gone = true
      clearTimeout(timer)
    }
  }, [olderThanDays, minBytes, only, includeCli, includeBookmarked, includePinned, version])
  return preview
}
