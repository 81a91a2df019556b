import { PRACTICE_MODEL } from '../../shared/model.ts'
import type { NoticeItem } from '../../shared/model.ts'
import type { Translate } from '../../shared/strings/translate.ts'

/** What a notice says, as a sentence; what is being done while its turn goes on was done when it is over. */
export function noticeText(t: Translate, notice: NoticeItem['notice'], running: boolean): string {
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
      return retryText(t, notice.message, running)
    case 'info':
      if (notice.message !== 'no-activity') return notice.message
      return t(running ? 'notice.noActivity' : 'notice.noActivityPast')
  }
}

function retryText(t: Translate, reason: string, running: boolean): string {
  const status = /^HTTP (\d+)$/.exec(reason)?.[1]
  if (status !== undefined) return t(running ? 'notice.retryingStatus' : 'notice.retriedStatus', { status })
  // A code such as ECONNRESET is worth showing; the runtime's own word for a kind of failure is not.
  if (/^E[A-Z]{4,}$/.test(reason)) return t(running ? 'notice.retryingWhy' : 'notice.retriedWhy', { why: reason })
  return t(running ? 'notice.retrying' : 'notice.retried')
}
