import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createLibrary } from '../../src/main/library/library.ts'
import type { Library } from '../../src/main/library/port.ts'
import { createTrash, type Trash } from '../../src/main/trash/trash.ts'
import { echo } from '../model/reply.ts'
import { startModel, type ModelServer } from '../model/startModel.ts'
import { type AgentHarness, comparable, startAgent } from './harness.ts'

// The real runtime deletes, and the real runtime must take up again what was put back.
let harness: AgentHarness
let model: ModelServer
let data: string
let library: Library
let trash: Trash

beforeEach(async () => {
  harness = await startAgent()
  model = await startModel(echo)
  data = await mkdtemp(join(tmpdir(), 'retoma-trash-data-'))
  library = await createLibrary({
    folder: join(data, 'library'),
    workerUrl: new URL('../../src/main/library/worker.ts', import.meta.url),
    log: { error: (what) => expect.fail(what) },
  })
  trash = createTrash({
    folder: join(data, 'trash'),
    home: harness.home,
    library,
    agent: harness.agent,
    days: () => 30,
    now: Date.now,
    log: { error: (what) => expect.fail(what) },
  })
})
afterEach(async () => {
  await harness.dispose()
  await library.dispose()
  await model.close()
  await rm(data, { recursive: true, force: true })
})

const session = (id: string): string => join(harness.home, 'session-state', id)
const leaving = (id: string) => ({ id, title: id, origin: 'retoma', unsent: false }) as const

test('a session is deleted, put back and taken up again with all that was said', async () => {
  const { agent } = harness
  const probe = harness.session('tarot', { kind: 'openai', baseUrl: model.baseUrl, apiKey: null })
  const live = await agent.create(probe.options)
  await probe.turn(live, 'The word is heliotrope.')
  await live.close()
  const before = await harness.stored('tarot')

  const entryId = await trash.moveIn(leaving('tarot'))
  expect(await agent.exists('tarot')).toBe(false)
  expect(await readdir(join(harness.home, 'session-state'))).toEqual([])
  await expect(agent.resume(probe.options)).rejects.toMatchObject({ code: 'sessionMissing' })

  await trash.restore(entryId)
  expect(comparable(await harness.stored('tarot'))).toEqual(comparable(before))
  const again = harness.session('tarot', { kind: 'openai', baseUrl: model.baseUrl, apiKey: null })
  const resumed = await agent.resume(again.options)
  const turn = await again.turn(resumed, 'What was the word?')
  expect(turn.outcome).toBe('done')
  expect(JSON.stringify(model.requests.at(-1))).toContain('heliotrope')
  await resumed.close()

  // And once more, now that it has been resumed.
  const second = await trash.moveIn(leaving('tarot'))
  await trash.restore(second)
  expect((await harness.stored('tarot')).turns).toHaveLength(2)
})

test('what the runtime left of a cut deletion is removed at the next start', async () => {
  const { agent } = harness
  const probe = harness.session('cut', { kind: 'openai', baseUrl: model.baseUrl, apiKey: null })
  const live = await agent.create(probe.options)
  await probe.turn(live, 'Hello')
  await live.close()
  const cut = Promise.withResolvers<undefined>()
  const dying = createTrash({
    folder: join(data, 'trash'),
    home: harness.home,
    library,
    agent: {
      remove: async () => {
        await rm(join(session('cut'), 'events.jsonl'))
        cut.resolve(undefined)
        return new Promise(() => undefined)
      },
    },
    days: () => 30,
    now: Date.now,
    log: { error: (what) => expect.fail(what) },
  })
  void dying.moveIn(leaving('cut'))
  await cut.promise
  await trash.recover(false)
  expect(await readdir(join(harness.home, 'session-state'))).toEqual([])
  const [entry] = await trash.list()
  await trash.restore(entry?.entryId ?? '')
  expect((await harness.stored('cut')).turns).toHaveLength(1)
})
