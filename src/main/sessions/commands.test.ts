import { expect, test } from 'vitest'
import type { OfferedCommand } from '../agent/port.ts'
import { commandsFor } from './commands.ts'
import { createBench, NOW } from './testing/bench.ts'

const builtin = (name: string): OfferedCommand => ({ name, aliases: [], kind: 'builtin', description: 'its own' })
const skill: OfferedCommand = { name: 'deploy', aliases: ['ship'], kind: 'skill', description: 'Ships it' }
const offered = [builtin('review'), builtin('env'), builtin('computer'), skill]
const names = (...args: Parameters<typeof commandsFor>): readonly string[] =>
  commandsFor(...args).map(({ name }) => name)

test('what is for a terminal, or needs what a session lacks, is not listed', () => {
  const agent = { kind: 'agent', unsent: false, live: false } as const
  expect(names(offered, agent)).toEqual(['review', 'env', 'deploy', 'context', 'usage'])
  expect(names(offered, { ...agent, live: true })).toEqual(['review', 'env', 'deploy'])
  expect(names(offered, { ...agent, unsent: true })).toEqual(['review', 'deploy'])
  expect(names(offered, { ...agent, kind: 'chat' })).toEqual(['context', 'usage'])
  expect(commandsFor([skill], agent)[0]).toEqual({ name: 'deploy', how: 'ask', description: 'Ships it' })
})

test('listing makes nothing live; running one does, and sends nothing', async () => {
  const { sessions, agent } = await createBench()
  agent.invoked.set('usage', { kind: 'text', text: 'much', markdown: false })
  agent.offered.push(builtin('env'))
  expect((await sessions.commands('a')).map(({ name }) => name)).toContain('usage')
  expect(agent.calls).toEqual([])
  expect(await sessions.runCommand('a', 'usage', '')).toEqual({ text: 'much', markdown: false })
  expect(agent.calls).toEqual(['resume a practice', 'invoke a usage '])
  await expect(sessions.runCommand('a', 'unheard-of', '')).rejects.toThrow('invalid')
})

test('a command that would disturb the answer waits for its end', async () => {
  const { sessions, agent } = await createBench()
  await sessions.send('a', 'hello', [])
  await expect.poll(() => agent.calls).toContain('send a: hello')
  agent.say('a', { type: 'turnStarted', turnId: 't', at: 2, prompt: { text: 'hello', attachments: [] } })
  agent.invoked.set('context', { kind: 'text', text: 'full', markdown: false })
  await expect(sessions.runCommand('a', 'compact', '')).rejects.toThrow('sessionBusy')
  expect(await sessions.runCommand('a', 'context', '')).toMatchObject({ text: 'full' })
})

test('a command that asks the model goes out as its prompt, and stands in the conversation as it was typed', async () => {
  const { sessions, agent } = await createBench()
  agent.offered.push(skill, builtin('model'))
  agent.invoked.set('deploy', { kind: 'prompt', prompt: 'Deploy with care.' })
  await sessions.send('a', '/ship to Mars', [])
  await expect.poll(() => agent.given).toEqual(['Deploy with care.'])
  expect(agent.calls.slice(-2)).toEqual(['invoke a deploy to Mars', 'send a: /ship to Mars'])
})

test.each(['/nothing of that name', '/model other', '/etc/hosts is odd'])(
  '%j is a text, and sent as one',
  async (text) => {
    const { sessions, agent } = await createBench()
    agent.offered.push(builtin('model'))
    agent.invoked.set('model', { kind: 'done' })
    await sessions.send('a', text, [])
    await expect.poll(() => agent.calls.at(-1)).toBe(`send a: ${text}`)
    expect(agent.given).toEqual([])
  },
)

test('what a person sends is remembered; what is asked in their name is not', async () => {
  const { sessions, agent } = await createBench()
  await sessions.send('a', 'first', [])
  await expect.poll(() => agent.calls).toContain('send a: first')
  agent.answerTurn('a', 't', 'first', 'half an answer')
  await sessions.continueTurn('a', 't')
  expect(await sessions.prompts()).toEqual([{ sessionId: 'a', text: 'first', at: NOW }])
})

