import { expect, it } from 'vitest'
import { calls, refuses, says } from '../model/reply.ts'
import { comparable, saidIn, startAgent } from './harness.ts'
import { connection, harness, model } from './perTest.ts'
import { scriptedRuntime } from './scriptedRuntime.ts'

it('creates, streams, closes, and resumes with the whole context', async () => {
  const { agent } = harness
  const probe = harness.session('one', connection)
  const live = await agent.create(probe.options)
  model.enqueue(says('Hello there, this is streamed.', { reasoning: 'Thinking first.' }))
  const turn = await probe.turn(live, 'My name is Ana.')
  expect(turn).toMatchObject({ outcome: 'done', prompt: { text: 'My name is Ana.' } })
  expect(turn.items).toMatchObject([
    { kind: 'message', text: 'Hello there, this is streamed.', reasoning: 'Thinking first.' },
  ])
  expect(turn.usage?.outputTokens).toBeGreaterThan(0)
  expect(probe.events.filter(({ type }) => type === 'textStreamed').length).toBeGreaterThan(2)
  expect(model.requests[0]).toMatchObject({ authorization: 'Bearer key', tools: [] })
  expect(model.requests[0]!.bytes).toBeLessThan(1_000)
  await live.close()
  expect(probe.lost()).toBe(0)

  const again = harness.session('one', connection)
  const resumed = await agent.resume(again.options)
  expect(model.requests).toHaveLength(1)
  await again.turn(resumed, 'What is my name?')
  const sent = model.requests[1]!.messages.map(({ content }) => content).join('\n')
  expect(sent).toContain('My name is Ana.')
  expect(sent).toContain('Hello there, this is streamed.')
})

it('gives each event once after ten resumes', async () => {
  const { agent } = harness
  const first = harness.session('often', connection)
  await first.turn(await agent.create(first.options), 'start')
  const probes = [first]
  for (let round = 0; round < 10; round += 1) {
    const probe = harness.session('often', connection)
    const live = await agent.resume(probe.options)
    model.enqueue(says('once and only once'))
    const turn = await probe.turn(live, `round ${round}`)
    expect(saidIn(turn)).toBe('once and only once')
    expect(probe.events.filter(({ type }) => type === 'turnStarted')).toHaveLength(1)
    const streamed = probe.events.map((event) => (event.type === 'textStreamed' ? event.text : '')).join('')
    expect(streamed).toBe('once and only once')
    probes.push(probe)
  }
  // Whoever listened before hears nothing of what came later.
  for (const { events } of probes) expect(events.filter(({ type }) => type === 'turnStarted')).toHaveLength(1)
})

it('keeps two sessions that stream at once apart', async () => {
  const { agent } = harness
  model.route((request) =>
    says(request.lastUser.includes('left') ? 'left '.repeat(60) : 'right '.repeat(60), { delayMs: 1 }),
  )
  const left = harness.session('left', connection, { model: 'a' })
  const right = harness.session('right', connection, { model: 'b' })
  const [liveLeft, liveRight] = await Promise.all([agent.create(left.options), agent.create(right.options)])
  const [turnLeft, turnRight] = await Promise.all([left.turn(liveLeft, 'left'), right.turn(liveRight, 'right')])
  expect(saidIn(turnLeft)).toBe('left '.repeat(60))
  expect(saidIn(turnRight)).toBe('right '.repeat(60))
  expect(turnLeft.items).toMatchObject([{ model: 'a' }])
  expect(turnRight.items).toMatchObject([{ model: 'b' }])
})

it('stops a turn at once, keeps what came, and goes on afterwards', async () => {
  const { agent } = harness
  const probe = harness.session('stopped', connection)
  const live = await agent.create(probe.options)
  model.enqueue(says('abcdefgh'.repeat(10), { holdAfter: 3 }))
  await live.send('write')
  await probe.until(({ state }) => state().active?.items.length === 1)
  await live.stop()
  const turn = probe.state().turns[0]!
  expect(turn.outcome).toBe('stopped')
  expect(saidIn(turn)).toMatch(/^(abcdefgh)+$/u)
  expect(await model.requests[0]!.ended).toBe(false)
  // The runtime keeps no partial answers: they are for the library.
  expect(saidIn((await harness.stored('stopped')).turns[0]!)).toBe('')
  expect(saidIn(await probe.turn(live, 'again'))).toContain('again')
  await live.stop()
})

