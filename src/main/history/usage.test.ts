import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { LoggedUsage } from '../../shared/usage.ts'
import { withLog } from './logFile.ts'
import { createTestLog, sessionStart } from './testLog.ts'
import { readUsage } from './usage.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'retoma-usage-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function read(log: { text(): string }): Promise<LoggedUsage> {
  const path = join(folder, 'events.jsonl')
  writeFileSync(path, log.text())
  return withLog(path, readUsage)
}

const shutdown = (requests: number, inputTokens: number, more: object = {}): Record<string, unknown> => ({
  modelMetrics: { demo: { requests: { count: requests, cost: 0 }, usage: { inputTokens, outputTokens: requests } } },
  currentTokens: inputTokens,
  systemTokens: 10,
  ...more,
})

test('each life of a session has what came to the sum of its log in it', async () => {
  const log = createTestLog()
  const start = log.add('session.start', sessionStart('a'))
  log.turn('one', 'two')
  log.add('session.shutdown', shutdown(2, 100))
  log.add('session.resume', {})
  log.turn('three', 'four')
  const end = log.add('session.shutdown', shutdown(5, 150))
  const found = await read(log)
  expect(found.lives).toMatchObject([
    { from: Date.parse(start.timestamp), models: [{ model: 'demo', requests: 2, inputTokens: 100, outputTokens: 2 }] },
    { until: Date.parse(end.timestamp), models: [{ model: 'demo', requests: 3, inputTokens: 50, outputTokens: 3 }] },
  ])
  expect(found.context).toMatchObject({ tokens: 150, system: 10, limit: null })
})

test('a life that ended without a word says so, unless nothing was asked in it', async () => {
  const log = createTestLog()
  log.add('session.start', sessionStart('a'))
  log.turn('one', 'two')
  const again = log.add('session.resume', {})
  log.add('session.resume', {})
  log.turn('three', 'four')
  const { lives } = await read(log)
  expect(lives).toMatchObject([
    { until: Date.parse(again.timestamp), models: null },
    { until: Number.MAX_SAFE_INTEGER, models: null },
  ])
})

test('what summing up took is apart, and its limit is known from then on', async () => {
  const log = createTestLog()
  log.add('session.start', sessionStart('a'))
  log.turn('one', 'two')
  const used = { inputTokens: 40, outputTokens: 4, duration: 8, model: 'demo' }
  log.add('session.compaction_complete', { success: false, error: 'no', tokenLimit: 4000 })
  log.add('session.compaction_complete', { success: true, postCompactionTokens: 20, compactionTokensUsed: used })
  log.add('session.shutdown', shutdown(1, 30))
  const found = await read(log)
  expect(found.compactions).toMatchObject([{ used: { model: 'demo', requests: 1, inputTokens: 40, durationMs: 8 } }])
  expect(found.context).toMatchObject({ tokens: 30, limit: 4000 })
})

test('a log without anything of it gives nothing', async () => {
  const log = createTestLog()
  log.add('session.start', sessionStart('a'))
  expect(await read(log)).toEqual({ lives: [], compactions: [], context: null })
})
