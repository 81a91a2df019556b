import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { openLibrary } from './open.ts'
import { createStore } from './store.ts'

/** Starts the writer, kills it when it has acknowledged `acknowledgements` drafts, and tells the last one. */
async function writeAndKill(folder: string, first: number, acknowledgements: number): Promise<number> {
  const script = fileURLToPath(new URL('./crashWriter.ts', import.meta.url))
  const child = spawn(process.execPath, [script, folder, String(first)], { stdio: ['ignore', 'pipe', 'inherit'] })
  let said = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text
    if (said.split('\n').length > acknowledgements) child.kill('SIGKILL')
  })
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null]
  expect({ code, signal }).toEqual({ code: null, signal: 'SIGKILL' })
  return Number(said.split('\n').at(-2))
}

test('the last acknowledged draft survives a killed process, twenty times', { timeout: 120_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'retoma-kill-'))
  try {
    let written = 0
    for (let kill = 0; kill < 20; kill += 1) {
      const acknowledged = await writeAndKill(folder, written + 1, 1 + ((kill * 7) % 23))
      expect(acknowledged).toBeGreaterThan(written)
      const { db, notices } = openLibrary(folder, Date.now())
      const draft = createStore(db).draft('s')
      db.close()
      expect(notices).toEqual([])
      written = draft?.selectionStart ?? 0
      // One more may have reached the disk without its acknowledgement having reached us.
      expect([acknowledged, acknowledged + 1]).toContain(written)
      expect(draft?.text).toBe(`draft ${written}`)
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
