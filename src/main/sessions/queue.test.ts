import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { AppError } from '../../shared/errors.ts'
import type { SessionState } from '../../shared/model/turn.ts'
import { emptyState, reduceAll } from '../../shared/reduce.ts'
import type { Library } from '../library/port.ts'
import { chat, createBlankBench, type SessionsBench } from './testing/bench.ts'

describe('the queue', () => {
  const started = async (): Promise<SessionsBench & { ids: readonly string[] }> => {
    const bench = await createBlankBench()
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
    const early = await createBlankBench({ library, history, known: ['a'] })
    await vi.waitFor(async () => expect(await texts(library)).toEqual(['three paused', 'two paused', 'four paused']))
    expect((await early.sessions.open('a')).queue.map(({ text }) => text)).toEqual(['three', 'two', 'four'])
    await library.updateQueued('a', ids[1]!, { state: 'sending' })
    history.put({ id: 'a' }, turnsOf(1000))
    const again = await createBlankBench({ library, history, known: ['a'] })
    await vi.waitFor(async () => expect(await texts(library)).toEqual(['two paused', 'four paused']))
    const { queue } = await again.sessions.open('a')
    expect(queue.map(({ text, pausedBy }) => `${text} ${pausedBy}`)).toEqual(['two ended', 'four ended'])
    expect(await texts(library)).toEqual(['two paused', 'four paused'])
  })
})

describe('attachments', () => {
  it('go with their message, and a message of which one has gone waits, paused, and says which', async () => {
    const base = mkdtempSync(join(tmpdir(), 'retoma-attached-'))
    const { sessions, agent, told } = await createBlankBench({ attachmentsFolder: join(base, 'own') })
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
      expect(told()).toContainEqual({
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
