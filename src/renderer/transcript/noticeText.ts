import { PRACTICE_MODEL } from '../../shared/model/provider.ts'
import type { NoticeItem } from '../../shared/model/notice.ts'
import type { Translate } from '../../shared/strings/translateWith.ts'

/** What a notice says, as a sentence; what is being done while its turn goes on was done when it is over. */
export function noticeText(t: Translate, notice: NoticeItem['notice'], running: boolean): string {
  const name = (model: string): string => (model === PRACTICE_MODEL ? t('model.practice') : model)
  switch (notice.kind) {
    case 'modelChanged':
      return notice.from === null
        ? t('notice.modelSet', { to: name(notice.to) })
        : t('notice.modelChanged', { from: name(notice.from), to: name(notice.to) })
    case 'compactionStarted':
      if (!running) return t('notice.compactionBegun')
      return t(notice.manual === true ? 'notice.compactionAsked' : 'notice.compactionRunning')
    case 'compactionCancelled':
      return t('notice.compactionCancelled')
    case 'compacted':
      return t('notice.compacted')
    case 'compactionFailed':
      return t('notice.compactionFailed')
    case 'truncated':
      return t('notice.truncated', { count: notice.messages })
    case 'retrying':
      return retryText(t, notice, running && notice.over !== true)
    case 'refused':
      return t(`notice.refused.${notice.what}`, { server: notice.server })
    case 'info':
      if (notice.message !== 'no-activity') return notice.message
      return t(running && notice.over !== true ? 'notice.noActivity' : 'notice.noActivityPast')
  }
}

function retryText(
  t: Translate,
  { message, attempt = 1 }: Extract<NoticeItem['notice'], { kind: 'retrying' }>,
  now: boolean,
): string {
  const why = retryReason(t, message)
  if (now) return t('notice.retrying', { why, attempt })
  return attempt === 0 ? why : t('notice.retried', { why, count: attempt })
}

function retryReason(t: Translate, reason: string): string {
  const status = Number(/^HTTP (\d+)$/.exec(reason)?.[1] ?? 0)
  if (status === 429) return t('notice.why.rateLimit', { status })
  if (status >= 500) return t('notice.why.fault', { status })
  if (status > 0) return t('notice.why.status', { status })
  if (reason === 'ECONNREFUSED') return t('notice.why.refused')
  // A code such as ENOTFOUND is worth showing; the runtime's own word for a kind of failure is not.
  return /^E[A-Z]{4,}$/.test(reason) ? t('notice.why.code', { code: reason }) : t('notice.why.lost')
}
