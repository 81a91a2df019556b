import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { AppError } from '../../shared/errors.ts'
import { toExportError, toImportError } from './faults.ts'
import { writeWhole } from './output.ts'

/** What Node throws when a system call fails. */
function refusal(code: string, syscall: string, path?: string): Error {
  return Object.assign(new Error(`${code}: ${syscall}`), { code, syscall, ...(path === undefined ? {} : { path }) })
}

test('a disk without room and a place that is closed are told as what they are, with the folder that it is about', () => {
  const path = join('/', 'stick', 'a.json')
  const folder = dirname(path)
  for (const code of ['ENOSPC', 'EDQUOT', 'EFBIG']) {
    expect(toExportError(refusal(code, 'write'), path)).toMatchObject({ code: 'exportFull', detail: folder })
    expect(toImportError(refusal(code, 'write'), folder)).toMatchObject({ code: 'importFull', detail: folder })
  }
  for (const code of ['EACCES', 'EPERM', 'EROFS', 'ENOENT', 'ENOTDIR']) {
    const error = refusal(code, 'open', join(folder, '.part'))
    expect(toExportError(error, path)).toMatchObject({ code: 'exportUnwritable', detail: folder })
    expect(toImportError(error, folder)).toMatchObject({ code: 'importUnwritable', detail: folder })
  }
  expect(toExportError(refusal('EIO', 'fsync'), path)).toMatchObject({ code: 'writeFailed', detail: path })
  // What is exported may go or be closed meanwhile: that says nothing of the place where it was to be.
  expect(toExportError(refusal('EIO', 'read'), path)).toMatchObject({ code: 'readFailed' })
  expect(toExportError(refusal('ENOENT', 'open', join('/', 'home', 'plan.md')), path)).toMatchObject({
    code: 'readFailed',
  })
  const told = new AppError('cancelled')
  expect(toExportError(told, path)).toBe(told)
  expect(toImportError(told, folder)).toBe(told)
})

test('where the room ends in the middle, what was there stays as it is and nothing is left beside it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'retoma-faults-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const path = join(folder, 'a.json')
  writeFileSync(path, 'what was there')
  const writing = writeWhole(path, join(folder, '.part'), (write) => {
    write('x'.repeat(3 * 1024 * 1024))
    return Promise.reject(refusal('ENOSPC', 'write'))
  })
  await expect(writing).rejects.toMatchObject({ code: 'exportFull', detail: folder })
  expect(readdirSync(folder)).toEqual(['a.json'])
  expect(readFileSync(path, 'utf8')).toBe('what was there')
})
