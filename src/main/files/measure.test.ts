import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { measureDisk, measureSession } from './measure.ts'

let base = ''
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'retoma-disk-'))
})
afterEach(() => {
  rmSync(base, { recursive: true, force: true })
})

function file(path: string, bytes: number): void {
  mkdirSync(join(base, path, '..'), { recursive: true })
  writeFileSync(join(base, path), Buffer.alloc(bytes, 1))
}

test('every session with all that is in its folder, the largest first, and what else takes room', async () => {
  file('home/session-state/small/events.jsonl', 1_000)
  file('home/session-state/large/events.jsonl', 300_000)
  file('home/session-state/large/files/deep/a.bin', 200_000)
  file('home/logs/today.log', 70_000)
  file('home/pkg/cache.bin', 90_000)
  file('data/trash/x', 50_000)
  // A loop, and a large thing somewhere else.
  symlinkSync(join(base, 'home'), join(base, 'home/session-state/small/link'))
  const { sessions, places } = await measureDisk(join(base, 'home'), [
    { place: 'trash', path: join(base, 'data/trash') },
    { place: 'index', path: join(base, 'data/none') },
  ])
  expect(sessions.ids).toEqual(['large', 'small'])
  expect(await measureSession(join(base, 'home'), 'large')).toBe(sessions.bytes[0])
  expect(await measureSession(join(base, 'home'), 'none')).toBe(0)
  const near = (bytes: number | undefined, wanted: number): void => {
    expect(bytes).toBeGreaterThanOrEqual(wanted)
    expect(bytes).toBeLessThan(wanted + 40_000)
  }
  near(sessions.bytes[0], 500_000)
  near(sessions.bytes[1], 1_000)
  const by = new Map(places.map(({ place, bytes }) => [place, bytes]))
  near(by.get('runtimeLogs'), 70_000)
  near(by.get('runtimeOther'), 90_000)
  near(by.get('trash'), 50_000)
  expect(by.get('index')).toBe(0)
})

test('a home that is not there takes no room', async () => {
  const { sessions, places } = await measureDisk(join(base, 'none'), [])
  expect([sessions.ids, places.map(({ bytes }) => bytes)]).toEqual([[], [0, 0]])
})

test('it tells how far it is, and ends when it is called off', async () => {
  for (const id of ['a', 'b', 'c']) file(`home/session-state/${id}/events.jsonl`, 10)
  const told: (readonly [number, number])[] = []
  await measureDisk(join(base, 'home'), [], { onProgress: (done, of) => told.push([done, of]) })
  expect(told).toEqual([1, 2, 3].map((done) => [done, 3]))
  const stop = new AbortController()
  const called = measureDisk(join(base, 'home'), [], { signal: stop.signal })
  stop.abort(new Error('enough'))
  await expect(called).rejects.toThrow('enough')
})
