import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { groupChanges } from '../../shared/groupChanges.ts'
import { translateWhole } from '../agent/translate.ts'
import { readChanges, readDiffs } from './changes.ts'
import { withLog } from './logFile.ts'
import { readSavedOutput } from './savedOutput.ts'
import { createTestLog } from './testLog.ts'
import { createToolTexts } from './toolTexts.ts'

let folder: string
let path: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'retoma-texts-'))
  path = join(folder, 'events.jsonl')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const log = createTestLog
function call(to: ReturnType<typeof log>, id: string, name: string, args: object, result: object): void {
  to.add('tool.execution_start', { toolCallId: id, toolName: name, arguments: args })
  to.add('tool.execution_complete', { toolCallId: id, success: true, ...result })
}
const diff = (path: string, removed: string, added: string): object => ({
  result: {
    content: 'ok',
    detailedContent: `\ndiff --git a${path} b${path}\n--- a${path}\n+++ b${path}\n@@ -1,1 +1,1 @@\n-${removed}\n+${added}\n`,
  },
  toolTelemetry: { properties: { command: 'edit' } },
})
const texts = (): ReturnType<typeof createToolTexts> =>
  createToolTexts({ withLog: (_, use) => withLog(path, use), translate: translateWhole })

describe('the whole text of a tool', () => {
  it('comes from the log in pieces, and is found in', async () => {
    const to = log()
    to.turn('go', 'yes')
    const output = Array.from({ length: 200_000 }, (_, at) => `line ${at}`).join('\n')
    call(to, 'big', 'fetch_all', { url: 'x' }, { result: { content: output } })
    to.turn('and now', 'an answer that says "toolCallId":"big" too')
    writeFileSync(path, to.text())
    const key = { id: 's', itemId: 'big', part: 'output' } as const
    const all = texts()
    const place = output.indexOf('line 150000')
    expect(await all.open(key, place)).toEqual({
      size: output.length,
      rows: 200_000,
      lines: 200_000,
      from: 'log',
      gone: null,
      row: 150_000,
    })
    expect((await all.rows(key, 150_000, 2)).map((row) => row.text)).toEqual(['line 150000', 'line 150001'])
    expect(await all.find(key, 'LINE 199999', false)).toEqual({ total: 1, places: [199_999, 0, 11] })
    expect(await all.whole(key)).toBe(output)
    await expect(all.open({ ...key, itemId: 'none' }, null)).rejects.toMatchObject({ code: 'outputMissing' })
  })

  it('comes from the file into which the runtime wrote it, as long as that is there', async () => {
    const to = log()
    const saved = join(tmpdir(), `${Date.now()}-copilot-tool-output-${process.pid}-test.txt`)
    const content = `Output too large to read at once (1 MB). Saved to: ${saved}\nUse grep.\n\nPreview (first 500 chars):\nfirst`
    call(to, 'big', 'bash', { command: 'x' }, { result: { content } })
    writeFileSync(path, to.text())
    writeFileSync(saved, 'first\nsecond\n')
    const key = { id: 's', itemId: 'big', part: 'output' } as const
    try {
      expect(await texts().open(key, null)).toMatchObject({ lines: 2, from: 'saved', gone: null })
    } finally {
      rmSync(saved)
    }
    expect(await texts().open(key, null)).toMatchObject({ lines: 1, from: 'log', gone: saved })
  })
})

it('reads no file but those of the runtime, whatever a log names', () => {
  const secret = join(folder, 'secret')
  writeFileSync(secret, 'x')
  const link = join(tmpdir(), `${Date.now()}-copilot-tool-output-${process.pid}-link.txt`)
  symlinkSync(secret, link)
  try {
    for (const one of [secret, link, '/etc/passwd', join(folder, '1-copilot-tool-output-2-a.txt'), '']) {
      expect(readSavedOutput(one)).toBeNull()
    }
  } finally {
    rmSync(link)
  }
})

describe('what a session changed', () => {
  it('is read from the whole log: what was done, by file and turn', async () => {
    const to = log()
    const first = to.turn('Change it', 'I will')
    call(to, 'c1', 'edit', { path: '/p/a', old_str: 'x', new_str: 'y' }, diff('/p/a', 'x', 'y'))
    call(to, 'c2', 'view', { path: '/p/a' }, diff('/p/z', 'x', 'y'))
    call(to, 'c3', 'edit', { path: '/p/a', old_str: 'no', new_str: 'y' }, { success: false, error: { message: 'No.' } })
    call(to, 'c4', 'create', { path: '/p/old', file_text: 'a\nb\n' }, { result: { content: 'Created' } })
    const second = to.turn('Again', 'Yes')
    call(to, 'c5', 'edit', { path: '/p/a' }, diff('/p/a', 'y', 'z'))
    to.add('tool.execution_start', { toolCallId: 'c6', toolName: 'edit', arguments: { path: '/p/a', old_str: '1' } })
    writeFileSync(path, to.text())
    const changes = await withLog(path, (file) => readChanges(file, translateWhole))
    expect(changes.edits.map(({ itemId, turnId, path, added }) => [itemId, turnId, path, added])).toEqual([
      ['c1', first.id, '/p/a', 1],
      ['c4', first.id, '/p/old', 2],
      ['c5', second.id, '/p/a', 1],
    ])
    expect(changes.turns.map(({ text }) => text)).toEqual(['Change it', 'Again'])
    const diffs = await withLog(path, (file) => readDiffs(file, ['c5', 'c1', 'none'], translateWhole))
    expect(diffs.map(({ itemId, size }) => [itemId, size])).toEqual([
      ['c5', null],
      ['c1', null],
    ])
    expect(diffs[0]?.diff).toContain('+z')
  })
})

it('gathers changes by file, and follows one that is moved', () => {
  const edit = (path: string, kind: 'created' | 'edited' | 'deleted' | 'moved', from?: string) => ({
    path,
    kind,
    added: 1,
    removed: 0,
    itemId: 'c',
    turnId: 't',
    at: 0,
    ...(from === undefined ? {} : { from }),
  })
  const files = groupChanges([
    edit('/a', 'edited'),
    edit('/b', 'created'),
    edit('/c', 'moved', '/a'),
    edit('/b', 'edited'),
    edit('/d', 'created'),
    edit('/d', 'deleted'),
  ])
  expect(files.map(({ path, kind, from, added }) => [path, kind, from, added])).toEqual([
    ['/b', 'created', undefined, 2],
    ['/c', 'moved', '/a', 2],
    ['/d', 'deleted', undefined, 2],
  ])
})