it('tells what the provider refused, and works again', async () => {
  const { agent } = harness
  const probe = harness.session('refused', connection)
  const live = await agent.create(probe.options)
  model.enqueue(refuses(404, 'no such model'), refuses(400, 'too long'))
  expect(await probe.turn(live, 'one')).toMatchObject({ outcome: 'failed', error: { kind: 'rejected', status: 404 } })
  const second = await probe.turn(live, 'two')
  expect(second).toMatchObject({ outcome: 'failed', error: { kind: 'rejected', status: 400 } })
  expect(second.error?.message).toContain('too long')
  expect(second.items).toEqual([])
  expect((await probe.turn(live, 'three')).outcome).toBe('done')
})

it('tells a wrong key, and that it is trying again before that', async () => {
  const probe = harness.session('key', connection)
  const live = await harness.agent.create(probe.options)
  model.route(() => refuses(401, 'Incorrect API key provided.'))
  const turn = await probe.turn(live, 'hello')
  expect(turn).toMatchObject({ outcome: 'failed', error: { kind: 'authentication', status: 401 } })
  expect(turn.error?.message).not.toContain('COPILOT_')
  expect(turn.items).toMatchObject([
    { kind: 'notice', notice: { kind: 'retrying', message: 'HTTP 401', attempt: 2, over: true } },
  ])
})

it('drops what a retry of the runtime replaces', async () => {
  const probe = harness.session('cut', connection)
  const live = await harness.agent.create(probe.options)
  model.enqueue(says('broken answer that breaks', { cutAfter: 2, delayMs: 20 }), says('whole'))
  const turn = await probe.turn(live, 'hello')
  expect(turn.outcome).toBe('done')
  expect(saidIn(turn).trim()).toBe('whole')
})

it('refuses to create what exists', async () => {
  const { agent } = harness
  const probe = harness.session('taken', connection)
  const live = await agent.create(probe.options)
  await expect(agent.create(probe.options)).rejects.toMatchObject({ code: 'idTaken' })
  await probe.turn(live, 'hello')
  await live.close()
  expect(await agent.exists('taken')).toBe(true)
  expect(await agent.exists('free')).toBe(false)
  await expect(agent.create(probe.options)).rejects.toMatchObject({ code: 'idTaken' })
  expect((await harness.stored('taken')).turns).toHaveLength(1)
})

it('names, deletes, and tells what can not be resumed', async () => {
  const { agent } = harness
  const probe = harness.session('named', connection)
  const live = await agent.create(probe.options)
  await probe.turn(live, 'hello')
  await agent.rename('named', 'While it is live')
  await live.close()
  await agent.rename('named', '  A closed\n one ')
  expect((await harness.stored('named')).turns).toHaveLength(1)
  await agent.remove('named')
  await agent.remove('named')
  expect(await agent.exists('named')).toBe(false)
  await expect(agent.resume(probe.options)).rejects.toMatchObject({ code: 'sessionMissing' })
  const gone = harness.session('x', connection, { kind: 'agent', folder: `${harness.folder}/gone` })
  await expect(agent.create(gone.options)).rejects.toMatchObject({ code: 'folderMissing' })
  expect(await agent.inUse(['named'])).toEqual(new Set())
})

it('reads from a log what it told live', async () => {
  const { agent } = harness
  const probe = harness.session('same', connection, { kind: 'agent', folder: harness.folder })
  const live = await agent.create(probe.options)
  model.enqueue(says('First.', { reasoning: 'Hm.' }))
  await probe.turn(live, 'one')
  model.enqueue(calls('bash', { command: 'echo hello', description: 'Say hello' }), says('Second.'))
  await probe.turn(live, 'two')
  model.enqueue(refuses(400, 'no'))
  await probe.turn(live, 'three')
  model.enqueue(says('never finished', { holdAfter: 1 }))
  await live.send('four')
  await probe.until(({ state }) => state().active !== null && state().active!.items.length > 0)
  await live.stop()
  await live.setModel('other')
  const task = { description: 'Look', prompt: 'Look around', agent_type: 'explore', name: 'looker', mode: 'sync' }
  model.enqueue(calls('task', task), calls('bash', { command: 'pwd', description: 'd' }), says('sub'), says('main'))
  await probe.turn(live, 'five')
  await live.close()
  const live5 = probe.state().turns.at(-1)!
  expect(saidIn(live5).trim()).toBe('main')
  expect(live5.items.filter(({ kind }) => kind === 'tool')).toMatchObject([
    { name: 'task', parentId: null },
    { name: 'bash', subject: 'pwd', parentId: 'call-2' },
  ])
  expect(comparable(await harness.stored('same'))).toEqual(comparable(probe.state()))
})

