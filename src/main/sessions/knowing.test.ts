import { expect, it } from 'vitest'
import { AppError } from '../../shared/errors.ts'
import type { SessionEvent } from '../../shared/events.ts'
import { noUsage } from '../../shared/usage.ts'
import { createBench } from './testing/bench.ts'

const used = (inputTokens: number): SessionEvent => ({
  type: 'usageReported',
  at: 7,
  usage: {
    inputTokens,
    outputTokens: 2,
    firstTokenMs: 1,
    models: [{ ...noUsage('demo'), requests: 1, inputTokens, outputTokens: 2 }],
  },
})
const measured = (tokens: number): SessionEvent => ({
  type: 'contextMeasured',
  context: { at: 7, tokens, limit: 1000, system: 10, tools: 0, conversation: tokens - 10 },
})
const failed = (itemId: string): SessionEvent => ({
  type: 'noticeAdded',
  itemId,
  at: 8,
  notice: { kind: 'compactionFailed', message: 'no', status: 400 },
})

it('keeps what a turn took and how full the context is, so that both are there after a restart', async () => {
  const { sessions, agent, history, library } = await createBench()
  await sessions.open('a')
  await sessions.runner.send('a', 'Hi')
  await expect.poll(() => agent.calls).toContain('send a: Hi')
  agent.say('a', { type: 'turnStarted', turnId: 't1', at: 6, prompt: { text: 'Hi', attachments: [] } })
  agent.say('a', measured(300))
  agent.say('a', used(300))
  agent.say('a', used(350))
  agent.say('a', { type: 'messageCompleted', itemId: 'm', at: 8, text: 'Yo', reasoning: '', model: 'demo' })
  agent.say('a', { type: 'turnEnded', at: 9, outcome: 'done', error: null })
  await expect.poll(() => library.usage('a', 0, 100)).toHaveLength(1)
  const turn = (await sessions.open('a')).state.turns.at(-1)!
  expect(turn.usage).toMatchObject({ inputTokens: 350, outputTokens: 4 })

  history.put({ id: 'a' }, [{ ...turn, usage: null }])
  const again = await createBench({ history, library })
  const opened = await again.sessions.open('a')
  expect(opened.state.turns.at(-1)?.usage).toEqual(turn.usage)
  expect(opened.context).toMatchObject({ tokens: 300, limit: 1000 })
  expect(await again.sessions.usage('a')).toMatchObject({
    context: { tokens: 300 },
    models: [{ model: 'demo', requests: 2, inputTokens: 650, outputTokens: 4 }],
    turns: [{ turnId: 't1' }],
  })
  // Looking costs nothing.
  expect(again.agent.calls).toEqual([])
})

it('remembers that another model answered than was asked for, unless the person chose it meanwhile', async () => {
  const { sessions, agent } = await createBench()
  await sessions.runner.send('a', 'Hi')
  await expect.poll(() => agent.calls).toContain('send a: Hi')
  const ran = async (turnId: string): Promise<string | undefined> => {
    agent.say('a', { type: 'turnStarted', turnId, at: 6, prompt: { text: 'Hi', attachments: [] } })
    if (turnId === 't2')
      agent.say('a', {
        type: 'noticeAdded',
        itemId: 'n',
        at: 6,
        notice: { kind: 'modelChanged', from: 'demo', to: 'x' },
      })
    agent.say('a', used(300))
    agent.say('a', { type: 'messageCompleted', itemId: turnId, at: 8, text: 'Yo', reasoning: '', model: 'demo' })
    agent.say('a', { type: 'turnEnded', at: 9, outcome: 'done', error: null })
    return (await sessions.open('a')).state.turns.at(-1)?.usage?.asked
  }
  // The session is to use the practice model; `demo` answers.
  expect(await ran('t1')).toBe('practice')
  expect(await ran('t2')).toBeUndefined()
  await sessions.setModel('a', { providerId: 'practice', model: 'demo' }, null)
  expect(await ran('t3')).toBeUndefined()
})

