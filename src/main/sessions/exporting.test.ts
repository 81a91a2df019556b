import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { AppError } from '../../shared/errors.ts'
import { createExporting, type ExportingDeps } from './exporting.ts'
import { createMemoryLibrary } from './testing/memoryLibrary.ts'
import { createUnfinishedExports } from './unfinishedExports.ts'
import { createWorks } from './works.ts'

const wish = { format: 'json' } as const

function begin(archive: Partial<ExportingDeps['archive']>) {
  const base = mkdtempSync(join(tmpdir(), 'retoma-exporting-'))
  onTestFinished(() => rmSync(base, { recursive: true, force: true }))
  const log = { error: (_what: string, error: unknown) => expect.fail(String(error)) }
  const works = createWorks({ add: () => undefined, beforeBatch: () => undefined } as never, log)
  const exporting = createExporting({
    archive: {
      write: ({ path }) => {
        writeFileSync(path, '{}')
        return Promise.resolve({ messages: 0, bytes: 2 })
      },
      secrets: () => Promise.resolve({ secrets: [], more: false }),
      zip: (path) => {
        writeFileSync(path, 'PK')
        return Promise.resolve()
      },
      ...archive,
    },
    library: createMemoryLibrary(),
    catalogue: () => ({ row: (id: string) => ({ id, title: id, problem: null }) }) as never,
    conversations: { get: () => undefined } as never,
    unfinished: createUnfinishedExports(join(base, 'notes'), log),
    works,
    attachmentsFolder: join(base, 'attachments'),
    language: () => 'en',
    locale: 'en',
    now: () => 0,
  })
  return { base, works, exporting }
}

test('an export into a zip can be stopped while what was written is put together: nothing is left', async () => {
  const reached = Promise.withResolvers<void>()
  const { base, works, exporting } = begin({
    zip: (_path, beside, files, signal) => {
      expect(files).toHaveLength(2)
      writeFileSync(beside, 'PK')
      reached.resolve()
      return new Promise((_, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason as Error))
      })
    },
  })
  const asked = exporting.exportZip(['a', 'b'], join(base, 'all.zip'), wish, 'work')
  await reached.promise
  works.cancel('work')
  await expect(asked).rejects.toMatchObject({ code: 'cancelled' })
  expect(readdirSync(base)).toEqual(['notes'])
  expect(readdirSync(join(base, 'notes'))).toEqual([])
})

test('a zip is not begun where a place takes no more, nor after it was stopped', async () => {
  const full = begin({ write: () => Promise.reject(new AppError('exportFull', '/within')), zip: expect.fail })
  const to = join(full.base, 'all.zip')
  await expect(full.exporting.exportZip(['a', 'b'], to, wish)).rejects.toMatchObject({
    code: 'exportFull',
    detail: full.base,
  })
  const stopped = begin({
    write: () => {
      stopped.works.cancel('work')
      return Promise.resolve({ messages: 0, bytes: 0 })
    },
    zip: expect.fail,
  })
  const path = join(stopped.base, 'all.zip')
  await expect(stopped.exporting.exportZip(['a', 'b'], path, wish, 'work')).rejects.toMatchObject({ code: 'cancelled' })
  expect(existsSync(path)).toBe(false)
})

test('an export that a quit ends leaves nothing half written, and is told at the next start', async () => {
  const reached = Promise.withResolvers<void>()
  const { base, works, exporting } = begin({
    write: (_spec, signal) => {
      reached.resolve()
      return new Promise((_, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason as Error))
      })
    },
  })
  const to = join(base, 'all.zip')
  const cut = { to, of: 2, many: false }
  const asked = exporting.during(cut, () => exporting.exportZip(['a', 'b'], to, wish, 'work'))
  await reached.promise
  works.end()
  await expect(asked).rejects.toMatchObject({ code: 'cancelled' })
  expect(readdirSync(base)).toEqual(['notes'])
  const log = { error: () => undefined }
  expect(await createUnfinishedExports(join(base, 'notes'), log).takeCut()).toEqual([cut])
  // What is asked for after that does not begin.
  const late = works.follow('late', (signal) => {
    signal.throwIfAborted()
    return Promise.resolve()
  })
  await expect(late).rejects.toMatchObject({ code: 'cancelled' })
})
