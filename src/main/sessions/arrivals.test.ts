import { expect, it, onTestFinished, vi } from 'vitest'
import { AppError } from '../../shared/errors.ts'
import type { Turn } from '../../shared/model/turn.ts'
import { createBench, NOW, type SessionsBench } from './testing/bench.ts'
import { createMemoryLibrary } from './testing/memoryLibrary.ts'
import type { ScriptedAgent } from './testing/scriptedAgent.ts'

const turn = (id: string, text: string, at: number): Turn => ({
  id,
  at,
  prompt: { text, attachments: [] },
  items: [],
  thinking: null,
  outcome: 'interrupted',
  error: null,
  endedAt: null,
  usage: null,
})
const begins = (id: string, text: string): Parameters<ScriptedAgent['say']>[1] => ({
  type: 'turnStarted',
  turnId: id,
  at: NOW + 1,
  prompt: { text, attachments: [] },
})
const sends = ({ agent }: SessionsBench): readonly string[] => agent.calls.filter((call) => call.startsWith('send'))
/** What is on the disk when the app is killed while a message is on its way; the log shows what the runtime made of it. */
async function leftBySending(log: readonly Turn[]): Promise<Pick<SessionsBench, 'history' | 'library'>> {
  const before = await createBench()
  await before.sessions.runner.send('a', 'on its way')
  await vi.waitFor(() => expect(sends(before)).toEqual(['send a: on its way']))
  expect(await before.library.queue('a')).toMatchObject([{ state: 'sending' }])
  before.history.put({ id: 'a', size: 99 }, log)
  return before
}
/** The next start after that. */
async function killedWhileSending(log: readonly Turn[]): Promise<SessionsBench> {
  const { history, library } = await leftBySending(log)
  return createBench({ history, library })
}

it('a message that had reached the log when the app was killed is not in the queue as well', async () => {
  const after = await killedWhileSending([turn('t1', 'on its way', NOW + 5)])
  await vi.waitFor(async () => expect(await after.library.queue('a')).toEqual([]))
  expect(after.sessions.row('a')).toMatchObject({ queued: 0, state: 'stopped' })
  expect(sends(after)).toEqual([])
})

it('a message that had not reached it waits for the person, though the same words were said before', async () => {
  const after = await killedWhileSending([turn('t0', 'on its way', NOW - 5)])
  await vi.waitFor(async () => {
    expect(await after.sessions.queue.list('a')).toMatchObject([{ text: 'on its way', state: 'paused' }])
  })
  expect(sends(after)).toEqual([])
})

it('while the dying runtime may still write it, nothing is sent behind it', async () => {
  const { history, library } = await leftBySending([])
  // Only one start looks after what was left: another one would settle it at once, in the same library.
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  onTestFinished(() => void vi.useRealTimers())
  const after = await createBench({ history, library, orphanMs: 150 })
  await after.sessions.runner.send('a', 'the next one')
  await vi.advanceTimersByTimeAsync(149)
  expect(await after.sessions.queue.list('a')).toMatchObject([{ state: 'sending' }, { state: 'queued' }])
  expect(sends(after)).toEqual([])
  history.put({ id: 'a', size: 100 }, [turn('t1', 'on its way', NOW + 5)])
  await vi.advanceTimersByTimeAsync(1)
  vi.useRealTimers()
  await vi.waitFor(() => expect(sends(after)).toEqual(['send a: the next one']))
  expect(await library.queue('a')).toMatchObject([{ text: 'the next one' }])
})

it('as long as the old runtime lives, it is not said what became of the message', async () => {
  const { history, library } = await leftBySending([])
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  onTestFinished(() => void vi.useRealTimers())
  let lives = true
  const after = await createBench({ history, library, isHeld: (id) => Promise.resolve(id === 'a' && lives) })
  await vi.advanceTimersByTimeAsync(10_000)
  expect(await after.sessions.queue.list('a')).toMatchObject([{ state: 'sending' }])
  history.put({ id: 'a', size: 100 }, [turn('t1', 'on its way', NOW + 5)])
  lives = false
  await vi.advanceTimersByTimeAsync(1_000)
  expect(await after.sessions.queue.list('a')).toEqual([])
})

it('another program that has the session open keeps the message for a while only', async () => {
  const { history, library } = await leftBySending([])
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  onTestFinished(() => void vi.useRealTimers())
  const after = await createBench({ history, library, isHeld: () => Promise.resolve(true) })
  await vi.advanceTimersByTimeAsync(20_000)
  expect(await after.sessions.queue.list('a')).toMatchObject([{ state: 'paused' }])
})

it('a stop while a message is on its way leaves it in one place, whether its turn begins or not', async () => {
  for (const late of [false, true]) {
    const bench = await createBench()
    await bench.sessions.runner.send('a', 'one')
    await vi.waitFor(() => expect(sends(bench)).toHaveLength(1))
    await bench.sessions.runner.stop('a')
    expect(await bench.library.queue('a')).toMatchObject([{ text: 'one', state: 'paused' }])
    if (!late) continue
    bench.agent.say('a', begins('t1', 'one'))
    await vi.waitFor(async () => expect(await bench.library.queue('a')).toEqual([]))
  }
})

