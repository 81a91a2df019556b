import Paperclip from 'lucide-react/icons/paperclip'
import { memo, useEffect, useState } from 'react'
import type { ReactNode } from 'react'
import { call } from '../bridge.ts'
import { folderName } from '../../shared/folderName.ts'
import { ownPicture } from '../markdown/ownPicture.ts'
import { isPicture } from '../steering/refusedImages.ts'
import { openDialog } from '../store/navigation.ts'
import { useT } from '../store/store.ts'
import { attempt } from '../store/toasts.ts'
import { useTranscript } from './context.ts'
import '../composer/attachments.css'

/** What went with a message: pictures as such, everything else by name, or by the path that the runtime was given. */
export function SentAttachments({
  turnId,
  names,
}: {
  readonly turnId: string
  readonly names: readonly string[]
}): ReactNode {
  const t = useT()
  return (
    <ul className="attached attached-sent" aria-label={t('attachment.label')}>
      {names.map((name, index) => (
        <li key={`${index} ${name}`} className="attachment" data-tip={name}>
          <SentAttachment turnId={turnId} index={index} name={name} />
        </li>
      ))}
    </ul>
  )
}

/** Absolute, on whatever system; what was pasted has a name only. */
const hasPath = /^(?:\/|[A-Za-z]:[\\/])/

const SentAttachment = memo(function SentAttachment({
  turnId,
  index,
  name,
}: {
  readonly turnId: string
  readonly index: number
  readonly name: string
}): ReactNode {
  const t = useT()
  const { sessionId } = useTranscript()
  const picture = useSentPicture(sessionId, turnId, index, isPicture(name))
  const shown = folderName(name)
  const content = (
    <>
      <span className="attachment-picture">
        {picture === null ? <Paperclip aria-hidden="true" /> : <img src={picture} alt="" />}
      </span>
      <span className="attachment-name">{shown}</span>
    </>
  )
  if (picture === null && hasPath.test(name)) {
    return (
      <button
        type="button"
        className="attachment-enlarge"
        aria-label={t('attachment.reveal', { name: shown })}
        onClick={() => void attempt(call('attachment.reveal', { id: sessionId, turnId, index }))}
      >
        {content}
      </button>
    )
  }
  if (picture === null) return content
  const enlarge = async (): Promise<void> => {
    const whole = await attempt(call('attachment.sent', { id: sessionId, turnId, index, whole: true }))
    const own = ownPicture(whole ?? undefined)
    if (own !== null) openDialog({ kind: 'picture', name: shown, ...own })
  }
  return (
    <button
      type="button"
      className="attachment-enlarge"
      aria-label={t('reading.enlargeNamed', { name: shown })}
      onClick={() => void enlarge()}
    >
      {content}
    </button>
  )
})

/** Asked for once each: what a prompt went with does not change. */
const known = new Map<string, Promise<string | null>>()

function useSentPicture(id: string, turnId: string, index: number, wanted: boolean): string | null {
  const [picture, setPicture] = useState<string | null>(null)
  useEffect(() => {
    if (!wanted) return
    let current = true
    const key = `${id} ${turnId} ${index}`
    const asked = known.get(key) ?? call('attachment.sent', { id, turnId, index, whole: false }).catch(() => null)
    known.set(key, asked)
    void asked.then((found) => {
      // The log may not have it yet: the next look asks again.
      if (found === null) known.delete(key)
      if (current) setPicture(found)
    })
    return () => {
      current = false
    }
  }, [id, turnId, index, wanted])
  return picture
}
