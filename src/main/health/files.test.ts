import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { syncFolder, syncPlaced } from './files.ts'

test.skipIf(process.platform !== 'linux')(
  'what a system can’t make last is no failure, and no reason to call what is in place not there',
  () => {
    const base = mkdtempSync(join(tmpdir(), 'retoma-files-'))
    onTestFinished(() => rmSync(base, { recursive: true, force: true }))
    syncFolder(base)
    // A device says what some network shares say of their folders: that there is no such thing for it (EINVAL).
    syncFolder('/dev/null')
    const gone = join(base, 'gone')
    expect(() => syncFolder(gone)).toThrow('ENOENT')
    syncPlaced(gone)
  },
)
