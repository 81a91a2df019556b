import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { syncFolder } from './tree.ts'

test.skipIf(process.platform !== 'linux')('what a system can’t make last is no failure', async () => {
  const base = mkdtempSync(join(tmpdir(), 'retoma-tree-'))
  onTestFinished(() => rmSync(base, { recursive: true, force: true }))
  await syncFolder(base)
  // A device says what some network shares say of their folders: that there is no such thing for it (EINVAL).
  await syncFolder('/dev/null')
  await expect(syncFolder(join(base, 'gone'))).rejects.toThrow('ENOENT')
})
