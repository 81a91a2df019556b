import { useEffect, useState } from 'react'
import { call } from '../bridge.ts'
import type { SessionRow } from '../../shared/model/session.ts'

/** A log that grows is not measured with every line of it (ms). */
const PACE = 200

/** The room that a session takes on the disk, in bytes; that of its log alone until it was measured. */
export function useSize({ id, size }: Pick<SessionRow, 'id' | 'size'>): number {
  const [known, setKnown] = useState<{ readonly id: string; readonly bytes: number } | null>(null)
  useEffect(() => {
    let asked = true
    const timer = setTimeout(() => {
      call('disk.measureSession', { id })
        .then((bytes) => {
          if (asked) setKnown({ id, bytes })
        })
        // What was shown stands.
        .catch(() => undefined)
    }, PACE)
    return () => {
      asked = false
      clearTimeout(timer)
    }
    // Measured anew when the log grew.
  }, [id, size])
  return known?.id === id ? known.bytes : size
}
