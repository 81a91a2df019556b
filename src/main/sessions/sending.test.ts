import { describe, expect, it, vi } from 'vitest'
import { AppError } from '../../shared/errors.ts'
import { chat, choice, createBlankBench } from './testing/bench.ts'
import type { ScriptedAgent } from './testing/scriptedAgent.ts'

const callsOf = (agent: ScriptedAgent, count: number): Promise<void> =>
  vi.waitFor(() => expect(agent.calls).toHaveLength(count))

describe('a new session', () => {
  it('is made in the runtime with its first message, not before', async () => {
    const { sessions, agent } = await createBlankBench()
    await sessions.create({ ...chat('a'), title: 'My title' })
    expect(sessions.row('a')).toMatchObject({ unsent: true, title: 'My title' })
    expect(agent.calls).toEqual([])
    await sessions.runner.send('a', 'Hello')
    await callsOf(agent, 3)
    expect(agent.calls).toEqual(['create a', 'rename a: My title', 'send a: Hello'])
    agent.answerTurn('a', 't1', 'Hello', 'Hi there')
    expect(sessions.row('a').unsent).toBe(false)
  })

  it('is refused when its id is taken, in any case of letters, or not valid', async () => {
    const { sessions, history } = await createBlankBench()
    history.put({ id: 'Taken' }, [])
    await expect(sessions.checkId('taken')).resolves.toBe('idTaken')
    await expect(sessions.checkId('has space')).resolves.toBe('idInvalid')
    await expect(sessions.checkId('')).resolves.toBe('idInvalid')
    await expect(sessions.checkId('NUL')).resolves.toBe('idReserved')
    await expect(sessions.checkId('free-1')).resolves.toBeNull()
    await expect(sessions.create(chat('Taken'))).rejects.toMatchObject({ code: 'idTaken' })
  })

  it('can be begun again when its first message never arrived', async () => {
    const { sessions, agent } = await createBlankBench()
    await sessions.create(chat('a'))
    agent.failNext('create', new AppError('diskFull'))
    await sessions.runner.send('a', 'Hello')
    await vi.waitFor(async () => expect(await sessions.queue.list('a')).toMatchObject([{ state: 'paused' }]))
    expect(sessions.row('a').unsent).toBe(true)
    await sessions.runner.resumeQueue('a')
    await vi.waitFor(() => expect(agent.calls).toContain('send a: Hello'))
  })
})

