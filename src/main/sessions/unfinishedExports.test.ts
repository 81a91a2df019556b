import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createUnfinishedExports, type UnfinishedExports } from './unfinishedExports.ts'

interface Bench {
  readonly notes: string
  readonly target: string
  readonly errors: unknown[]
  start(): UnfinishedExports
}

function createBench(): Bench {
  const base = mkdtempSync(join(tmpdir(), 'retoma-unfinished-'))
  onTestFinished(() => rmSync(base, { recursive: true, force: true }))
  const [notes, target] = [join(base, 'exports'), join(base, 'target')]
  mkdirSync(target)
  const errors: unknown[] = []
  const log = { error: (_what: string, error: unknown): void => void errors.push(error) }
  return { notes, target, errors, start: () => createUnfinishedExports(notes, log) }
}

/** Begins an export that never ends, as one does that is killed; resolves to where it was put together. */
async function cut({ target, start }: Bench, name: string, fill: (beside: string) => void): Promise<string> {
  return new Promise((resolve) => {
    void start().beside(join(target, name), (beside) => {
      fill(beside)
      resolve(beside)
      return new Promise(() => undefined)
    })
  })
}

test('what was cut goes with the next start, files and folders, and nothing that is not noted', async () => {
  const bench = createBench()
  const file = await cut(bench, 'a.json', (path) => writeFileSync(path, 'half'))
  const folder = await cut(bench, 'a.zip', (path) => {
    mkdirSync(path)
    writeFileSync(join(path, 'one.json'), 'one')
  })
  const foreign = join(bench.target, '.retoma-export-somebody.part')
  for (const path of [foreign, join(bench.target, 'a.json')]) writeFileSync(path, 'mine')
  expect([file, folder].map(dirname)).toEqual([bench.target, bench.target])
  await bench.start().sweep()
  expect(readdirSync(bench.target)).toEqual([basename(foreign), 'a.json'])
  expect(readdirSync(bench.notes)).toEqual([])
  expect(bench.errors).toEqual([])
})

test('what ends, well or not, leaves neither a rest nor a note; what goes on is left alone', async () => {
  const bench = createBench()
  const unfinished = bench.start()
  const path = join(bench.target, 'a.json')
  expect(
    await unfinished.beside(path, async (beside) => {
      writeFileSync(beside, 'going on')
      await unfinished.sweep()
      expect(existsSync(beside)).toBe(true)
      expect(readdirSync(bench.notes)).toHaveLength(1)
      return 7
    }),
  ).toBe(7)
  await expect(
    unfinished.beside(path, (beside) => {
      mkdirSync(beside)
      return Promise.reject(new Error('no'))
    }),
  ).rejects.toThrow('no')
  expect(readdirSync(bench.target)).toEqual([])
  expect(readdirSync(bench.notes)).toEqual([])
})

test('an export that was cut is known at the next start, once; one that ended, well or not, is not', async () => {
  const bench = createBench()
  const [zip, many] = [
    { to: join(bench.target, 'a.zip'), of: 500, many: false },
    { to: bench.target, of: 7, many: true },
  ]
  const before = bench.start()
  for (const one of [zip, many]) {
    await new Promise<void>((resolve) => {
      void before.during(one, () => {
        resolve()
        return new Promise(() => undefined)
      })
    })
  }
  expect(await before.during(zip, () => Promise.resolve(7))).toBe(7)
  await expect(before.during(zip, () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  writeFileSync(join(bench.notes, 'half.run'), '{"version":1,')
  writeFileSync(join(bench.notes, 'later.run'), '{"version":2}')
  const after = bench.start()
  expect((await after.takeCut()).toSorted((a, b) => a.of - b.of)).toEqual([many, zip])
  expect(await after.takeCut()).toEqual([])
  // What goes on is not swept away: it may be cut, too.
  await after.during(zip, async () => {
    await after.sweep()
    expect(readdirSync(bench.notes)).toHaveLength(1)
  })
  expect(readdirSync(bench.notes)).toEqual([])
  expect(bench.errors).toEqual([])
})

test('an export that a quit ends is known at the next start, unless it was whole by then', async () => {
  const bench = createBench()
  const [one, many] = [
    { to: join(bench.target, 'a.json'), of: 1, many: false },
    { to: bench.target, of: 7, many: true },
  ]
  const before = bench.start()
  const hasEnded = () => true
  await expect(before.during(one, () => Promise.reject(new Error('cut')), hasEnded)).rejects.toThrow('cut')
  expect(await before.during(one, () => Promise.resolve(1), hasEnded)).toBe(1)
  // Those that came too late have failed, which nobody is there to read.
  expect(await before.during(many, () => Promise.resolve(7), hasEnded)).toBe(7)
  expect((await bench.start().takeCut()).toSorted((a, b) => a.of - b.of)).toEqual([one, many])
})

test('a note that can not go keeps nobody from starting, and no other from being told', async () => {
  const bench = createBench()
  mkdirSync(join(bench.notes, 'stays.run', 'full'), { recursive: true })
  writeFileSync(join(bench.notes, 'zip.run'), JSON.stringify({ version: 1, to: '/a.zip', of: 2, many: false }))
  expect(await bench.start().takeCut()).toEqual([{ to: '/a.zip', of: 2, many: false }])
  expect(bench.errors).toHaveLength(1)
})

test('a note that names anything else removes nothing, and keeps no other from its turn', async () => {
  const bench = createBench()
  const file = await cut(bench, 'a.json', (path) => writeFileSync(path, 'half'))
  const other = join(bench.target, 'a.json')
  writeFileSync(other, 'mine')
  writeFileSync(join(bench.notes, '0.json'), JSON.stringify({ version: 1, path: other }))
  writeFileSync(join(bench.notes, '1.json'), JSON.stringify({ version: 2, path: other }))
  writeFileSync(join(bench.notes, '2.json'), '{"version":1,')
  writeFileSync(join(bench.notes, '3.json.new'), '{"ver')
  await bench.start().sweep()
  expect(existsSync(file)).toBe(false)
  expect(readdirSync(bench.target)).toEqual(['a.json'])
  // What is not understood stays, for whoever does.
  expect(readdirSync(bench.notes)).toEqual(['0.json', '1.json', '2.json'])
  expect(bench.errors).toHaveLength(3)
})

test('what lies on a disk that is not there now is looked for again', async () => {
  const bench = createBench()
  const file = await cut(bench, 'a.json', (path) => writeFileSync(path, 'half'))
  rmSync(bench.target, { recursive: true })
  await bench.start().sweep()
  expect(readdirSync(bench.notes)).toHaveLength(1)
  mkdirSync(bench.target)
  writeFileSync(file, 'half')
  await bench.start().sweep()
  expect(readdirSync(bench.target)).toEqual([])
  expect(readdirSync(bench.notes)).toEqual([])
})

test('where nothing can be noted it is exported all the same', async () => {
  const bench = createBench()
  writeFileSync(bench.notes, 'in the way of the folder')
  expect(await bench.start().beside(join(bench.target, 'a.json'), () => Promise.resolve('done'))).toBe('done')
  expect(bench.errors.length).toBeGreaterThan(0)
  await bench.start().sweep()
})
