import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { AppError } from '../../shared/errors.ts'
import { damages } from '../history/randomDamage.ts'
import { parseWorkspace } from '../history/workspaceFile.ts'
import { soundLog } from './damagedLogs.ts'
import { scanLog } from './scan.ts'
import { isSound, writeCopy } from './writeCopy.ts'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'retoma-damage-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** What an event says, without what a repair may give it anew. */
function essence(line: string): string {
  const { type, data } = JSON.parse(line) as { type: string; data: Record<string, unknown> }
  return JSON.stringify([type, type === 'session.start' ? { ...data, sessionId: null } : data])
}

test('however a log is damaged, it can be scanned, and its repaired copy is sound and holds nothing but what was intact', async () => {
  const path = join(folder, 'events.jsonl')
  const target = join(folder, 'copy.jsonl')
  const workspace = parseWorkspace('')
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }), { minLength: 1, maxLength: 4 }),
      damages,
      async (prompts, damage) => {
        const sound = soundLog('s', prompts)
        const damaged = damage(sound)
        writeFileSync(path, damaged)
        rmSync(target, { force: true })
        const options = { id: 's', path, refused: null }
        const report = await scanLog(options)
        const written = await writeCopy({ ...options, target, workspace, slim: false, now: Date.now }).catch(newer)
        expect(report.bytes).toBe(damaged.length)
        expect(readFileSync(path).equals(damaged)).toBe(true)
        if (written === null) return
        expect(await isSound(target, 's', written.events)).toBe(true)
        expect(await scanLog({ ...options, path: target })).toMatchObject({ healthy: true, events: written.events })

        const lines = readFileSync(target, 'utf8').split('\n').slice(0, -1)
        const whole = sound.toString().split('\n').slice(0, -1)
        const events = whole.map(essence)
        let next = 0
        for (const [index, line] of lines.entries()) {
          const event = essence(line)
          const found = events.indexOf(event, next)
          // Either it was in the sound log, in the same order, or the damage made it, or it is the beginning that was missing.
          if (found >= 0) next = found + 1
          else expect(index === 0 || canBeRead(damaged.toString(), event)).toBe(true)
        }
        const kept = new Set(lines.map(essence))
        for (const line of damaged.toString().split('\n')) {
          if (whole.includes(line)) expect(kept.has(essence(line))).toBe(true)
        }
      },
    ),
    { numRuns: 200 },
  )
}, 60_000)

/** A byte of the version itself may have been hit. */
function newer(error: unknown): null {
  if (error instanceof AppError && error.code === 'sessionNewer') return null
  throw error
}

/** Whether an event stands in a text, from any of its beginnings to any of its ends. */
function canBeRead(text: string, event: string): boolean {
  for (let start = text.indexOf('{"type":"'); start >= 0; start = text.indexOf('{"type":"', start + 1)) {
    for (let end = text.indexOf('}', start); end >= 0; end = text.indexOf('}', end + 1)) {
      try {
        if (essence(text.slice(start, end + 1)) === event) return true
      } catch {
        // It ends elsewhere.
      }
    }
  }
  return false
}
