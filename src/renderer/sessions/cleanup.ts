import { useEffect, useState } from 'react'
import { call } from '../bridge.ts'
import type { CleanupPreview } from '../../shared/model.ts'
import { report } from '../store/toasts.ts'

/** What goes by which rule. */
export interface CleanupRule {
  readonly olderThanDays: number
  readonly minBytes: number
  readonly only: 'any' | 'empty' | 'unsent'
  readonly includeCli: boolean
  readonly includeBookmarked: boolean
  readonly includePinned: boolean
}

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
        (found) => {
          if (!gone) setPreview(found)
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
