import { useEffect, useState } from 'react'
import { call } from '../bridge.ts'
import { AppError } from '../../shared/errors.ts'
import type { CleanupPreview, ItemResult } from '../../shared/model.ts'
import { deleteSessions } from '../store/lifecycle.ts'
import { report } from '../store/toasts.ts'

/** What goes by which rule. */
export interface CleanupRule {
  readonly olderThanDays: number
  readonly includeCli: boolean
  readonly includeBookmarked: boolean
}

/** The ages that the slider offers, in days. */
export const ages = [7, 14, 30, 60, 90, 180, 365, 730] as const

/** How many sessions are deleted with one call: small enough to show how it goes and to stop. */
const chunk = 10

/** What a rule meets; the last preview stays while the next one is made. */
export function usePreview(rule: CleanupRule, version: number): CleanupPreview | null {
  const { olderThanDays, includeCli, includeBookmarked } = rule
  const [preview, setPreview] = useState<CleanupPreview | null>(null)
  useEffect(() => {
    let gone = false
    const timer = setTimeout(() => {
      call('cleanup.preview', { olderThanDays, includeCli, includeBookmarked }).then(
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
  }, [olderThanDays, includeCli, includeBookmarked, version])
  return preview
}

/** Deletes in small steps; tells what came of each row, and stops between two steps when asked. */
export async function deleteInSteps(
  ids: readonly string[],
  onResults: (results: readonly ItemResult[]) => void,
  isStopped: () => boolean,
): Promise<void> {
  for (let start = 0; start < ids.length && !isStopped(); start += chunk) {
    const part = ids.slice(start, start + chunk)
    try {
      onResults(await deleteSessions(part))
    } catch (error) {
      const code = error instanceof AppError ? error.code : 'internal'
      onResults(part.map((id) => ({ id, error: { code, message: '' } })))
    }
  }
}
