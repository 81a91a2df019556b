import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { AppError } from '../../shared/errors.ts'
import type { AppEvent, SessionEvent } from '../../shared/events.ts'
import type { SessionState } from '../../shared/model.ts'
import { emptyState, reduceAll } from '../../shared/reduce.ts'
import { createSessions, type Sessions } from './sessions.ts'
import { createMemoryHistory, type MemoryHistory } from './testing/memoryHistory.ts'
import { createMemoryLibrary } from './testing/memoryLibrary.ts'
import { createMemoryTrash } from './testing/memoryTrash.ts'
import { quietParts } from './testing/parts.ts'
import { createScriptedAgent, type ScriptedAgent } from './testing/scriptedAgent.ts'
import type { Library } from '../library/port.ts'

const choice = { providerId: 'practice', model: 'practice' }
const open: Sessions[] = []

afterEach(async () => {
  await Promise.all(open.splice(0).map((sessions) => sessions.dispose()))
})

interface Bench {
  readonly sessions: Sessions
  readonly agent: ScriptedAgent
  readonly history: MemoryHistory
  readonly library: Library
  readonly sent: AppEvent[]
}

async function start(
  from: Partial<Pick<Bench, 'history' | 'library'>> & {
    known?: string[]
    inView?: string
    orphanMs?: number
    attachmentsFolder?: string
  } = {},
): Promise<Bench> {
  const history = from.history ?? createMemoryHistory()
  const library = from.library ?? createMemoryLibrary()
  const agent = createScriptedAgent(new Set(from.known))
  const sent: AppEvent[] = []
  const sessions = await createSessions({
    ...quietParts,
    agent,
    history,
    library,
    trash: createMemoryTrash(agent, library),
    attachmentsFolder: from.attachmentsFolder ?? '/nowhere/attachments',
    connection: () => Promise.resolve({ kind: 'practice' }),
    chooseFor: (model) => ({ providerId: 'practice', model: model ?? 'practice' }),
    send: (batch) => sent.push(...batch),
    onRows: () => undefined,
    isInView: (id) => id === from.inView,
    continuePrompt: (tail) => `Go on after: ${tail}`,
    now: () => 1000,
    orphanMs: from.orphanMs ?? 0,
    log: { error: (what, error) => expect.fail(`${what}: ${String(error)}`) },
  })
  open.push(sessions)
  return { sessions, agent, history, library, sent }
}

const chat = (id: string): Parameters<Sessions['create']>[0] => ({
  id,
  title: '',
  kind: 'chat',
  folder: null,
  model: choice,
})
const callsOf = (agent: ScriptedAgent, count: number): Promise<void> =>
  vi.waitFor(() => expect(agent.calls).toHaveLength(count))

