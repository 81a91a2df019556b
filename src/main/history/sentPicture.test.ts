import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { attachmentName } from '../agent/attachmentName.ts'
import { withLog } from './logFile.ts'
import { readSentPicture } from './sentPicture.ts'
import { createTestLog, sessionStart } from './testLog.ts'

let folder: string

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'retoma-sent-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const asset = (id: string, data: string): Record<string, unknown> => ({ assetId: id, mimeType: 'image/png', data })
const shot = { type: 'blob', displayName: 'shot.png', mimeType: 'image/png', assetId: 'sha256:a' }

function read(text: string, turnId: string, index: number): Promise<string | null> {
  const path = join(folder, 'events.jsonl')
  writeFileSync(path, text)
  return withLog(path, (log) => readSentPicture(log, turnId, index, attachmentName))
}

test('finds the bytes of a picture, written once before the first prompt that it goes with', async () => {
  const log = createTestLog()
  log.add('session.start', sessionStart('s'))
  log.add('session.binary_asset', asset('sha256:a', 'AAAA'))
  const first = log.add('user.message', { content: 'look', attachments: [shot] })
  for (let at = 0; at < 300; at += 1) log.turn('between '.repeat(100), 'sha256:a "id":"e2"')
  log.add('session.binary_asset', asset('sha256:b', 'BBBB'))
  const file = { type: 'file', path: '/x/b.png', displayName: 'b.png', assetId: 'sha256:b' }
  const second = log.add('user.message', { content: 'again', attachments: [{ type: 'selection' }, shot, file] })
  expect(await read(log.text(), first.id, 0)).toBe('AAAA')
  expect(await read(log.text(), second.id, 0)).toBe('AAAA')
  expect(await read(log.text(), second.id, 1)).toBe('BBBB')
  expect(await read(log.text(), second.id, 2)).toBeNull()
})

test('has none for what is not in the log', async () => {
  const log = createTestLog()
  const lost = log.add('user.message', { content: 'look', attachments: [shot, { type: 'file', path: '/x/y.txt' }] })
  const inline = log.add('user.message', { content: 'look', attachments: [{ ...shot, data: 'CCCC' }] })
  const none = log.turn('nothing', 'here')
  expect(await read(log.text(), lost.id, 0)).toBeNull()
  expect(await read(log.text(), lost.id, 1)).toBeNull()
  expect(await read(log.text(), inline.id, 0)).toBe('CCCC')
  expect(await read(log.text(), none.id, 0)).toBeNull()
  expect(await read(log.text(), 'nobody', 0)).toBeNull()
})
