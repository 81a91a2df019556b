import Ban from 'lucide-react/icons/ban'
import Info from 'lucide-react/icons/info'
import Layers from 'lucide-react/icons/layers'
import Scissors from 'lucide-react/icons/scissors'
import RefreshCw from 'lucide-react/icons/refresh-cw'
import Repeat from 'lucide-react/icons/repeat'
import type { LucideIcon } from 'lucide-react'
import { memo } from 'react'
import type { ReactNode } from 'react'
import { isCompaction } from '../../shared/compaction.ts'
import type { NoticeItem } from '../../shared/model/notice.ts'
import { useT } from '../store/store.ts'
import { CompactionLine } from './compactionLine.tsx'
import { noticeText } from './noticeText.ts'

const icons: Readonly<Record<NoticeItem['notice']['kind'], LucideIcon>> = {
  modelChanged: Repeat,
  compactionStarted: Layers,
  compacted: Layers,
  compactionFailed: Layers,
  compactionCancelled: Layers,
  truncated: Scissors,
  retrying: RefreshCw,
  refused: Ban,
  info: Info,
}

/** Something about the session itself, said quietly. */
export const NoticeLine = memo(function NoticeLine({
  item,
  running,
}: {
  readonly item: NoticeItem
  /** Whether its turn goes on: what is being done then was done later. */
  readonly running: boolean
}): ReactNode {
  const t = useT()
  const { notice } = item
  if (isCompaction(notice)) {
    return <CompactionLine item={item} notice={notice} running={running} />
  }
  const Icon = icons[notice.kind]
  return (
    <div className="notice-line" data-item-id={item.id}>
      <Icon aria-hidden="true" />
      <div>
        <span>{noticeText(t, notice, running)}</span>
      </div>
    </div>
  )
})
