import { expect, test, vi } from 'vitest'
import type { RuntimeStatus } from '../../shared/model/runtimeStatus.ts'
import { createCatalogue } from './catalogue.ts'
import { createNaming, newerName } from './naming.ts'
import { createOutgoing } from './outgoing.ts'
import { createBench } from './testing/bench.ts'
import { createMemoryHistory } from './testing/memoryHistory.ts'
import { createMemoryLibrary } from './testing/memoryLibrary.ts'

async function start(history = createMemoryHistory(), library = createMemoryLibrary()) {
  const state = { up: true, heldElsewhere: false, seenLate: false, told: [] as string[], telling: Promise.resolve() }
  const errors: unknown[] = []
  const listeners = new Set<(status: RuntimeStatus) => void>()
  const outgoing = createOutgoing(() => undefined)
  const catalogue = await createCatalogue({
    history,
    library,
    outgoing,
    stateOf: () => null,
    isLive: () => false,
    onRows: () => undefined,
    now: () => 1,
    log: { error: (what, error) => expect.fail(`${what}: ${String(error)}`) },
  })
  const naming = createNaming({
    agent: {
      rename: async (id, name) => {
        if (!state.up) throw new Error('down')
        state.told.push(name)
        await state.telling
        if (!state.seenLate) history.put({ id, name, userNamed: true }, [])
      },
      inUse: (ids) => Promise.resolve(new Set(state.heldElsewhere ? ids : [])),
      onStatus: (listener) => {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
    },
    catalogue: () => catalogue,
    isLive: () => false,
    log: { error: (_what, error) => errors.push(error) },
  })
  const stop = (): void => {
    naming.dispose()
    catalogue.dispose()
    outgoing.dispose()
  }
  const started = (): void => {
    for (const listener of listeners) listener({ state: 'running', version: '1' })
  }
  return { state, errors, history, library, naming, stop, started, title: () => catalogue.row('a')?.title }
}

test('the last name that a person gave is the name on both sides', async () => {
  const one = await start()
  one.history.put({ id: 'a', name: 'Automatic', userNamed: false, summary: 'x' }, [])
  await one.naming.rename('a', 'Mine')
  expect(one.state.told).toEqual(['Mine'])
  one.history.put({ id: 'a', name: 'Theirs', userNamed: true }, [])
  expect(one.title()).toBe('Theirs')
  await one.naming.rename('a', 'Mine again')
  expect([one.title(), one.state.told]).toEqual(['Mine again', ['Mine', 'Mine again']])
  // What the runtime makes up is not a person's.
  one.history.put({ id: 'a', name: 'Made up', userNamed: false }, [])
  expect(one.title()).toBe('Mine again')
  one.stop()

  // Renamed there while this app was not running.
  one.history.put({ id: 'a', name: 'Theirs meanwhile', userNamed: true }, [])
  const two = await start(one.history, one.library)
  expect(two.title()).toBe('Theirs meanwhile')
  expect(two.state.told).toEqual([])
  two.stop()
})

test('a title that the runtime could not be told of is given to it later, also after a restart', async () => {
  const one = await start()
  one.history.put({ id: 'a', name: 'Before', userNamed: true }, [])
  one.state.up = false
  await one.naming.rename('a', 'Mine')
  expect([one.errors.length, one.title()]).toEqual([1, 'Mine'])
  one.stop()

  const two = await start(one.history, one.library)
  expect(two.title()).toBe('Mine')
  two.state.heldElsewhere = true
  two.started()
  await vi.waitFor(() => expect(two.errors).toEqual([]))
  expect(two.state.told).toEqual([])
  two.state.heldElsewhere = false
  two.history.put({ id: 'a', name: 'Before', userNamed: true, size: 99 }, [])
  await vi.waitFor(() => expect(two.state.told).toEqual(['Mine']))
  expect(two.title()).toBe('Mine')
  // Once is enough.
  two.started()
  expect(two.state.told).toEqual(['Mine'])
  two.stop()
})

test.each([
  // title here, name seen last, name that a person gave in the runtime -> whose is newer
  ['Ours', '', null, 'ours', 'given here, and the runtime has none yet'],
  ['Ours', 'Before', 'Before', 'ours', 'given here after the one that the runtime still has'],
  ['Ours', 'Ours', 'Ours', 'same', 'in step'],
  ['Ours', null, 'Ours', 'same', 'found in step'],
  ['Ours', 'Ours', 'Theirs', 'theirs', 'given there since'],
  ['Ours', '', 'Theirs', 'theirs', 'given there before ours arrived'],
  ['Ours', 'Ours', null, 'unknown', 'lost there'],
  ['Ours', null, 'Theirs', 'unknown', 'nothing shows which came later: ours stays'],
  [null, null, 'Theirs', 'unknown', 'no title here: theirs is shown as it is'],
  ['Two  lines\nof it', '', 'Two lines of it', 'same', 'the runtime has it on one line'],
] as const)('%o, seen %o, there %o: %s (%s)', (...[title, nameSeen, given, newer]) => {
  expect(newerName({ title, nameSeen }, given)).toBe(newer)
})

test('of two titles in quick succession a crash leaves the newer one', async () => {
  const one = await start()
  one.history.put({ id: 'a', name: 'Before', userNamed: true }, [])
  one.state.seenLate = true
  const told = Promise.withResolvers<void>()
  one.state.telling = told.promise
  const first = one.naming.rename('a', 'First')
  await vi.waitFor(() => expect(one.state.told).toEqual(['First']))
  const second = one.naming.rename('a', 'Second')
  // The runtime has the first one on its disk now, and we have not heard of it.
  expect((await one.library.record('a'))?.title).toBe('First')
  told.resolve()
  one.state.telling = new Promise<void>(() => undefined)
  await vi.waitFor(async () => expect((await one.library.record('a'))?.title).toBe('Second'))
  one.stop()
  one.history.put({ id: 'a', name: 'First', userNamed: true }, [])
  const two = await start(one.history, one.library)
  expect(two.title()).toBe('Second')
  two.stop()
  void Promise.allSettled([first, second])
})

test('a title of ours that the disk is seen with late is not somebody else’s', async () => {
  const one = await start()
  one.history.put({ id: 'a', name: 'Automatic', userNamed: false, summary: 'x' }, [])
  one.state.seenLate = true
  for (const title of ['First', 'Second', 'Third']) await one.naming.rename('a', title)
  const late = { id: 'a', name: 'First', userNamed: true } as const
  one.history.put(late, [])
  one.history.put({ ...late, name: 'Second' }, [])
  expect(one.title()).toBe('Third')
  one.history.put({ ...late, name: 'Third' }, [])
  // Whoever gives one of them now means it.
  one.history.put(late, [])
  await vi.waitFor(() => expect(one.title()).toBe('First'))
  one.stop()
})

test('a title of a person outlives a hundred turns, summing up, resuming and restarts, whatever the runtime makes up meanwhile', async () => {
  const history = createMemoryHistory()
  history.put({ id: 'a', name: 'Made up at first', userNamed: false, summary: 'First words' }, [])
  let bench = await createBench({ history })
  await bench.sessions.rename('a', 'Mine')
  const titles = new Set<string>()
  for (let n = 0; n < 100; n += 1) {
    const { sessions, agent } = bench
    await sessions.send('a', `Message ${n}`, [])
    await vi.waitFor(() => expect(agent.calls).toContain(`send a: Message ${n}`))
    agent.answerTurn('a', `t${n}`, `Message ${n}`, 'Answer')
    // What the runtime writes beside it: a name of its own, as long as nobody gave one there.
    history.put(
      { id: 'a', name: n % 2 === 0 ? `Made up after ${n}` : 'Mine', userNamed: n % 2 === 1, size: 10 + n },
      [],
    )
    if (n % 20 === 10) await sessions.compacting.compact('a', '')
    titles.add(sessions.row('a').title)
    if (n % 25 === 24) {
      // Resumed by the next message, after a restart.
      await sessions.dispose()
      bench = await createBench({ history, library: bench.library })
      titles.add(bench.sessions.row('a').title)
    }
  }
  expect([...titles]).toEqual(['Mine'])
  expect(bench.sessions.row('a')).toMatchObject({ title: 'Mine', titleIsManual: true })
})
