import type { NoticeItem } from './model/notice.ts'
import type { Turn } from './model/turn.ts'

/** After so many failures in a row, older messages are not summed up again by themselves. */
export const MAX_COMPACTION_FAILURES = 2

/** How often in a row summing up older messages has failed at the end of a conversation. */
export function failuresInARow(turns: readonly Turn[]): number {
  let failures = 0
  for (const { notice } of notices(turns)) {
    if (notice.kind === 'compacted') return failures
    if (notice.kind === 'compactionFailed') failures += 1
  }
  return failures
}

/** The newest notice about summing up older messages; null when there is none. */
export function lastCompaction(turns: readonly Turn[]): NoticeItem | null {
  for (const item of notices(turns)) if (isCompaction(item.notice)) return item
  return null
}

/** The newest summary that older messages were given; null when there is none. */
export function lastSummary(turns: readonly Turn[]): string | null {
  for (const { notice } of notices(turns))
    if (notice.kind === 'compacted' && notice.summary !== '') return notice.summary
  return null
}

/** What is about summing up older messages: that it goes on, and how it ended. */
export type CompactionNotice = Extract<
  NoticeItem['notice'],
  { kind: 'compactionStarted' | 'compacted' | 'compactionFailed' | 'compactionCancelled' }
>

/** Whether a notice is about summing up older messages. */
export function isCompaction(notice: NoticeItem['notice']): notice is CompactionNotice {
  return notice.kind === 'compactionStarted' || endsCompaction(notice)
}

/** Whether nothing is being summed up any more, however it ended. */
export function endsCompaction({ kind }: NoticeItem['notice']): boolean {
  return kind === 'compacted' || kind === 'compactionFailed' || kind === 'compactionCancelled'
}

/** The newest first. */
function* notices(turns: readonly Turn[]): Generator<NoticeItem> {
  for (let turn = turns.length - 1; turn >= 0; turn -= 1) {
    const items = turns[turn]?.items ?? []
    for (let index = items.length - 1; index >= 0; index -= 1) {
      const item = items[index]
      if (item?.kind === 'notice') yield item
    }
  }
}

/** Turns as they are read from a log: what was begun there and has no end is not being done any more. */
export function settleCompactions(turns: readonly Turn[]): readonly Turn[] {
  return turns.map((turn) => {
    const index = turn.items.findIndex((item) => item.kind === 'notice' && item.notice.kind === 'compactionStarted')
    const item = turn.items[index]
    if (item?.kind !== 'notice' || item.notice.kind !== 'compactionStarted') return turn
    return { ...turn, items: turn.items.with(index, { ...item, notice: { ...item.notice, over: true } }) }
  })
}
