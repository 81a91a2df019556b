import { describe, expect, it } from 'vitest'
import { AppError } from '../../shared/errors.ts'
import type { Turn } from '../../shared/model/turn.ts'
import type { SessionsDeps } from './port.ts'
import { createBench, type SessionsBench } from './testing/bench.ts'
import { createMemoryHistory } from './testing/memoryHistory.ts'

const turn = (id: string, outcome: Turn['outcome'] = 'done'): Turn => ({
  id,
  at: 1,
  prompt: { text: `prompt ${id}`, attachments: [] },
  items: [],
  thinking: null,
  outcome,
  error: null,
  endedAt: 2,
  usage: null,
})

type Spec = Parameters<SessionsDeps['copies']['fork']>[0]

async function start(turns: readonly Turn[] = [turn('1'), turn('2'), turn('3')]): Promise<{
  readonly bench: SessionsBench
  readonly forks: Spec[]
}> {
  const history = createMemoryHistory()
  const forks: Spec[] = []
  history.put({ id: 'a', name: 'Title' }, turns)
  const bench = await createBench({
    history,
    // The runtime finds what is put into its home.
    known: ['a-2', 'a-3'],
    copies: {
      fork: async (spec) => {
        forks.push(spec)
        const all = await history.readAll(spec.from)
        const end = spec.before === null ? all.length : all.findIndex(({ id }) => id === spec.before)
        history.put({ id: spec.to, name: spec.name, userNamed: true }, all.slice(0, end))
      },
    },
  })
  return { bench, forks }
}

describe('a fork', () => {
  it('goes another way behind a message, under a free id, with its title and where it comes from', async () => {
    const { bench, forks } = await start()
    await bench.library.putRecord('a', { kind: 'chat', providerId: 'own', model: 'm' })
    const row = await bench.sessions.fork('a', { turnId: '2', side: 'after' }, null)
    expect(forks).toEqual([{ from: 'a', to: 'a-2', before: '3', name: 'Fork of Title', clientName: 'retoma' }])
    expect(row).toMatchObject({
      id: 'a-2',
      title: 'Fork of Title',
      unsent: false,
      lineage: { from: 'a', kind: 'forked', turnId: '2' },
    })
    expect((await bench.sessions.open('a-2')).state.turns.map(({ id }) => id)).toEqual(['1', '2'])
    expect(bench.agent.calls).toEqual([])
  })

  it('takes the model, provider and folder of its source along', async () => {
    const { bench } = await start()
    await bench.sessions.setModel('a', { providerId: 'own', model: 'large' }, null)
    const row = await bench.sessions.fork('a', { turnId: '3', side: 'after' }, null)
    expect(row).toMatchObject({ providerId: 'own', model: 'large' })
  })

  it('in front of a message has that message in its box', async () => {
    const { bench, forks } = await start()
    const row = await bench.sessions.fork(
      'a',
      { turnId: '2', side: 'before' },
      { text: 'another way', attachments: [] },
    )
    expect(forks[0]).toMatchObject({ before: '2' })
    expect(row.hasDraft).toBe(true)
    expect((await bench.sessions.open(row.id)).draft?.text).toBe('another way')
  })

  it('in front of the first message is a session that has not begun, and carries nothing', async () => {
    const { bench, forks } = await start()
    const row = await bench.sessions.fork('a', { turnId: '1', side: 'before' }, { text: 'again', attachments: [] })
    expect(forks).toEqual([])
    expect(row).toMatchObject({ unsent: true, lineage: { from: 'a', kind: 'forked', turnId: '1' } })
    expect(await bench.sessions.carried(row.id)).toBeNull()
  })

  it('of a session in which a turn runs ends before that turn', async () => {
    const { bench, forks } = await start()
    await bench.sessions.runner.send('a', 'more')
    await expect.poll(() => bench.agent.calls.at(-1)).toBe('send a: more')
    bench.agent.say('a', { type: 'turnStarted', turnId: '4', at: 5, prompt: { text: 'more', attachments: [] } })
    await expect(bench.sessions.fork('a', { turnId: '4', side: 'after' }, null)).rejects.toMatchObject({
      code: 'turnRunning',
    })
    await bench.sessions.fork('a', null, null)
    await bench.sessions.fork('a', { turnId: '3', side: 'after' }, null)
    expect(forks).toMatchObject([{ before: '4' }, { before: '4' }])
  })

  it('takes along answers that only the library has', async () => {
    const { bench } = await start([turn('1'), turn('2', 'interrupted'), turn('3', 'interrupted')])
    await bench.library.putPartial('a', turn('2', 'interrupted'))
    await bench.library.putPartial('a', turn('3', 'interrupted'))
    const row = await bench.sessions.fork('a', { turnId: '2', side: 'after' }, null)
    expect((await bench.library.partials(row.id)).map(({ id }) => id)).toEqual(['2'])
    expect(await bench.library.partials('a')).toHaveLength(2)
  })

  it('leaves nothing behind when the disk is full, and of what is not there', async () => {
    const history = createMemoryHistory()
    history.put({ id: 'a' }, [turn('1')])
    const bench = await createBench({
      history,
      copies: { fork: () => Promise.reject(new AppError('diskFull', 'ENOSPC')) },
    })
    await expect(bench.sessions.fork('a', null, null)).rejects.toMatchObject({ code: 'diskFull' })
    await expect(bench.sessions.fork('b', null, null)).rejects.toMatchObject({ code: 'sessionMissing' })
    await expect(bench.sessions.fork('a', { turnId: 'x', side: 'after' }, null)).rejects.toMatchObject({
      code: 'turnMissing',
    })
    expect(bench.sessions.rows().map(({ id }) => id)).toEqual(['a'])
  })
})
