import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import type { Turn } from '../../shared/model/turn.ts'
import { createSentPaths } from './sentPaths.ts'

it('finds what is there, and nothing that is not, has no path, or lies on another machine', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'sent-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const there = join(folder, 'notes.md')
  await writeFile(there, 'x')
  const attachments = [there, join(folder, 'gone.md'), 'image.png', '\\\\elsewhere\\share\\x', '//elsewhere/share/x']
  const turn: Turn = {
    id: 't',
    at: 1,
    prompt: { text: 'Look', attachments },
    items: [],
    thinking: null,
    outcome: 'done',
    error: null,
    endedAt: 2,
    usage: null,
  }
  const pathOf = createSentPaths({ readAll: () => Promise.resolve([turn]) })
  expect(await pathOf('a', 't', 0)).toBe(there)
  for (const index of [1, 2, 3, 4, 5]) {
    await expect(pathOf('a', 't', index)).rejects.toMatchObject({ code: 'sentFileGone' })
  }
  await expect(pathOf('a', 'other', 0)).rejects.toMatchObject({ code: 'sentFileGone' })
})
