import Info from 'lucide-react/icons/info'
import Layers from 'lucide-react/icons/layers'
import RefreshCw from 'lucide-react/icons/refresh-cw'
import Repeat from 'lucide-react/icons/repeat'
import type { LucideIcon } from 'lucide-react'
import { memo } from 'react'
import type { ReactNode } from 'react'
import { PRACTICE_MODEL } from '../../shared/model.ts'
import type { NoticeItem } from '../../shared/model.ts'
import type { Translate } from '../../shared/strings/translate.ts'
import { Markdown } from '../markdown/markdown.tsx'
import { useT } from '../store/store.ts'
import { Folded } from './folded.tsx'

const icons: Readonly<Record<NoticeItem['notice']['kind'], LucideIcon>> = {
  modelChanged: Repeat,
  compactionStarted: Layers,
  compacted: Layers,
  compactionFailed: Layers,
  retrying: RefreshCw,
  info: Info,
}

/** Something about the session itself, said quietly. */
export const NoticeLine = memo(function NoticeLine({ item }: { readonly item: NoticeItem }): ReactNode {
  const t = useT()
  const { notice } = item
  const Icon = icons[notice.kind]
  return (
    <div className="notice-line" data-item-id={item.id}>
      <Icon aria-hidden="true" />
      <div>
        <span>{textOf(t, notice)}</span>
        {notice.kind === 'compacted' && notice.summary !== '' && (
          <Folded summary={t('notice.compactedSummary')}>
            <Markdown text={notice.summary} />
          </Folded>
        )}
      </div>
    </div>
  )
})

function textOf(t: Translate, notice: NoticeItem['notice']): string {
  const name = (model: string): string => (model === PRACTICE_MODEL ? t('model.practice') : model)
  switch (notice.kind) {
    case 'modelChanged':
      return notice.from === null
        ? t('notice.modelSet', { to: name(notice.to) })
        : t('notice.modelChanged', { from: name(notice.from), to: name(notice.to) })
    case 'compactionStarted':
      return t('notice.compactionStarted')
    case 'compacted':
      return t('notice.compacted')
    case 'compactionFailed':
      return t('notice.compactionFailed', { message: notice.message })
    case 'retrying':
      return t('notice.retrying', { message: notice.message })
    case 'info':
      return notice.message
  }
}