it('sums up by itself until that failed twice in a row, and again once it went well', async () => {
  const { sessions, agent } = await createBench()
  const resume = async (): Promise<number | null | undefined> => {
    await sessions.runner.close('a')
    await sessions.compacting.compact('a', '')
    return agent.options.get('a')?.context?.compactAt
  }
  await sessions.open('a')
  expect(await resume()).toBe(0.8)
  agent.answerTurn('a', 't1', 'Hi', 'Hello')
  agent.say('a', failed('f1'))
  expect(await resume()).toBe(0.8)
  agent.say('a', failed('f2'))
  expect(await resume()).toBeNull()
  agent.say('a', {
    type: 'noticeAdded',
    itemId: 'c',
    at: 9,
    notice: { kind: 'compacted', summary: 's', before: null, after: null, used: null },
  })
  expect(await resume()).toBe(0.8)
  expect(agent.calls.filter((call) => call === 'compact a')).toHaveLength(4)
})

it('does not sum up while a turn runs, and once when it is asked twice', async () => {
  const { sessions, agent } = await createBench()
  await sessions.open('a')
  await Promise.all([sessions.compacting.compact('a', ''), sessions.compacting.compact('a', '')])
  expect(agent.calls.filter((call) => call === 'compact a')).toHaveLength(1)
  agent.say('a', { type: 'turnStarted', turnId: 't', at: 6, prompt: { text: 'Hi', attachments: [] } })
  await expect(sessions.compacting.compact('a', '')).rejects.toMatchObject({ code: 'sessionBusy' })
})

it('keeps what is sent while it sums up in the queue, and sends it when that is over', async () => {
  const { sessions, agent } = await createBench()
  const summary = Promise.withResolvers<undefined>()
  agent.compacts = summary.promise.then(() => undefined)
  const compacted = sessions.compacting.compact('a', 'the names')
  await expect.poll(() => agent.calls).toContain('compact a: the names')
  await sessions.runner.send('a', 'Meanwhile')
  await sessions.runner.send('a', 'And this')
  expect((await sessions.open('a')).queue.map(({ text, state }) => [text, state])).toEqual([
    ['Meanwhile', 'queued'],
    ['And this', 'queued'],
  ])
  expect(agent.calls.some((call) => call.startsWith('send'))).toBe(false)
  expect(await sessions.compacting.cancel('a')).toBe(true)
  agent.failNext('compact', new AppError('runtimeFailed'))
  summary.resolve(undefined)
  await expect(compacted).rejects.toMatchObject({ code: 'runtimeFailed' })
  await expect.poll(() => agent.calls).toContain('send a: Meanwhile')
  expect(await sessions.compacting.cancel('unopened')).toBe(false)
})

it('hands over with the summary that the model gives, and without one where it gives none', async () => {
  const { sessions, agent, library } = await createBench()
  await sessions.open('a')
  await sessions.compacting.compact('a', '')
  agent.answerTurn('a', 't1', 'A long story', 'And its answer')
  agent.summary = 'All that was said.'
  const made = await sessions.compacting.handOver('a')
  expect(made).toMatchObject({ summarised: true, row: { unsent: true, lineage: { from: 'a' } } })
  expect(await library.record(made.row.id)).toMatchObject({ handoff: 'All that was said.' })
  agent.summary = '  '
  expect((await sessions.compacting.handOver('a')).summarised).toBe(false)
})

it('hands over although the model can’t be asked', async () => {
  const errors: string[] = []
  const { sessions, agent } = await createBench({ onError: (what) => errors.push(what) })
  await sessions.open('a')
  await sessions.compacting.compact('a', '')
  agent.answerTurn('a', 't1', 'A', 'B')
  agent.failNext('summarise', new AppError('runtimeFailed'))
  expect((await sessions.compacting.handOver('a')).summarised).toBe(false)
  expect(errors).toEqual(['asking for a summary'])
})