describe('a new session', () => {
  it('is made in the runtime with its first message, not before', async () => {
    const { sessions, agent } = await start()
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
    const { sessions, history } = await start()
    history.put({ id: 'Taken' }, [])
    await expect(sessions.checkId('taken')).resolves.toBe('idTaken')
    await expect(sessions.checkId('has space')).resolves.toBe('idInvalid')
    await expect(sessions.checkId('')).resolves.toBe('idInvalid')
    await expect(sessions.checkId('NUL')).resolves.toBe('idReserved')
    await expect(sessions.checkId('free-1')).resolves.toBeNull()
    await expect(sessions.create(chat('Taken'))).rejects.toMatchObject({ code: 'idTaken' })
  })

  it('can be begun again when its first message never arrived', async () => {
    const { sessions, agent } = await start()
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
    const { sessions, agent, library } = await start()
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
    const { sessions, agent, library, history } = await start()
    await sessions.create(chat('a'))
    await sessions.runner.send('a', 'one')
    await vi.waitFor(() => expect(agent.calls).toContain('send a: one'))
    agent.say('a', { type: 'turnStarted', turnId: 't1', at: 1, prompt: { text: 'one', attachments: [] } })
    await sessions.runner.send('a', 'two')
    await sessions.runner.stop('a')
    await expect(library.queue('a')).resolves.toMatchObject([{ text: 'two', state: 'paused' }])
    expect(agent.calls).not.toContain('send a: two')

    const again = await start({ library, history, known: ['a'] })
    history.put({ id: 'a' }, [])
    const opened = await again.sessions.open('a')
    expect(opened.queue).toMatchObject([{ text: 'two', state: 'paused' }])
    expect(again.agent.calls).toEqual([])
    await again.sessions.runner.resumeQueue('a')
    await vi.waitFor(() => expect(again.agent.calls).toContain('send a: two'))
  })

  it('that can not be sent stay, and the window is told why', async () => {
    const { sessions, agent, history, sent } = await start({ known: ['a'] })
    history.put({ id: 'a' }, [])
    agent.held.add('a')
    await sessions.runner.send('a', 'mine')
    await vi.waitFor(() =>
      expect(sent.findLast((event) => event.type === 'session.resuming')?.resuming).toMatchObject({
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
    const { sessions, agent, history, sent } = await start({ known: ['a'], orphanMs: 200 })
    history.put({ id: 'a' }, [])
    agent.held.add('a')
    await expect(sessions.open('a')).resolves.toMatchObject({ problem: null })
    await sessions.runner.send('a', 'right after the crash')
    agent.held.delete('a')
    await vi.waitFor(() => expect(agent.calls).toContain('send a: right after the crash'))
    expect(sent.some((event) => event.type === 'session.sendFailed')).toBe(false)
  })

  it('of two sessions at once stay with their own', async () => {
    const { sessions, agent } = await start()
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

describe('the queue', () => {
  const started = async (): Promise<Bench & { ids: readonly string[] }> => {
    const bench = await start()
    const { sessions, agent } = bench
    await sessions.create(chat('a'))
    await sessions.runner.send('a', 'one')
    await vi.waitFor(() => expect(agent.calls).toContain('send a: one'))
    agent.say('a', { type: 'turnStarted', turnId: 't1', at: 1, prompt: { text: 'one', attachments: [] } })
    const ids: string[] = []
    for (const text of ['two', 'three', 'four']) ids.push((await sessions.runner.send('a', text)).id)
    return { ...bench, ids }
  }
  const texts = async (library: Library): Promise<readonly string[]> =>
    (await library.queue('a')).map(({ text, state }) => `${text} ${state}`)

  it('takes the order that the person gives it, and sends in that order', async () => {
    const { sessions, agent, library, ids } = await started()
    await sessions.queue.order('a', [ids[2]!, ids[0]!])
    expect(await texts(library)).toEqual(['four queued', 'two queued', 'three queued'])
    agent.say('a', { type: 'turnEnded', at: 2, outcome: 'done', error: null })
    await vi.waitFor(() => expect(agent.calls).toContain('send a: four'))
    expect(agent.calls).not.toContain('send a: two')
  })

  it('gives one message to the running turn, and keeps it until it is read', async () => {
    const { sessions, agent, library, ids } = await started()
    await sessions.runner.sendNow('a', ids[1]!)
    expect(agent.calls.at(-1)).toBe('steer a: three')
    expect(await texts(library)).toEqual(['three sending', 'two queued', 'four queued'])
    agent.say('a', { type: 'toolStarted', itemId: 'c', at: 2, name: 'bash', subject: '', input: '', parentId: null })
    agent.say('a', { type: 'toolFinished', itemId: 'c', at: 3, state: 'done', output: '' })
    const prompt = { text: 'three', attachments: [] }
    agent.say('a', { type: 'turnStarted', turnId: 't2', at: 4, prompt, steered: true })
    await vi.waitFor(async () => expect(await texts(library)).toEqual(['two queued', 'four queued']))
    const { state } = await sessions.open('a')
    expect(state).toMatchObject({ turns: [{ id: 't1', outcome: 'done' }], active: { id: 't2' } })
    expect(agent.calls.filter((call) => call.startsWith('send'))).toEqual(['send a: one'])
    // What went on as another turn is not kept as a cut one.
    expect((await library.partials('a')).map(({ id }) => id)).toEqual(['t2'])
  })

  it('takes two that were given at once off in their order, the same words twice each once', async () => {
    const { sessions, agent, library } = await started()
    const same = await Promise.all([sessions.runner.send('a', 'same'), sessions.runner.send('a', 'same')])
    for (const { id } of same) await sessions.runner.sendNow('a', id)
    const prompt = { text: 'same', attachments: [] }
    agent.say('a', { type: 'turnStarted', turnId: 't2', at: 4, prompt, steered: true })
    await vi.waitFor(async () => expect((await texts(library)).filter((text) => /same/.test(text))).toHaveLength(1))
    expect((await library.queue('a'))[0]?.id).toBe(same[1].id)
  })

  it('sends one of a paused queue alone when nothing runs, and leaves the others paused', async () => {
    const { sessions, agent, library, ids } = await started()
    await sessions.runner.stop('a')
    expect((await sessions.open('a')).queue.map(({ pausedBy }) => pausedBy)).toEqual(['stopped', 'stopped', 'stopped'])
    await sessions.runner.sendNow('a', ids[2]!)
    await vi.waitFor(() => expect(agent.calls).toContain('send a: four'))
    agent.answerTurn('a', 't2', 'four', 'Yes')
    await vi.waitFor(async () => expect(await texts(library)).toEqual(['two paused', 'three paused']))
    expect(agent.calls.filter((call) => /two|three/.test(call))).toEqual([])
  })

  it.each(['all', 'one'] as const)(
    'sends what was let go (%s) while another message was on its way, although that one fails',
    async (which) => {
      const { sessions, agent, library, history, ids } = await started()
      history.put({ id: 'a' }, [])
      await sessions.runner.stop('a')
      agent.die()
      const gate = Promise.withResolvers<undefined>()
      const { resume } = agent
      agent.resume = async (options) => {
        await gate.promise
        return resume(options)
      }
      await sessions.runner.sendNow('a', ids[0]!)
      await vi.waitFor(async () => expect(await texts(library)).toContain('two sending'))
      if (which === 'all') await sessions.runner.resumeQueue('a')
      else await sessions.runner.sendNow('a', ids[1]!)
      agent.failNext('send', new AppError('diskFull'))
      gate.resolve(undefined)
      await vi.waitFor(() => expect(agent.calls).toContain('send a: three'))
      const rest = which === 'all' ? 'four queued' : 'four paused'
      expect((await texts(library)).toSorted()).toEqual([rest, 'three sending', 'two paused'])
      // What was not let go waits, as ever, for the person.
      agent.answerTurn('a', 't2', 'three', 'Yes')
      if (which === 'all') await vi.waitFor(() => expect(agent.calls).toContain('send a: four'))
      expect(agent.calls.filter((call) => call === 'send a: two')).toHaveLength(1)
    },
  )

  it('does not leave what was typed while another message failed without anybody to send it', async () => {
    const { sessions, agent, library, history } = await started()
    history.put({ id: 'a' }, [])
    await sessions.runner.stop('a')
    agent.die()
    agent.failNext('resume', new AppError('readFailed'))
    // Typed at the very moment in which what waits is paused.
    const { updateQueued } = library
    const typed: Promise<unknown>[] = []
    library.updateQueued = async (id, messageId, patch) => {
      await updateQueued(id, messageId, patch)
      if (patch.pausedBy === 'notSent' && typed.length === 0) typed.push(sessions.runner.send('a', 'typed then'))
    }
    await sessions.runner.resumeQueue('a')
    await vi.waitFor(() => expect(agent.calls).toContain('send a: typed then'))
    await Promise.all(typed)
    expect((await texts(library)).slice(0, 3)).toEqual(['typed then sending', 'two paused', 'three paused'])
  })

  it('has what was given and not read when the turn was stopped paused again, and forgets it when it is read after all', async () => {
    const { sessions, agent, library, ids } = await started()
    await sessions.runner.sendNow('a', ids[0]!)
    await sessions.runner.stop('a')
    expect(await texts(library)).toEqual(['two paused', 'three paused', 'four paused'])
    agent.say('a', { type: 'turnStarted', turnId: 't2', at: 4, prompt: { text: 'two', attachments: [] } })
    await vi.waitFor(async () => expect(await texts(library)).toEqual(['three paused', 'four paused']))
  })

  it('comes back after a crash without what its log shows to have arrived, and never sends that again', async () => {
    const { sessions, library, history, ids } = await started()
    await sessions.runner.sendNow('a', ids[1]!)
    const turnsOf = (at: number): SessionState['turns'] =>
      reduceAll(emptyState, [
        { type: 'turnStarted', turnId: 't3', at, prompt: { text: 'three', attachments: [] } },
        { type: 'turnEnded', at: at + 1, outcome: 'done', error: null },
      ]).turns
    // The same words, said before this message was handed over: not this message.
    history.put({ id: 'a' }, turnsOf(999))
    const early = await start({ library, history, known: ['a'] })
    await vi.waitFor(async () => expect(await texts(library)).toEqual(['three paused', 'two paused', 'four paused']))
    expect((await early.sessions.open('a')).queue.map(({ text }) => text)).toEqual(['three', 'two', 'four'])
    await library.updateQueued('a', ids[1]!, { state: 'sending' })
    history.put({ id: 'a' }, turnsOf(1000))
    const again = await start({ library, history, known: ['a'] })
    await vi.waitFor(async () => expect(await texts(library)).toEqual(['two paused', 'four paused']))
    const { queue } = await again.sessions.open('a')
    expect(queue.map(({ text, pausedBy }) => `${text} ${pausedBy}`)).toEqual(['two ended', 'four ended'])
    expect(await texts(library)).toEqual(['two paused', 'four paused'])
  })
})

describe('attachments', () => {
  it('go with their message, and a message of which one has gone waits, paused, and says which', async () => {
    const base = mkdtempSync(join(tmpdir(), 'retoma-attached-'))
    const { sessions, agent, sent } = await start({ attachmentsFolder: join(base, 'own') })
    await sessions.create({ ...chat('a'), kind: 'agent', folder: base })
    writeFileSync(join(base, 'x.txt'), 'x')
    const { added } = await sessions.attachments.pick([join(base, 'x.txt')])
    await sessions.saveDraft('a', { text: 'one', selectionStart: 0, selectionEnd: 0, attachments: [added[0]!.id] })
    expect((await sessions.open('a')).draft?.attachments).toEqual(added)
    await sessions.runner.send('a', 'one', added)
    await vi.waitFor(() => expect(agent.calls).toContain('send a: one +x.txt'))
    expect((await sessions.open('a')).draft).toBeNull()
    agent.say('a', { type: 'turnStarted', turnId: 't1', at: 1, prompt: { text: 'one', attachments: [] } })
    await sessions.runner.send('a', 'two', added)
    rmSync(join(base, 'x.txt'))
    agent.say('a', { type: 'turnEnded', at: 2, outcome: 'done', error: null })
    await vi.waitFor(() =>
      expect(sent).toContainEqual({
        type: 'session.sendFailed',
        id: 'a',
        error: { code: 'attachmentMissing', detail: 'x.txt' },
      }),
    )
    expect(await sessions.queue.list('a')).toMatchObject([{ text: 'two', state: 'paused', pausedBy: 'notSent' }])
    await expect(sessions.runner.send('a', 'three', added)).rejects.toMatchObject({ code: 'attachmentMissing' })
    rmSync(base, { recursive: true })
  })
})

describe('half an answer to a request', () => {
  it('is kept until the request is answered, over a restart too', async () => {
    const { sessions, agent, library, history } = await start()
    await sessions.create(chat('a'))
    await sessions.runner.send('a', 'one')
    await vi.waitFor(() => expect(agent.calls).toContain('send a: one'))
    agent.say('a', { type: 'turnStarted', turnId: 't1', at: 1, prompt: { text: 'one', attachments: [] } })
    for (const id of ['q1', 'q2']) {
      const request = { kind: 'question', id, question: '?', choices: [], freeform: true } as const
      agent.say('a', { type: 'requestOpened', at: 2, request })
      await sessions.saveReply('a', id, ` half ${id}`)
    }
    expect((await sessions.open('a')).replies).toEqual({ q1: ' half q1', q2: ' half q2' })
    agent.say('a', { type: 'requestClosed', requestId: 'q1', outcome: 'answered' })
    agent.say('a', { type: 'turnEnded', at: 3, outcome: 'stopped', error: null })
    history.put({ id: 'a' }, [])
    const again = await start({ library, history, known: ['a'] })
    await vi.waitFor(async () => expect((await again.sessions.open('a')).replies).toEqual({ q2: ' half q2' }))
    await again.sessions.saveReply('a', 'q2', '')
    expect((await again.sessions.open('a')).replies).toEqual({})
  })
})

describe('the stream to the window', () => {
  it('is numbered without gaps, and snapshot plus what is newer gives what main has', async () => {
    const { sessions, agent, sent } = await start()
    await sessions.create(chat('a'))
    let { state, seq } = await sessions.open('a')
    await sessions.runner.send('a', 'one')
    await vi.waitFor(() => expect(agent.calls).toContain('send a: one'))
    const follow = (): void => {
      for (const event of sent.splice(0)) {
        if (event.type !== 'session.events' || event.id !== 'a' || event.seq <= seq) continue
        const first = event.seq - event.events.length + 1
        expect(first).toBeLessThanOrEqual(seq + 1)
        const fresh: readonly SessionEvent[] = event.events.slice(seq + 1 - first)
        state = reduceAll(state, fresh)
        seq = event.seq
      }
    }
    agent.say('a', { type: 'turnStarted', turnId: 't1', at: 1, prompt: { text: 'one', attachments: [] } })
    for (const text of ['He', 'll', 'o']) agent.say('a', { type: 'textStreamed', itemId: 'm', at: 2, text })
    const half = await sessions.open('a')
    agent.say('a', { type: 'textStreamed', itemId: 'm', at: 2, text: '!' })
    agent.say('a', { type: 'messageCompleted', itemId: 'm', at: 3, text: 'Hello!', reasoning: '', model: null })
    agent.say('a', { type: 'turnEnded', at: 4, outcome: 'done', error: null })
    await vi.waitFor(async () => {
      follow()
      expect(state).toEqual((await sessions.open('a')).state)
      expect(state.turns).toHaveLength(1)
    })
    const late: SessionState = half.state
    expect(late.active?.items).toMatchObject([{ text: 'Hello' }])
  })
})

describe('what must not be lost', () => {
  it('brings an answer back as far as it came when everything died in mid-stream', async () => {
    const { sessions, agent, library, history } = await start()
    await sessions.create(chat('a'))
    await sessions.runner.send('a', 'one')
    await vi.waitFor(() => expect(agent.calls).toContain('send a: one'))
    agent.say('a', { type: 'turnStarted', turnId: 't1', at: 1, prompt: { text: 'one', attachments: [] } })
    agent.say('a', { type: 'textStreamed', itemId: 'm', at: 2, text: 'As far as' })
    await vi.waitFor(async () => expect(JSON.stringify(await library.partials('a'))).toContain('As far as'))

    history.put({ id: 'a' }, [])
    const again = await start({ library, history, known: ['a'] })
    expect(again.sessions.row('a').state).toBe('stopped')
    const opened = await again.sessions.open('a')
    expect(opened.state.turns).toMatchObject([
      { id: 't1', outcome: 'interrupted', prompt: { text: 'one' }, items: [{ text: 'As far as' }] },
    ])
    await again.sessions.continueTurn('a', 't1')
    await vi.waitFor(() => expect(again.agent.calls).toContain('send a: Go on after: As far as'))
  })

  it('interrupts what ran when the runtime dies, and resumes with the next message', async () => {
    const { sessions, agent, history } = await start()
    await sessions.create(chat('a'))
    await sessions.runner.send('a', 'one')
    await vi.waitFor(() => expect(agent.calls).toContain('send a: one'))
    agent.say('a', { type: 'turnStarted', turnId: 't1', at: 1, prompt: { text: 'one', attachments: [] } })
    agent.say('a', { type: 'textStreamed', itemId: 'm', at: 2, text: 'half' })
    history.put({ id: 'a' }, [])
    agent.die()
    expect(sessions.row('a').state).toBe('stopped')
    const { state } = await sessions.open('a')
    expect(state.turns).toMatchObject([{ outcome: 'interrupted', items: [{ text: 'half' }] }])
    await sessions.runner.send('a', 'two')
    await vi.waitFor(() => expect(agent.calls.slice(-2)).toEqual(['resume a practice', 'send a: two']))
  })

  it('never replaces a session that is there, and begins a missing one anew only on request', async () => {
    const { sessions, agent, history } = await start({ known: ['a'] })
    history.put({ id: 'a' }, [])
    await expect(sessions.recreate('a')).rejects.toMatchObject({ code: 'idTaken' })
    await sessions.markRead('a', null)
    history.take('a')
    await vi.waitFor(() => expect(sessions.row('a').problem).toMatchObject({ code: 'missing' }))
    await sessions.runner.send('a', 'anyone?')
    await vi.waitFor(async () => expect(await sessions.queue.list('a')).toMatchObject([{ state: 'paused' }]))
    expect(agent.calls).toEqual([])
    await expect(sessions.recreate('a')).resolves.toMatchObject({ row: { unsent: true } })
  })
})

describe('rows', () => {
  it('are unread when a turn ended out of view, and read when it ended in view', async () => {
    for (const inView of [undefined, 'a']) {
      const { sessions, agent } = await start(inView === undefined ? {} : { inView })
      await sessions.create(chat('a'))
      await sessions.runner.send('a', 'one')
      await vi.waitFor(() => expect(agent.calls).toContain('send a: one'))
      agent.answerTurn('a', 't1', 'one', 'Two')
      await vi.waitFor(() => expect(sessions.row('a').unread).toBe(inView === undefined))
    }
  })

  it('reach the window when something about them changes, and only then', async () => {
    const { sessions, sent } = await start()
    await sessions.create(chat('a'))
    await vi.waitFor(() => expect(sent.filter((event) => event.type === 'list.changed')).toHaveLength(1))
    await sessions.saveDraft('a', { text: '  typed', selectionStart: 2, selectionEnd: 3 })
    await vi.waitFor(() => expect(sent.filter((event) => event.type === 'list.changed')).toHaveLength(2))
    await sessions.saveDraft('a', { text: '  typed more', selectionStart: 2, selectionEnd: 3 })
    await expect(sessions.open('a')).resolves.toMatchObject({
      draft: { text: '  typed more', selectionStart: 2, selectionEnd: 3 },
    })
    expect(sent.filter((event) => event.type === 'list.changed')).toHaveLength(2)
  })

  it('go with their session, and stay with a reason when it can not be deleted', async () => {
    const { sessions, agent, history } = await start({ known: ['a', 'b'] })
    history.put({ id: 'a' }, [])
    history.put({ id: 'b' }, [])
    agent.held.add('b')
    await expect(sessions.deleting.remove(['a', 'b'])).resolves.toEqual([
      { id: 'a', error: null, entryId: 'entry-a' },
      { id: 'b', error: { code: 'sessionInUse', message: 'b' } },
    ])
    expect(sessions.rows().map((row) => row.id)).toEqual(['b'])
  })

  it('come back with title, draft and waiting messages, which wait for the person', async () => {
    const { sessions } = await start()
    await sessions.create({ ...chat('a'), title: 'Mine' })
    await sessions.saveDraft('a', { text: 'typed', selectionStart: 2, selectionEnd: 3 })
    await sessions.queue.add('a', 'waits')
    await sessions.deleting.remove(['a'])
    expect(sessions.rows()).toEqual([])
    await sessions.saveDraft('a', { text: 'too late', selectionStart: 0, selectionEnd: 0 })
    await expect(sessions.deleting.restore(['entry-a'])).resolves.toEqual([{ id: 'entry-a', error: null }])
    expect(sessions.row('a')).toMatchObject({ title: 'Mine', unsent: true, hasDraft: true, queued: 1 })
    await expect(sessions.open('a')).resolves.toMatchObject({
      draft: { text: 'typed', selectionStart: 2, selectionEnd: 3 },
      queue: [{ text: 'waits', state: 'paused' }],
    })
    await expect(sessions.deleting.restore(['entry-a'])).resolves.toMatchObject([{ error: { code: 'trashMissing' } }])
  })

  it('do not come back in the place of another session', async () => {
    const { sessions } = await start()
    await sessions.create({ ...chat('a'), title: 'First' })
    await sessions.deleting.remove(['a'])
    await sessions.create({ ...chat('A'), title: 'Second' })
    await expect(sessions.deleting.restore(['entry-a'])).resolves.toEqual([
      { id: 'entry-a', error: { code: 'idTaken', message: 'a' } },
    ])
    await expect(sessions.deleting.list()).resolves.toHaveLength(1)
    expect(sessions.rows().map((row) => row.title)).toEqual(['Second'])
  })

  it('go one by one, with progress, until the work is cancelled', async () => {
    const memory = createMemoryLibrary()
    const library: Library = {
      ...memory,
      removeSession: (id) => {
        if (id === 's4') sessions.works.cancel('w')
        return memory.removeSession(id)
      },
    }
    const { sessions, sent } = await start({ library })
    const ids = Array.from({ length: 20 }, (_, index) => `s${index}`)
    for (const id of ids) await sessions.create(chat(id))
    const results = await sessions.deleting.remove(ids, 'w')
    expect(results.map(({ id }) => id)).toEqual(ids.slice(0, 5))
    expect(sessions.rows().map((row) => row.id)).toEqual(ids.slice(5))
    await vi.waitFor(() => {
      const progress = sent.flatMap((event) => (event.type === 'work.progressed' ? [event] : []))
      expect(progress.map(({ done }) => done)).toEqual(results.map((_, index) => index + 1))
      expect(progress.at(-1)).toMatchObject({ id: 'w', of: 20, result: results.at(-1) })
    })
  })
})

describe('an open session', () => {
  it('that was opened before the runtime was up is found to be held when it is', async () => {
    const { sessions, agent, history, sent } = await start({ known: ['a'] })
    history.put({ id: 'a' }, [])
    agent.setStatus({ state: 'starting' })
    agent.held.add('a')
    await expect(sessions.open('a')).resolves.toMatchObject({ problem: null })
    agent.setStatus({ state: 'running', version: '1' })
    await vi.waitFor(() => {
      const reopened = sent.find((event) => event.type === 'session.reopened')
      expect(reopened?.opened.problem).toMatchObject({ code: 'inUse' })
    })
  })

  it('is read again when another program writes to its log', async () => {
    const { sessions, history, sent } = await start({ known: ['a'] })
    history.put({ id: 'a', size: 10 }, [])
    await sessions.open('a')
    const turn = reduceAll(emptyState, [
      { type: 'turnStarted', turnId: 'cli', at: 1, prompt: { text: 'from elsewhere', attachments: [] } },
      { type: 'turnEnded', at: 2, outcome: 'done', error: null },
    ]).turns
    history.put({ id: 'a', size: 20 }, turn)
    await vi.waitFor(() => {
      const reopened = sent.find((event) => event.type === 'session.reopened')
      expect(reopened?.opened.state.turns).toMatchObject([{ id: 'cli' }])
    })
  })

  it('of which the folder is gone says so, and takes another one', async () => {
    const { sessions, history } = await start({ known: ['a'] })
    history.put({ id: 'a', folder: '/nowhere/at/all' }, [])
    await expect(sessions.open('a')).resolves.toMatchObject({
      problem: { code: 'folderMissing', detail: '/nowhere/at/all' },
    })
    await expect(sessions.setFolder('a', tmpdir())).resolves.toMatchObject({ problem: null, row: { folder: tmpdir() } })
    await expect(sessions.setFolder('a', null)).resolves.toMatchObject({ problem: null, row: { kind: 'chat' } })
  })
})

describe('five hundred at once', () => {
  const ids = Array.from({ length: 500 }, (_, n) => `many-${n}`)
  const progress = (sent: readonly AppEvent[]) => sent.filter((event) => event.type === 'work.progressed')

  it('go one after the other, each told of, and one that fails keeps its row', async () => {
    const { sessions, agent, history, sent } = await start({ known: ids })
    for (const id of ids) history.put({ id }, [])
    agent.onRemove = (id) => {
      if (id === 'many-7') throw new AppError('writeFailed', id)
    }
    const results = await sessions.deleting.remove(ids, 'work')
    expect(results).toHaveLength(500)
    expect(results.filter((result) => result.error !== null)).toEqual([
      { id: 'many-7', error: { code: 'writeFailed', message: 'many-7' } },
    ])
    expect(sessions.rows().map(({ id }) => id)).toEqual(['many-7'])
    await vi.waitFor(() => expect(progress(sent)).toHaveLength(500))
    expect(progress(sent).at(-1)).toMatchObject({ id: 'work', done: 500, of: 500 })
  })

  it('stop when they are told to, and what has gone has gone', async () => {
    const { sessions, agent, history } = await start({ known: ids })
    for (const id of ids) history.put({ id }, [])
    agent.onRemove = (id) => {
      if (id === 'many-99') sessions.works.cancel('work')
    }
    const results = await sessions.deleting.remove(ids, 'work')
    expect(results.map(({ id, error }) => [id, error])).toEqual(ids.slice(0, 100).map((id) => [id, null]))
    expect(sessions.rows()).toHaveLength(400)
    const entries = results.flatMap(({ entryId }) => entryId ?? [])
    const back = await sessions.deleting.restore(entries, 'back')
    expect(back.every(({ error }) => error === null)).toBe(true)
    expect(await sessions.deleting.list()).toEqual([])
  })
})
