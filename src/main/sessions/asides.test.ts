import { expect, it, vi } from 'vitest'
import { isAsideId } from '../../shared/aside.ts'
import type { AsideTold } from '../../shared/aside.ts'
import { AppError } from '../../shared/errors.ts'
import type { Turn } from '../../shared/model/turn.ts'
import { createBench, type BenchParts, type SessionsBench } from './testing/bench.ts'
import { createMemoryHistory } from './testing/memoryHistory.ts'

const turn = (id: string): Turn => ({
  id,
  at: 1,
  prompt: { text: `question ${id}`, attachments: [] },
  items: [],
  thinking: null,
  outcome: 'done',
  error: null,
  endedAt: 2,
  usage: null,
})

interface AsideBench extends SessionsBench {
  /** The copies that were made, as `before` said. */
  readonly copied: { readonly to: string; readonly before: string | null }[]
  readonly wiped: string[]
  readonly asides: () => readonly AsideTold[]
  /** The id of the newest copy, when a question was sent to it. */
  readonly sent: (question: string) => Promise<string>
}

async function start(parts: Partial<BenchParts> & { readonly turns?: readonly Turn[] } = {}): Promise<AsideBench> {
  const history = createMemoryHistory()
  history.put({ id: 'a' }, parts.turns ?? [turn('1'), turn('2')])
  const copied: AsideBench['copied'] = []
  const wiped: string[] = []
  const bench: SessionsBench = await createBench({
    history,
    asideCopies: {
      left: () => Promise.resolve([]),
      wipe: (id) => {
        wiped.push(id)
        return Promise.resolve()
      },
    },
    copies: {
      fork: async ({ to, before }) => {
        copied.push({ to, before })
        // The runtime finds what is put into its home.
        await bench.agent.create({ ...quiet, id: to }).then((live) => live.close())
      },
    },
    ...parts,
  })
  const asides = (): readonly AsideTold[] =>
    bench.told().flatMap((event) => (event.type === 'aside.told' ? [event.told] : []))
  const sent = async (question: string): Promise<string> => {
    const call = (): string | undefined => bench.agent.calls.find((one) => one.endsWith(`: ${question}`))
    await vi.waitFor(() => expect(call()).toBe(`send ${copied.at(-1)?.to ?? ''}: ${question}`))
    return copied.at(-1)?.to ?? ''
  }
  return { ...bench, copied, wiped, asides, sent }
}

const quiet = {
  kind: 'chat',
  folder: null,
  connection: { kind: 'practice' },
  model: 'm',
  onEvent: () => undefined,
  onLost: () => undefined,
} as const

it('asks a copy without tools, tells what it says and which model says it, and leaves nothing', async () => {
  const bench = await start()
  const { sessions, agent } = bench
  const asked = sessions.asides.ask('a', 'run', 'why?')
  const copy = await bench.sent('why?')
  expect(isAsideId(copy)).toBe(true)
  expect(bench.copied).toEqual([{ to: copy, before: null }])
  expect(agent.opened.get(copy)).toMatchObject({ kind: 'chat', folder: null, context: { compactAt: null } })
  agent.answerTurn(copy, 't', 'why?', 'because')
  await asked
  await vi.waitFor(() =>
    expect(bench.asides()).toEqual([
      { run: 'run', what: 'asked', model: 'practice' },
      { run: 'run', what: 'text', itemId: 'm-t', text: 'be' },
      { run: 'run', what: 'message', itemId: 'm-t', text: 'because', model: 'demo' },
      { run: 'run', what: 'ended', outcome: 'done', error: null },
    ]),
  )
  await sessions.asides.close('run')
  expect(agent.calls.slice(-2)).toEqual([`close ${copy}`, `remove ${copy}`])
  expect(bench.wiped).toEqual([copy])
  expect(sessions.rows().map(({ id }) => id)).toEqual(['a'])
  expect(
    bench.told().some((event) => event.type === 'list.changed' && event.upserted.some(({ id }) => id !== 'a')),
  ).toBe(false)
  expect(await bench.library.record(copy)).toBeNull()
  expect(await bench.library.queue(copy)).toEqual([])
})

it('puts the next question to the same copy, and a new thread to another one', async () => {
  const bench = await start()
  const { sessions, agent } = bench
  const first = sessions.asides.ask('a', 'one', 'why?')
  const copy = await bench.sent('why?')
  await expect(sessions.asides.ask('a', 'one', 'and?')).rejects.toMatchObject({ code: 'sessionBusy' })
  agent.answerTurn(copy, 't', 'why?', 'because')
  await first
  const second = sessions.asides.ask('a', 'one', 'and?')
  expect(await bench.sent('and?')).toBe(copy)
  agent.answerTurn(copy, 'u', 'and?', 'so')
  await second
  const third = sessions.asides.ask('a', 'two', 'how?')
  const other = await bench.sent('how?')
  expect(other).not.toBe(copy)
  await vi.waitFor(() => expect(bench.wiped).toEqual([copy]))
  await sessions.asides.stop('two')
  await third
})

