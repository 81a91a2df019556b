import { useEffect, useState } from 'react'
import { call } from '../bridge.ts'

/** Asked for once each: a chip that comes back shows its picture at once. */
const known = new Map<string, Promise<string | null>>()

/** A picture for a chip, as a data address; null until it is there, and when there is none. */
export function useThumbnail(attachmentId: string, wanted: boolean): string | null {
  const [picture, setPicture] = useState<string | null>(null)
  useEffect(() => {
    if (!wanted) return undefined
    let current = true
    const asked = known.get(attachmentId) ?? call('attachment.thumbnail', { attachmentId }).catch(() => null)
    known.set(attachmentId, asked)
    void asked.then((found) => {
      if (current) setPicture(found)
    })
    return () => {
      current = false
    }
  }, [attachmentId, wanted])
  return picture
}
