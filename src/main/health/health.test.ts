import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { damages, soundLog } from './damagedLogs.ts'
import { createHealth } from './health.ts'
import type { Health, Progress } from './port.ts'

let home: string
let health: Health
let path: string

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'retoma-health-'))
  path = join(home, 'session-state', 's', 'events.jsonl')
  mkdirSync(join(home, 'session-state', 's'), { recursive: true })
  health = createHealth({
    home,
    kept: join(home, 'repairs'),
    workerUrl: new URL('./worker.ts', import.meta.url),
    log: {
      error: (event) => {
        throw new Error(event)
      },
    },
  })
})
afterEach(async () => {
  await health.dispose()
  rmSync(home, { recursive: true, force: true })
})

/** A damaged log of some megabytes. */
function putLarge(): Buffer {
  const damaged = damages['a line of garbage'](
    soundLog(
      's',
      Array.from({ length: 9_000 }, (_, n) => `prompt ${n}`),
    ),
  )
  writeFileSync(path, damaged)
  return damaged
}

test('tells how far a scan has come, up to the end', async () => {
  const { length } = putLarge()
  const heard: Progress[] = []
  const report = await health.scan('s', { refused: null, onProgress: (progress) => heard.push(progress) })
  expect(report).toMatchObject({ healthy: false, damaged: 1, bytes: length })
  expect(heard.at(-1)).toEqual({ done: length, total: length })
  expect(heard.map(({ done }) => done)).toEqual(heard.map(({ done }) => done).toSorted((a, b) => a - b))
})

test('a scan and a repair can be cancelled; then nothing was changed', async () => {
  const damaged = putLarge()
  for (const work of [health.scan, health.repair]) {
    const stop = new AbortController()
    const { signal } = stop
    const outcome = work('s', { refused: null, signal, onProgress: () => stop.abort() })
    await expect(outcome).rejects.toMatchObject({ code: 'cancelled' })
    expect(readFileSync(path).equals(damaged)).toBe(true)
  }
  expect(await health.repair('s', { refused: null })).toMatchObject({ lost: 1 })
})

test('knows which session a repair was about, and says what is missing', async () => {
  putLarge()
  const { undoId } = await health.repair('s', { refused: null })
  expect(await health.sessionOf(undoId)).toBe('s')
  expect(await health.sessionOf('other')).toBeNull()
  await expect(health.undo('other')).rejects.toMatchObject({ code: 'repairGone' })
  await expect(health.scan('gone', { refused: null })).rejects.toMatchObject({ code: 'sessionMissing' })
  await expect(health.scan('../s', { refused: null })).rejects.toMatchObject({ code: 'sessionMissing' })
})
