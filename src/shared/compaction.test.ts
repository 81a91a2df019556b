import { expect, it } from 'vitest'
import { failuresInARow, lastCompaction, lastSummary, settleCompactions } from './compaction.ts'
import type { SessionEvent } from './events.ts'
import type { NoticeItem } from './model/notice.ts'
import { emptyState, reduceAll } from './reduce.ts'

const notice = (itemId: string, content: NoticeItem['notice']): SessionEvent => ({
  type: 'noticeAdded',
  itemId,
  at: 5,
  notice: content,
})
const begun = (id: string): SessionEvent => notice(id, { kind: 'compactionStarted', tokens: 90 })
const failed = (id: string): SessionEvent => notice(id, { kind: 'compactionFailed', message: 'no', status: 400 })
const done = (id: string): SessionEvent =>
  notice(id, { kind: 'compacted', summary: `sum ${id}`, before: 90, after: 20, used: null })
const turn = (turnId: string, ...within: readonly SessionEvent[]): readonly SessionEvent[] => [
  { type: 'turnStarted', turnId, at: 1, prompt: { text: turnId, attachments: [] } },
  ...within,
  { type: 'turnEnded', at: 4, outcome: 'done', error: null },
]

it('is one marker from its beginning to its end, in or behind the turn', () => {
  const within = reduceAll(emptyState, turn('t1', begun('s'), done('d')))
  expect(within.turns[0]?.items).toMatchObject([{ id: 'd', notice: { kind: 'compacted' } }])
  const behind = reduceAll(emptyState, [...turn('t1', begun('s')), failed('f'), failed('f')])
  expect(behind.turns[0]?.items).toMatchObject([{ id: 'f', notice: { kind: 'compactionFailed' } }])
})

it('counts failures in a row, which a success ends', () => {
  const of = (...events: readonly SessionEvent[]) => failuresInARow(reduceAll(emptyState, events).turns)
  expect(of(...turn('t1', begun('s1'), failed('f1')))).toBe(1)
  expect(of(...turn('t1', begun('s1'), failed('f1')), ...turn('t2', begun('s2')), failed('f2'))).toBe(2)
  expect(of(...turn('t1', failed('f1')), ...turn('t2', failed('f2')), done('d'))).toBe(0)
  expect(of(...turn('t1', failed('f1')), done('d'), ...turn('t2', failed('f2')))).toBe(1)
})

it('knows the newest marker and the newest summary', () => {
  const { turns } = reduceAll(emptyState, [...turn('t1', done('d')), ...turn('t2', failed('f'))])
  expect(lastCompaction(turns)?.id).toBe('f')
  expect(lastSummary(turns)).toBe('sum d')
  expect(lastSummary([])).toBeNull()
})

it('calls over what was begun in a log and never ended', () => {
  const { turns } = reduceAll(emptyState, [...turn('t1', done('d')), ...turn('t2', begun('s'))])
  const settled = settleCompactions(turns)
  expect(settled[0]).toBe(turns[0])
  expect(settled[1]?.items).toMatchObject([{ notice: { kind: 'compactionStarted', over: true } }])
})
