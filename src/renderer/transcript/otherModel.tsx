import Repeat from 'lucide-react/icons/repeat'
import type { ReactNode } from 'react'
import type { Turn } from '../../shared/model.ts'
import { selectRow, useApp, useT } from '../store/store.ts'
import { useTranscript } from './context.ts'
import { answeredBy, isSameModel } from './modelTrail.ts'
import { noticeText } from './noticeText.ts'

/** Says that another model answered: than before, or (in the newest turn) than the one that the session has. */
export function OtherModel({
  turn,
  last,
  before,
}: {
  readonly turn: Turn
  readonly last: boolean
  readonly before: string | null
}): ReactNode {
  const t = useT()
  const { sessionId } = useTranscript()
  const chosen = useApp((state) => selectRow(sessionId)(state)?.model ?? null)
  const used = answeredBy(turn)
  if (used === null) return null
  // What was chosen after the answer says nothing of it.
  const changed = turn.items.some((item) => item.kind === 'notice' && item.notice.kind === 'modelChanged')
  const other =
    last && before !== null && chosen !== null && chosen !== 'auto' && !isSameModel(chosen, used) && !changed
  if (!other && before === null) return null
  const said = other
    ? t('notice.answeredBy', { used, wanted: chosen })
    : noticeText(t, { kind: 'modelChanged', from: before, to: used }, false)
  return (
    <div className="notice-line">
      <Repeat aria-hidden="true" />
      <div>{said}</div>
    </div>
  )
}