test('model, effort and mode are kept, given when a session is made live, and given at once while it is', async () => {
  const { sessions, agent, library } = await createBench()
  const choice = { providerId: 'practice', model: 'deep' }
  expect(await sessions.setModel('a', choice, 'high')).toMatchObject({ model: 'deep', effort: 'high' })
  await sessions.setMode('a', 'plan')
  await sessions.runCommand('a', 'none', '').catch(() => undefined)
  expect(agent.opened.get('a')).toMatchObject({ model: 'deep', effort: 'high', mode: 'plan' })
  await sessions.setModel('a', { ...choice, model: 'other' })
  await sessions.setMode('a', 'autopilot')
  // The runtime would keep the old one: that there is to be none is said.
  await sessions.setModel('a', choice, null)
  expect(agent.calls.slice(-3)).toEqual(['setModel a other high', 'setMode a autopilot', 'setModel a deep none'])
  expect(await library.record('a')).toMatchObject({ model: 'deep', effort: 'none', mode: 'autopilot' })
})

test('what changes of a provider holds from the next message on: what is idle is opened anew, what works is let end', async () => {
  let limit: number | null = null
  const { sessions, agent } = await createBench({ contextLimit: () => limit })
  await sessions.setModel('a', { providerId: 'own', model: 'deep' })
  await sessions.runner.wake('a')
  expect(agent.opened.get('a')?.context?.limit).toBeNull()
  limit = 8_192
  await sessions.runner.renew(({ providerId }) => providerId === 'another')
  expect(agent.calls).not.toContain('close a')
  await sessions.runner.renew(({ providerId, model }) => providerId === 'own' && model === 'deep')
  expect(agent.calls.filter((call) => call === 'close a')).toHaveLength(1)
  await sessions.runner.wake('a')
  expect(agent.opened.get('a')?.context?.limit).toBe(8_192)

  await sessions.send('a', 'first', [])
  await expect.poll(() => agent.calls).toContain('send a: first')
  agent.say('a', { type: 'turnStarted', turnId: 't', at: 2, prompt: { text: 'first', attachments: [] } })
  limit = 4_096
  await sessions.runner.renew(() => true)
  expect(agent.calls.filter((call) => call === 'close a')).toHaveLength(1)
  agent.say('a', { type: 'turnEnded', at: 3, outcome: 'done', error: null })
  await expect.poll(() => agent.calls.filter((call) => call === 'close a')).toHaveLength(2)
})

test('another model of the same provider that takes another amount is opened with that', async () => {
  const { sessions, agent } = await createBench({ contextLimit: ({ model }) => (model === 'small' ? 4_096 : 8_192) })
  await sessions.setModel('a', { providerId: 'own', model: 'deep' })
  await sessions.runner.wake('a')
  await sessions.setModel('a', { providerId: 'own', model: 'other' })
  expect(agent.calls.at(-1)).toBe('setModel a other')
  await sessions.setModel('a', { providerId: 'own', model: 'small' })
  expect(agent.calls.at(-1)).toBe('close a')
  await sessions.runner.wake('a')
  expect(agent.opened.get('a')).toMatchObject({ model: 'small', context: { limit: 4_096 } })
})

test('another model than was asked for is told, and the choice stays', async () => {
  const { sessions, agent, told } = await createBench()
  agent.uses.set('a', 'small')
  await sessions.setModel('a', { providerId: 'practice', model: 'big' })
  await sessions.runCommand('a', 'none', '').catch(() => undefined)
  await expect.poll(told).toContainEqual({ type: 'session.otherModel', id: 'a', model: 'small' })
  expect(sessions.row('a').model).toBe('big')
})

test('the mode that the runtime changes to by itself is the mode of the session', async () => {
  const { sessions, agent } = await createBench()
  await sessions.setMode('a', 'plan')
  await sessions.runCommand('a', 'none', '').catch(() => undefined)
  agent.opened.get('a')?.onMode?.('interactive')
  await expect.poll(() => sessions.row('a').mode).toBe('interactive')
})
