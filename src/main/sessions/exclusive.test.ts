import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { AppEvent } from '../../shared/events.ts'
import type { Sessions } from './port.ts'
import { createSessions } from './sessions.ts'
import { createMemoryHistory, type MemoryHistory } from './testing/memoryHistory.ts'
import { createMemoryLibrary } from './testing/memoryLibrary.ts'
import { createMemoryTrash } from './testing/memoryTrash.ts'
import { quietParts } from './testing/parts.ts'
import { createScriptedAgent, type ScriptedAgent } from './testing/scriptedAgent.ts'

let sessions: Sessions
let agent: ScriptedAgent
let history: MemoryHistory
let sent: AppEvent[]

beforeEach(async () => {
  history = createMemoryHistory()
  history.put({ id: 'a' }, [])
  agent = createScriptedAgent(new Set(['a']))
  sent = []
  const library = createMemoryLibrary()
  sessions = await createSessions({
    ...quietParts,
    agent,
    history,
    library,
    trash: createMemoryTrash(agent, library),
    attachmentsFolder: '/nowhere/attachments',
    connection: () => Promise.resolve({ kind: 'practice' }),
    chooseFor: () => ({ providerId: 'practice', model: 'practice' }),
    send: (batch) => sent.push(...batch),
    onRows: () => undefined,
    isInView: () => true,
    continuePrompt: (tail) => tail,
    now: () => 1000,
    log: { error: (what, error) => expect.fail(`${what}: ${String(error)}`) },
  })
})
afterEach(() => sessions.dispose())

const heard = (call: string): Promise<void> => vi.waitFor(() => expect(agent.calls).toContain(call))

it('lets go of a session first, keeps it from coming back meanwhile, and reads it anew', async () => {
  await sessions.open('a')
  await sessions.runner.send('a', 'One')
  await heard('send a: One')
  agent.answerTurn('a', 't1', 'One', 'Answer')
  const work = Promise.withResolvers<string>()
  const done = sessions.exclusively('a', () => work.promise)
  await heard('close a')
  agent.calls.length = 0
  await sessions.runner.send('a', 'Two')
  await expect(sessions.exclusively('a', () => Promise.resolve())).rejects.toMatchObject({ code: 'sessionBusy' })
  expect(agent.calls).toEqual([])
  work.resolve('result')
  expect(await done).toBe('result')
  await heard('send a: Two')
  expect(agent.calls[0]).toMatch(/^resume a/u)
  await vi.waitFor(() => expect(sent.some((event) => event.type === 'session.reopened')).toBe(true))
})

it('leaves a session alone in which a turn runs, or that another process holds', async () => {
  const work = vi.fn(() => Promise.resolve())
  agent.held.add('a')
  await expect(sessions.exclusively('a', work)).rejects.toMatchObject({ code: 'sessionInUse' })
  agent.held.clear()
  await sessions.runner.send('a', 'One')
  await heard('send a: One')
  agent.say('a', { type: 'turnStarted', turnId: 't1', at: 2, prompt: { text: 'One', attachments: [] } })
  await expect(sessions.exclusively('a', work)).rejects.toMatchObject({ code: 'sessionBusy' })
  expect(work).not.toHaveBeenCalled()
  expect(agent.calls).not.toContain('close a')
})

it('is free again when the work failed', async () => {
  await expect(sessions.exclusively('a', () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  await sessions.runner.send('a', 'One')
  await heard('send a: One')
})

it('leaves nothing waiting for a turn that it kept from beginning', async () => {
  await sessions.open('a')
  await sessions.runner.send('a', 'One')
  await sessions.runner.send('a', 'Two')
  await heard('send a: One')
  await sessions.exclusively('a', () => Promise.resolve())
  expect(await sessions.queue.list('a')).toMatchObject([
    { text: 'One', state: 'paused' },
    { text: 'Two', state: 'paused' },
  ])
})