it('a stop ends the answer and keeps the thread; a close in the middle ends both', async () => {
  const bench = await start()
  const { sessions, agent } = bench
  const asked = sessions.asides.ask('a', 'run', 'why?')
  const copy = await bench.sent('why?')
  await sessions.asides.stop('run')
  await asked
  await vi.waitFor(() =>
    expect(bench.asides().at(-1)).toEqual({ run: 'run', what: 'ended', outcome: 'stopped', error: null }),
  )
  expect(bench.wiped).toEqual([])
  const again = sessions.asides.ask('a', 'run', 'again?')
  expect(await bench.sent('again?')).toBe(copy)
  await sessions.asides.close('run')
  await again
  expect(bench.wiped).toEqual([copy])
  expect(agent.opened.has(copy)).toBe(false)
})

it('is about what is finished: the running turn stays behind', async () => {
  const bench = await start()
  const { sessions, agent, history } = bench
  await sessions.runner.send('a', 'more')
  await vi.waitFor(() => expect(agent.calls.at(-1)).toBe('send a: more'))
  agent.say('a', { type: 'turnStarted', turnId: '3', at: 5, prompt: { text: 'more', attachments: [] } })
  for (const [turns, before] of [
    [['1', '2', '3'], '3'],
    // It has not reached the log.
    [['1', '2'], null],
  ] as const) {
    history.put({ id: 'a' }, turns.map(turn))
    const asked = sessions.asides.ask('a', `run ${String(before)}`, `why ${String(before)}?`)
    await bench.sent(`why ${String(before)}?`)
    expect(bench.copied.at(-1)).toMatchObject({ before })
    await sessions.asides.close(`run ${String(before)}`)
    await asked
  }
})

it('says plainly what can’t be asked about, and copies nothing', async () => {
  const bench = await start({ turns: [] })
  const { sessions, history } = bench
  await expect(sessions.asides.ask('a', '1', 'why?')).rejects.toMatchObject({ code: 'nothingToAsk' })
  await expect(sessions.asides.ask('b', '2', 'why?')).rejects.toMatchObject({ code: 'sessionMissing' })
  history.put({ id: 'c' }, [turn('1')])
  history.prompts = () => Promise.reject(new AppError('sessionDamaged', '3'))
  await expect(sessions.asides.ask('c', '3', 'why?')).rejects.toMatchObject({ code: 'sessionDamaged' })
  history.read = () => Promise.reject(new AppError('sessionNewer', ''))
  history.put({ id: 'd' }, [turn('1')])
  await expect(sessions.asides.ask('d', '4', 'why?')).rejects.toMatchObject({ code: 'sessionNewer' })
  expect(bench.copied).toEqual([])
  await sessions.asides.close('4')
  expect(bench.wiped).toEqual([])
})

it('goes on after the runtime died, and removes the copy though the runtime can’t', async () => {
  const bench = await start({ onError: (what) => expect(what).toBe('deleting a side question') })
  const { sessions, agent } = bench
  const asked = sessions.asides.ask('a', 'run', 'why?')
  const copy = await bench.sent('why?')
  agent.die()
  await asked
  await vi.waitFor(() => expect(bench.asides().at(-1)).toMatchObject({ what: 'ended', outcome: 'interrupted' }))
  const again = sessions.asides.ask('a', 'run', 'once more?')
  expect(await bench.sent('once more?')).toBe(copy)
  agent.onRemove = () => {
    throw new AppError('runtimeFailed')
  }
  await sessions.asides.close('run')
  await again
  expect(bench.wiped).toEqual([copy])
})

it('what a crash left goes at the next start, and all goes when the app ends', async () => {
  const left = 'retoma-aside-00000000-0000-4000-8000-000000000000'
  const wiped: string[] = []
  const wipe = (id: string): Promise<void> => Promise.resolve(void wiped.push(id))
  const bench = await start({ asideCopies: { left: () => Promise.resolve([left]), wipe } })
  await vi.waitFor(() => expect(wiped).toEqual([left]))
  const asked = bench.sessions.asides.ask('a', 'run', 'why?')
  const copy = await bench.sent('why?')
  await bench.sessions.dispose()
  await asked
  expect(wiped).toEqual([left, copy])
})