it('opens a session again when the runtime has let it go, without a word', async () => {
  const message = 'Session not found for sessionId: evicted'
  const path = await scriptedRuntime(harness.folder, { refuse: [{ method: 'session.send', call: 2, message }] })
  const evicting = await startAgent({ runtimePath: path })
  try {
    const probe = evicting.session('evicted', connection)
    const live = await evicting.agent.create(probe.options)
    await probe.turn(live, 'one')
    expect(saidIn(await probe.turn(live, 'two'))).toContain('two')
    expect(probe.events.filter(({ type }) => type === 'turnStarted')).toHaveLength(2)
    expect(probe.lost()).toBe(0)
  } finally {
    await evicting.dispose()
  }
})

it('gives a session up that the runtime has let go and that is gone', async () => {
  const path = await scriptedRuntime(harness.folder, {
    refuse: [
      { method: 'session.send', call: 1, message: 'Session not found for sessionId: gone' },
      { method: 'session.resume', call: 1, message: 'Failed to load session events: Session not found: gone' },
    ],
  })
  const evicting = await startAgent({ runtimePath: path })
  try {
    const probe = evicting.session('gone', connection)
    const live = await evicting.agent.create(probe.options)
    await expect(live.send('one')).rejects.toMatchObject({ code: 'sessionMissing' })
    expect(probe.lost()).toBe(1)
  } finally {
    await evicting.dispose()
  }
})

it('puts a message into a running turn, which reads it after its present step', async () => {
  const { agent } = harness
  const probe = harness.session('steered', connection, { kind: 'agent', folder: harness.folder })
  const live = await agent.create(probe.options)
  model.enqueue(calls('ask_user', { question: 'Which one?', choices: ['a', 'b'] }), says('After both.'))
  await live.send('one')
  await probe.until(({ events }) => events.some(({ type }) => type === 'requestOpened'))
  await live.send('this as well', { attachments: [], steer: true })
  const asked = probe.events.find((event) => event.type === 'requestOpened')
  await live.answer(asked!.request.id, { kind: 'reply', text: 'b', freeform: false })
  await probe.until(({ state }) => state().turns.length === 2 && state().active === null)
  expect(probe.events.filter(({ type }) => type === 'turnEnded')).toHaveLength(1)
  expect(probe.state().turns).toMatchObject([
    { outcome: 'done', prompt: { text: 'one' } },
    { outcome: 'done', prompt: { text: 'this as well' }, items: [{ text: 'After both.' }] },
  ])
  expect(model.requests).toHaveLength(2)
  expect(model.requests[1]!.lastUser).toContain('this as well')
  await live.close()
  expect(comparable(await harness.stored('steered'))).toEqual(comparable(probe.state()))
})

it('takes a message that was put into a turn back when the turn is stopped first', async () => {
  const { agent } = harness
  const probe = harness.session('taken-back', connection)
  const live = await agent.create(probe.options)
  model.enqueue(says('abcdefgh'.repeat(10), { holdAfter: 3 }))
  await live.send('one')
  await probe.until(({ state }) => state().active?.items.length === 1)
  await live.send('never read', { attachments: [], steer: true })
  await live.stop()
  await probe.turn(live, 'two')
  expect(probe.state().turns.map(({ prompt }) => prompt?.text)).toEqual(['one', 'two'])
  expect(JSON.stringify(model.requests.map(({ raw }) => raw))).not.toContain('never read')
})

it('sends pictures, words and paths along, and tells of them live and stored', async () => {
  const { agent } = harness
  const probe = harness.session('attached', connection)
  const live = await agent.create(probe.options)
  const picture = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
  const words = Buffer.from('the words of a file').toString('base64')
  await live.send('look', {
    steer: false,
    attachments: [
      { kind: 'bytes', data: picture, mimeType: 'image/png', name: 'pasted.png' },
      { kind: 'bytes', data: words, mimeType: 'text/plain', name: 'notes.txt' },
      { kind: 'folder', path: harness.folder, name: 'folder' },
    ],
  })
  await probe.until(({ state }) => state().turns.length === 1)
  const sent = JSON.stringify(model.requests[0]!.raw)
  expect(sent).toContain(`data:image/png;base64,${picture}`)
  expect(sent).toContain('the words of a file')
  expect(sent).toContain(harness.folder)
  const attachments = ['pasted.png', 'notes.txt', harness.folder]
  expect(probe.state().turns).toMatchObject([{ prompt: { text: 'look', attachments } }])
  await live.close()
  expect((await harness.stored('attached')).turns).toMatchObject([{ prompt: { text: 'look', attachments } }])
})