it('a stop before a message has left keeps it from leaving', async () => {
  const bench = await createBench()
  const opening = Promise.withResolvers<ReadonlySet<string>>()
  bench.agent.inUse = () => opening.promise
  await bench.sessions.runner.send('a', 'one')
  await vi.waitFor(async () => expect(await bench.sessions.queue.list('a')).toMatchObject([{ state: 'sending' }]))
  await bench.sessions.runner.stop('a')
  opening.resolve(new Set())
  await vi.waitFor(() => expect(bench.agent.calls).toContain('resume a practice'))
  expect(await bench.library.queue('a')).toMatchObject([{ text: 'one', state: 'paused' }])
  await bench.sessions.runner.resumeQueue('a')
  await vi.waitFor(() => expect(sends(bench)).toEqual(['send a: one']))
})

it('a message that the runtime took with it when it died is looked up before it waits', async () => {
  for (const [log, left] of [
    [[turn('t1', 'one', NOW + 1)], 0],
    [[], 1],
  ] as const) {
    const bench = await createBench()
    bench.agent.failNext('send', new AppError('runtimeFailed'))
    bench.history.put({ id: 'a', size: 50 }, log)
    await bench.sessions.runner.send('a', 'one')
    await vi.waitFor(async () => {
      expect((await bench.library.queue('a')).filter(({ state }) => state !== 'paused')).toEqual([])
      expect(await bench.library.queue('a')).toHaveLength(left)
    })
  }
})

it('a message that is found in the log is shown in the transcript at once', async () => {
  const bench = await createBench()
  await bench.sessions.open('a')
  await bench.sessions.runner.send('a', 'one')
  await vi.waitFor(() => expect(sends(bench)).toHaveLength(1))
  bench.history.put({ id: 'a', size: 50 }, [turn('t1', 'one', NOW + 1)])
  bench.agent.die()
  await vi.waitFor(async () => {
    const { queue, state } = await bench.sessions.open('a')
    expect(queue).toEqual([])
    expect(state.turns).toMatchObject([{ id: 't1', prompt: { text: 'one' }, outcome: 'interrupted' }])
  })
})

it('what came of an answer last stays in the transcript, though its log is read again when the runtime has died', async () => {
  const bench = await createBench()
  await bench.sessions.open('a')
  bench.agent.saved = () => new Promise(() => undefined)
  await bench.sessions.runner.send('a', 'one')
  await vi.waitFor(() => expect(sends(bench)).toHaveLength(1))
  bench.agent.say('a', begins('t1', 'one'))
  bench.agent.say('a', { type: 'textStreamed', at: NOW + 2, itemId: 'm1', text: 'So far' })
  bench.history.put({ id: 'a', size: 50 }, [turn('t1', 'one', NOW + 1)])
  bench.agent.die()
  await vi.waitFor(async () => expect(await bench.library.queue('a')).toEqual([]))
  await vi.waitFor(async () => expect((await bench.sessions.open('a')).queue).toEqual([]))
  const { state } = await bench.sessions.open('a')
  expect(state.turns).toMatchObject([{ id: 't1', outcome: 'interrupted', items: [{ id: 'm1', text: 'So far' }] }])
})

it('sending other words than those in the box leaves the box as it is', async () => {
  const { sessions, library } = await createBench()
  const draft = { text: 'half a thought', selectionStart: 4, selectionEnd: 4, attachments: [] }
  await sessions.saveDraft('a', draft)
  await sessions.runner.send('a', 'something else')
  expect(await library.draft('a')).toEqual(draft)
  await sessions.runner.send('a', draft.text)
  expect(await library.draft('a')).toBeNull()
})

it('a draft goes only together with the message that it became', async () => {
  const library = createMemoryLibrary()
  const writes: string[] = []
  const read = library.queue
  const { sessions } = await createBench({
    library: {
      ...library,
      queue: async (id) => {
        // As a library in a worker answers: later, and what was written before is done then.
        writes.push('read')
        await new Promise((resolve) => setImmediate(resolve))
        return read(id)
      },
      addQueued: (id, message) => {
        writes.push('stored')
        return library.addQueued(id, message)
      },
      putDraft: (id, draft) => {
        if (draft === null) writes.push('emptied')
        return library.putDraft(id, draft)
      },
    },
  })
  await sessions.saveDraft('a', { text: 'one', selectionStart: 3, selectionEnd: 3 })
  await sessions.runner.send('a', 'one')
  expect(writes.slice(0, 3)).toSatisfy((order: string[]) => order.indexOf('read') === 0)
  expect(writes.slice(1, 3).toSorted()).toEqual(['emptied', 'stored'])
})

