import { createHash } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { startAgent, type AgentHarness } from './harness.ts'

const connection = { kind: 'practice' } as const
let harness: AgentHarness

beforeEach(async () => {
  harness = await startAgent()
})
afterEach(() => harness.dispose())

/** Everything that says what was said, and when. */
function said(id: string): readonly unknown[] {
  return ['events.jsonl', 'workspace.yaml'].map((name) => {
    const path = join(harness.home, 'session-state', id, name)
    return [createHash('sha256').update(readFileSync(path)).digest('hex'), statSync(path).mtimeMs]
  })
}

it('keeps a text with a session, live or closed, which changes nothing of what was said nor when', async () => {
  const { agent } = harness
  const probe = harness.session('a', connection)
  const live = await agent.create(probe.options)
  await probe.turn(live, 'hello')
  await agent.keepMetadata('a', '{"while":"it is live"}')
  expect(await agent.metadata(['a'])).toEqual(new Map([['a', '{"while":"it is live"}']]))
  // Live it was, and live it is.
  await probe.turn(live, 'and again')
  await live.close()

  const before = said('a')
  await agent.keepMetadata('a', '{"once":"closed"}')
  expect(said('a')).toEqual(before)
  expect(await agent.metadata(['a', 'never-there'])).toEqual(new Map([['a', '{"once":"closed"}']]))
  await expect(agent.keepMetadata('never-there', 'x')).rejects.toMatchObject({ code: 'sessionMissing' })

  // Another runtime, another day.
  await agent.restart()
  expect(await agent.metadata(['a'])).toEqual(new Map([['a', '{"once":"closed"}']]))
})

it('is out of the way before a session is opened: a second handle would kill the first', async () => {
  const { agent } = harness
  const probe = harness.session('a', connection)
  const first = await agent.create(probe.options)
  await probe.turn(first, 'hello')
  await first.close()
  for (let round = 0; round < 5; round += 1) {
    const [, live] = await Promise.all([agent.keepMetadata('a', `round ${round}`), agent.resume(probe.options)])
    expect((await probe.turn(live, `Turn ${round}`)).outcome).toBe('done')
    await live.close()
  }
  expect(probe.lost()).toBe(0)
  const opening = agent.resume(probe.options)
  await agent.keepMetadata('a', 'while it is being opened')
  await (await opening).close()
  expect(probe.lost()).toBe(0)
  expect((await agent.metadata(['a'])).get('a')).toBe('while it is being opened')
})
