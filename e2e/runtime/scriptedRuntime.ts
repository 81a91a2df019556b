import { chmod, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { RuntimeFaults } from './faults.ts'

/**
 * Writes an executable into `folder` that behaves as a Copilot runtime with faults, and resolves to its path: pass it
 * as `runtimePath`. It runs on the Node that runs the test; on Windows there is no such thing as its first line.
 */
export async function scriptedRuntime(folder: string, faults: RuntimeFaults): Promise<string> {
  const path = join(folder, 'scripted-runtime')
  const script = fileURLToPath(new URL('scripted.ts', import.meta.url))
  const words = [process.execPath, script, JSON.stringify(faults)].map((word) => `'${word.replaceAll("'", "'\\''")}'`)
  await writeFile(path, `#!/bin/sh\nexec ${words.join(' ')} "$@"\n`)
  await chmod(path, 0o755)
  return path
}
