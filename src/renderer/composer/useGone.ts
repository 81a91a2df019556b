import { useEffect, useState } from 'react'
import { call } from '../bridge.ts'
import type { Attachment } from '../../shared/model/draft.ts'

const none: ReadonlySet<string> = new Set()

/**
 * Which attachments can't be sent any more: asked when they change, when the person comes back to the window, and
 * whenever `asked` changes.
 */
export function useGone(attachments: readonly Attachment[], asked = 0): ReadonlySet<string> {
  const [gone, setGone] = useState(none)
  const ids = attachments.map(({ id }) => id).join(' ')
  useEffect(() => {
    if (ids === '') return undefined
    let current = true
    const ask = (): void => {
      call('attachment.check', { ids: ids.split(' ') }).then(
        (missing) => {
          if (current) setGone(new Set(missing))
        },
        () => undefined,
      )
    }
    ask()
    window.addEventListener('focus', ask)
    return () => {
      current = false
      window.removeEventListener('focus', ask)
    }
  }, [ids, asked])
  return gone
}