/** A session that was just made, of which the runtime has an empty log when everything ends, and the message that begins it. */
async function leftEmpty(came: readonly Parameters<ScriptedAgent['say']>[1][]): Promise<SessionsBench> {
  const before = await createBench()
  before.agent.saved = () => new Promise(() => undefined)
  const model = { providerId: 'practice', model: 'practice' }
  await before.sessions.create({ id: 'n', title: 'Mine', kind: 'chat', folder: null, model })
  await before.sessions.runner.send('n', 'the first words')
  await vi.waitFor(() => expect(before.agent.calls).toContain('send n: the first words'))
  for (const event of came) before.agent.say('n', event)
  before.history.put({ id: 'n', size: 0, problem: { code: 'empty', detail: null } }, [])
  return before
}
const first = begins('t1', 'the first words')

it('a message of which the runtime left but an empty log is to be sent again, under the same id', async () => {
  const before = await leftEmpty([first])
  // To whoever looks it is being read; on the disk it is kept.
  expect((await before.sessions.open('n')).queue).toEqual([])
  expect(await before.library.queue('n')).toMatchObject([{ text: 'the first words', state: 'sending' }])

  const after = await createBench({ history: before.history, library: before.library, known: ['n'] })
  await vi.waitFor(async () => expect(await after.library.queue('n')).toMatchObject([{ state: 'paused' }]))
  const opened = await after.sessions.open('n')
  expect(opened).toMatchObject({ problem: null, queue: [{ text: 'the first words', state: 'paused' }] })
  expect(opened.state.turns).toEqual([])
  expect(opened.row).toMatchObject({ unsent: true, problem: null, title: 'Mine', state: 'idle' })
  expect(await after.library.partials('n')).toEqual([])
  expect(after.agent.calls).toEqual([])
})

it('while another process has its empty log open, it is not begun; what that one wrote by then is gone on with', async () => {
  const { history, library } = await leftEmpty([first])
  const after = await createBench({ history, library, known: ['n'] })
  await vi.waitFor(async () => expect(await after.library.queue('n')).toMatchObject([{ state: 'paused' }]))
  after.agent.held.add('n')
  await after.sessions.runner.resumeQueue('n')
  await vi.waitFor(() =>
    expect(after.sessions.runner.resuming('n')).toMatchObject({ failure: { code: 'sessionInUse' } }),
  )
  expect(after.agent.calls).toEqual([])

  after.agent.inUse = () => {
    after.agent.held.clear()
    history.put({ id: 'n', size: 60 }, [turn('t9', 'other words', NOW + 5)])
    return Promise.resolve(new Set())
  }
  await after.sessions.runner.resumeQueue('n')
  await vi.waitFor(() => expect(after.agent.calls).toEqual(['resume n practice', 'send n: the first words']))
})

it('what came of a message that no log holds stays readable, and the session can be begun', async () => {
  const { history, library } = await leftEmpty([
    first,
    { type: 'textStreamed', itemId: 'm', at: NOW + 2, text: 'As far' },
  ])
  await vi.waitFor(async () => expect(JSON.stringify(await library.partials('n'))).toContain('As far'))
  const after = await createBench({ history, library })
  await vi.waitFor(async () => expect(await after.library.queue('n')).toEqual([]))
  const { state, problem, row } = await after.sessions.open('n')
  expect(state.turns).toMatchObject([{ id: 't1', outcome: 'interrupted', items: [{ text: 'As far' }] }])
  expect({ problem, of: row.problem }).toEqual({ problem: null, of: null })
  // The runtime knows nothing of it: only the whole question makes sense to the model.
  await after.sessions.continueTurn('n', 't1')
  await vi.waitFor(() => expect(after.agent.calls).toContain('send n: the first words'))
  expect(after.agent.calls[0]).toBe('create n')
})

it('a message is given back when the runtime dies before it is in the log, and its turn is not shown as well', async () => {
  const bench = await leftEmpty([])
  const saving = Promise.withResolvers<boolean>()
  bench.agent.saved = () => saving.promise
  await bench.sessions.open('n')
  bench.agent.say('n', first)
  bench.agent.die()
  saving.resolve(false)
  await vi.waitFor(async () => {
    const { queue, state } = await bench.sessions.open('n')
    expect(queue).toMatchObject([{ text: 'the first words', state: 'paused', pausedBy: 'interrupted' }])
    expect(state).toMatchObject({ turns: [], active: null })
  })
  await vi.waitFor(() => expect(bench.sessions.row('n')).toMatchObject({ unsent: true, state: 'idle', queued: 1 }))
  expect(await bench.library.partials('n')).toEqual([])
})

it('a turn that is done needs no log to be shown as sent', async () => {
  const bench = await leftEmpty([])
  bench.agent.saved = () => Promise.resolve(false)
  bench.agent.answerTurn('n', 't1', 'the first words', 'Hello')
  await vi.waitFor(async () => expect(await bench.library.queue('n')).toEqual([]))
})
