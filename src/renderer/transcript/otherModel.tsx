import Repeat from 'lucide-react/icons/repeat'
import type { ReactNode } from 'react'
import type { Turn } from '../../shared/model/turn.ts'
import { useT } from '../store/store.ts'
import { otherModel } from './modelTrail.ts'
import { noticeText } from './noticeText.ts'

/** Says that another model answered: than the one that was asked for, or than before. */
export function OtherModel({ turn, before }: { readonly turn: Turn; readonly before: string | null }): ReactNode {
  const t = useT()
  const other = otherModel(turn, before)
  if (other === null) return null
  return (
    <div className="notice-line">
      <Repeat aria-hidden="true" />
      <div>
        {other.kind === 'asked'
          ? t('notice.answeredBy', { used: other.used, wanted: other.wanted })
          : noticeText(t, { kind: 'modelChanged', from: other.from, to: other.used }, false)}
      </div>
    </div>
  )
}