describe('messages', () => {
  it('are stored first, wait while a turn runs, and are sent one by one in their order', async () => {
    const { sessions, agent, library } = await createBlankBench()
    await sessions.create(chat('a'))
    const first = await sessions.runner.send('a', 'one')
    expect((await library.queue('a')).map((message) => message.id)).toEqual([first.id])
    await vi.waitFor(() => expect(agent.calls).toContain('send a: one'))
    agent.say('a', { type: 'turnStarted', turnId: 't1', at: 1, prompt: { text: 'one', attachments: [] } })
    await Promise.all([sessions.runner.send('a', 'two'), sessions.runner.send('a', 'three')])
    expect(agent.calls.filter((call) => call.startsWith('send'))).toEqual(['send a: one'])
    expect((await library.queue('a')).map((message) => message.text)).toEqual(['two', 'three'])
    agent.say('a', { type: 'turnEnded', at: 2, outcome: 'done', error: null })
    await vi.waitFor(() => expect(agent.calls).toContain('send a: two'))
    expect(agent.calls).not.toContain('send a: three')
    agent.answerTurn('a', 't2', 'two', 'Yes')
    await vi.waitFor(() => expect(agent.calls).toContain('send a: three'))
  })

  it('that wait are paused by a stop and by a crash, and never sent by themselves', async () => {
    const { sessions, agent, library, history } = await createBlankBench()
    await sessions.create(chat('a'))
    await sessions.runner.send('a', 'one')
    await vi.waitFor(() => expect(agent.calls).toContain('send a: one'))
    agent.say('a', { type: 'turnStarted', turnId: 't1', at: 1, prompt: { text: 'one', attachments: [] } })
    await sessions.runner.send('a', 'two')
    await sessions.runner.stop('a')
    await expect(library.queue('a')).resolves.toMatchObject([{ text: 'two', state: 'paused' }])
    expect(agent.calls).not.toContain('send a: two')

    const again = await createBlankBench({ library, history, known: ['a'] })
    history.put({ id: 'a' }, [])
    const opened = await again.sessions.open('a')
    expect(opened.queue).toMatchObject([{ text: 'two', state: 'paused' }])
    expect(again.agent.calls).toEqual([])
    await again.sessions.runner.resumeQueue('a')
    await vi.waitFor(() => expect(again.agent.calls).toContain('send a: two'))
  })

  it('that can not be sent stay, and the window is told why', async () => {
    const { sessions, agent, history, told } = await createBlankBench({ known: ['a'] })
    history.put({ id: 'a' }, [])
    agent.held.add('a')
    await sessions.runner.send('a', 'mine')
    await vi.waitFor(() =>
      expect(told().findLast((event) => event.type === 'session.resuming')?.resuming).toMatchObject({
        state: 'stopped',
        failure: { code: 'sessionInUse', detail: 'a' },
      }),
    )
    await expect(sessions.queue.list('a')).resolves.toMatchObject([{ text: 'mine', state: 'paused' }])
    await sessions.takeOver('a')
    await sessions.runner.resumeQueue('a')
    await vi.waitFor(() => expect(agent.calls).toContain('send a: mine'))
  })

  it('wait for the dying runtime of a killed app, which holds its session for a moment longer', async () => {
    const { sessions, agent, history, told } = await createBlankBench({ known: ['a'], orphanMs: 200 })
    history.put({ id: 'a' }, [])
    agent.held.add('a')
    await expect(sessions.open('a')).resolves.toMatchObject({ problem: null })
    await sessions.runner.send('a', 'right after the crash')
    agent.held.delete('a')
    await vi.waitFor(() => expect(agent.calls).toContain('send a: right after the crash'))
    expect(told().some((event) => event.type === 'session.sendFailed')).toBe(false)
  })

  it('of two sessions at once stay with their own', async () => {
    const { sessions, agent } = await createBlankBench()
    await Promise.all([sessions.create(chat('a')), sessions.create(chat('b'))])
    await Promise.all([sessions.runner.send('a', 'to a'), sessions.runner.send('b', 'to b')])
    await vi.waitFor(() => expect(agent.calls.filter((call) => call.startsWith('send'))).toHaveLength(2))
    agent.say('a', { type: 'turnStarted', turnId: 'ta', at: 1, prompt: { text: 'to a', attachments: [] } })
    agent.say('b', { type: 'turnStarted', turnId: 'tb', at: 1, prompt: { text: 'to b', attachments: [] } })
    for (let n = 0; n < 50; n++) {
      agent.say('a', { type: 'textStreamed', itemId: 'm', at: 2, text: 'a' })
      agent.say('b', { type: 'textStreamed', itemId: 'm', at: 2, text: 'b' })
    }
    const [a, b] = await Promise.all([sessions.open('a'), sessions.open('b')])
    expect(a.state.active?.items).toMatchObject([{ text: 'a'.repeat(50) }])
    expect(b.state.active?.items).toMatchObject([{ text: 'b'.repeat(50) }])
  })
})

describe('ten at once', () => {
  it('on four models, with a thousand events in any order: each word is in its own session, and nowhere else', async () => {
    const { sessions, agent, told } = await createBlankBench()
    const ids = Array.from({ length: 10 }, (_, n) => `s${n}`)
    const modelOf = (n: number): string => `model-${n % 4}`
    for (const [n, id] of ids.entries()) {
      await sessions.create({ ...chat(id), model: { ...choice, model: modelOf(n) } })
      await sessions.open(id)
      await sessions.runner.send(id, `to ${id}`)
    }
    await vi.waitFor(() => expect(agent.calls.filter((call) => call.startsWith('send'))).toHaveLength(10))
    expect(ids.map((id) => agent.opened.get(id)?.model)).toEqual(ids.map((_, n) => modelOf(n)))
    for (const id of ids) {
      agent.say(id, { type: 'turnStarted', turnId: `t-${id}`, at: 1, prompt: { text: `to ${id}`, attachments: [] } })
    }
    const said = new Map(ids.map((id) => [id, '']))
    // Every order comes up: 7919 is prime, and takes a thousand steps to come round.
    for (let n = 0; n < 1_000; n += 1) {
      const at = (n * 7_919) % 1_000
      const id = ids[at % 10]!
      const text = `${id}.${at} `
      said.set(id, `${said.get(id) ?? ''}${text}`)
      agent.say(id, { type: 'textStreamed', itemId: 'm', at: 2, text })
    }
    for (const id of ids) {
      const { state } = await sessions.open(id)
      expect(state.active).toMatchObject({
        id: `t-${id}`,
        prompt: { text: `to ${id}` },
        items: [{ text: said.get(id) }],
      })
    }
    await vi.waitFor(() => {
      const heard = new Map(ids.map((id) => [id, '']))
      for (const event of told()) {
        if (event.type !== 'session.events') continue
        for (const one of event.events)
          if (one.type === 'textStreamed') heard.set(event.id, `${heard.get(event.id) ?? ''}${one.text}`)
      }
      expect(heard).toEqual(said)
    })
  })
})
