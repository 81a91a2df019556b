import { tmpdir } from 'node:os'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { AppError } from '../../shared/errors.ts'
import type { Library } from '../library/port.ts'
import { readMetadata } from './metadata.ts'
import type { Sessions } from './port.ts'
import { createSessions } from './sessions.ts'
import { createMemoryHistory, type MemoryHistory } from './testing/memoryHistory.ts'
import { createMemoryLibrary } from './testing/memoryLibrary.ts'
import { createMemoryTrash } from './testing/memoryTrash.ts'
import { quietParts } from './testing/parts.ts'
import { createScriptedAgent, type ScriptedAgent } from './testing/scriptedAgent.ts'

const open: Sessions[] = []

afterEach(async () => {
  await Promise.all(open.splice(0).map((sessions) => sessions.dispose()))
})

interface World {
  readonly history: MemoryHistory
  readonly agent: ScriptedAgent
}

/** A home with sessions `a` and `b`, whose runtime runs. */
function world(): World {
  const history = createMemoryHistory()
  for (const id of ['a', 'b']) history.put({ id, name: `Named ${id}`, folder: tmpdir() }, [])
  return { history, agent: createScriptedAgent(new Set(['a', 'b'])) }
}

async function start(
  { history, agent }: World,
  library: Library = createMemoryLibrary(),
  now: () => number = () => 1000,
): Promise<{ readonly sessions: Sessions; readonly library: Library; readonly recovered: number[] }> {
  const recovered: number[] = []
  const sessions = await createSessions({
    ...quietParts,
    agent,
    history,
    library,
    trash: createMemoryTrash(agent, library),
    connection: () => Promise.resolve({ kind: 'practice' }),
    chooseFor: () => ({ providerId: 'practice', model: 'practice' }),
    send: () => undefined,
    onRows: () => undefined,
    isInView: () => false,
    continuePrompt: (tail) => tail,
    onRecovered: (count) => recovered.push(count),
    now,
    orphanMs: 0,
    log: { error: (what, error) => expect.fail(`${what}: ${String(error)}`) },
  })
  open.push(sessions)
  return { sessions, library, recovered }
}

const keptWith = (agent: ScriptedAgent, id: string) => readMetadata(agent.kept.get(id) ?? '')

describe('pins, tags, notes', () => {
  it('are on the row at once, and in the library', async () => {
    const { sessions, library } = await start(world())
    expect(await sessions.marks.pin('a', true)).toMatchObject({ pinned: true })
    expect(await sessions.marks.tag('a', ['x', 'y'])).toMatchObject({ pinned: true, tags: ['x', 'y'] })
    await sessions.marks.note('a', 'look at line 5')
    expect(sessions.row('a')).toMatchObject({ pinned: true, tags: ['x', 'y'], notes: 'look at line 5' })
    expect(await library.record('a')).toMatchObject({ pinned: true, tags: ['x', 'y'], notes: 'look at line 5' })
    await expect(sessions.marks.pin('gone', true)).rejects.toMatchObject({ code: 'sessionMissing' })
    await sessions.marks.note('gone', 'late words')
    expect(await library.record('gone')).toBeNull()
  })
})

describe('many sessions at once', () => {
  it('are changed, each as it is told, and the same call takes it back', async () => {
    const { sessions, library } = await start(world())
    const results = await sessions.marks.change([
      { id: 'a', pinned: true, tags: ['x'], unread: true },
      { id: 'b', archived: true },
      { id: 'gone', pinned: true },
    ])
    expect(results).toMatchObject([
      { id: 'a', error: null },
      { id: 'b', error: null },
      { id: 'gone', error: { code: 'sessionMissing' } },
    ])
    expect(sessions.row('a')).toMatchObject({ pinned: true, tags: ['x'], unread: true, archived: false })
    expect(sessions.row('b')).toMatchObject({ pinned: false, archived: true })
    expect(await library.record('b')).toMatchObject({ archivedAt: 1000 })
    await sessions.marks.change([
      { id: 'a', pinned: false, tags: [], unread: false },
      { id: 'b', archived: false },
    ])
    expect(sessions.row('a')).toMatchObject({ pinned: false, tags: [], unread: false })
    expect(sessions.row('b').archived).toBe(false)
  })

  it('tell how it goes, and stop between two when asked', async () => {
    const ids = Array.from({ length: 200 }, (_, n) => `m${n}`)
    const history = createMemoryHistory()
    for (const id of ids) history.put({ id, folder: tmpdir() }, [])
    const { sessions } = await start({ history, agent: createScriptedAgent(new Set(ids)) })
    const changes = Array.from({ length: 200 }, (_, n) => ({ id: `m${n}`, pinned: true }))
    const all = sessions.marks.change(changes, 'w')
    sessions.works.cancel('w')
    const results = await all
    expect(results.length).toBeGreaterThan(0)
    expect(results.length).toBeLessThan(200)
    expect(sessions.rows().filter(({ pinned }) => pinned)).toHaveLength(results.length)
  })
})

describe('what is archived', () => {
  it('comes back when something happens in it, whoever does it, and not before', async () => {
    const { history, agent } = world()
    const { sessions } = await start({ history, agent })
    // A clock that is behind what has happened must not let it come back at once.
    history.put({ id: 'a', activeAt: 5000 }, [])
    await sessions.marks.change([{ id: 'a', archived: true }])
    expect(sessions.row('a').archived).toBe(true)
    history.put({ id: 'a', activeAt: 5000, size: 9 }, [])
    expect(sessions.row('a').archived).toBe(true)
    history.put({ id: 'a', activeAt: 5001 }, [])
    expect(sessions.row('a').archived).toBe(false)
  })

  it('is archived again from the session itself when the library is lost', async () => {
    const { history, agent } = world()
    const { sessions } = await start({ history, agent })
    await sessions.marks.change([{ id: 'a', archived: true }])
    await vi.waitFor(() => expect(keptWith(agent, 'a')).toMatchObject({ archivedAt: 1000 }))
    await Promise.all(open.splice(0).map((one) => one.dispose()))
    const after = await start({ history, agent })
    await vi.waitFor(() => expect(after.sessions.row('a').archived).toBe(true))
  })
})

describe('views and colours of tags', () => {
  it('are kept, one for each id, and come back with the next start', async () => {
    const first = await start(world())
    const view = { id: 'v', name: 'Mine', filter: 'is:unread', grouping: 'tag', sort: 'title' } as const
    await first.sessions.views.keep([{ ...view, name: 'Before' }, view])
    await first.sessions.views.colour('Release', 'teal')
    const kept = { views: [view], tagColours: { release: 'teal' } }
    expect(first.sessions.views.kept()).toEqual(kept)
    const second = await start(world(), first.library)
    expect(second.sessions.views.kept()).toEqual(kept)
    await second.sessions.views.colour('RELEASE', null)
    expect(second.sessions.views.kept().tagColours).toEqual({})
  })
})

describe('what the runtime keeps too', () => {
  it('is told of title, pin and tags, of notes never, and the CLI of the title', async () => {
    const { history, agent } = world()
    const { sessions, library } = await start({ history, agent })
    await sessions.rename('a', 'My title')
    await sessions.marks.pin('a', true)
    await sessions.marks.note('a', 'private')
    await vi.waitFor(() => expect(keptWith(agent, 'a')).toMatchObject({ title: 'My title', pinned: true, tags: [] }))
    expect(agent.kept.get('a')).not.toContain('private')
    expect(agent.calls).toEqual(['rename a: My title'])
    // A tag is no reason to name it again: it may have another name from the CLI by now.
    await sessions.marks.tag('a', ['x'])
    await vi.waitFor(() => expect(keptWith(agent, 'a')).toMatchObject({ tags: ['x'] }))
    expect(agent.calls).toEqual(['rename a: My title'])
    const record = await library.record('a')
    await vi.waitFor(async () => expect((await library.record('a'))?.syncedAt).toBe(record?.markedAt))
  })

  it('is not told while another process holds the session, but when it has let go', async () => {
    const { history, agent } = world()
    agent.held.add('a')
    const { sessions } = await start({ history, agent })
    await sessions.marks.pin('a', true)
    await sessions.marks.pin('b', true)
    await vi.waitFor(() => expect(keptWith(agent, 'b')).toMatchObject({ pinned: true }))
    expect(agent.kept.has('a')).toBe(false)
    agent.held.delete('a')
    // The other one's last words change its log.
    history.put({ id: 'a', size: 9 }, [])
    await vi.waitFor(() => expect(keptWith(agent, 'a')).toMatchObject({ pinned: true }))
  })

  it('is told after a restart of what could not be told before', async () => {
    const { history, agent } = world()
    agent.setStatus({ state: 'failed', reason: 'missing', message: '' })
    const before = await start({ history, agent })
    await before.sessions.marks.tag('a', ['x'])
    await Promise.all(open.splice(0).map((sessions) => sessions.dispose()))
    expect(agent.kept.size).toBe(0)
    await start({ history, agent }, before.library)
    expect(agent.kept.size).toBe(0)
    agent.setStatus({ state: 'running', version: '1' })
    await vi.waitFor(() => expect(keptWith(agent, 'a')).toMatchObject({ tags: ['x'] }))
  })

  it('is told at the latest when the app ends', async () => {
    const { history, agent } = world()
    const { sessions } = await start({ history, agent })
    await sessions.marks.pin('a', true)
    await Promise.all(open.splice(0).map((one) => one.dispose()))
    expect(keptWith(agent, 'a')).toMatchObject({ pinned: true })
  })

  it.each([
    ['damaged', { problem: { code: 'damaged', detail: '3' } }],
    ['too large to be opened for it', { size: 40_000_000 }],
  ] as const)('is not told of a session that is %s, and nothing fails', async (_, some) => {
    const { history, agent } = world()
    history.put({ id: 'a', ...some }, [])
    const { sessions } = await start({ history, agent })
    await sessions.marks.pin('a', true)
    await sessions.marks.pin('b', true)
    await vi.waitFor(() => expect(agent.kept.has('b')).toBe(true))
    expect(agent.kept.has('a')).toBe(false)
  })

  it('comes back when the library was lost, also where nothing was known of a session', async () => {
    const { history, agent } = world()
    const before = await start({ history, agent })
    await before.sessions.rename('a', 'My title')
    await before.sessions.marks.pin('a', true)
    await before.sessions.marks.tag('b', ['x', 'y'])
    await Promise.all(open.splice(0).map((sessions) => sessions.dispose()))

    const after = await start({ history, agent })
    await vi.waitFor(() => expect(after.recovered).toEqual([2]))
    expect(after.sessions.row('a')).toMatchObject({ title: 'My title', titleIsManual: true, pinned: true, tags: [] })
    expect(after.sessions.row('b')).toMatchObject({ title: 'Named b', pinned: false, tags: ['x', 'y'] })
    expect(await after.library.record('a')).toMatchObject({ title: 'My title', pinned: true })
    // Once is enough: nothing is told back.
    await Promise.all(open.splice(0).map((sessions) => sessions.dispose()))
    const third = await start({ history, agent }, after.library)
    await vi.waitFor(() => expect(third.recovered).toEqual([0]))
  })

  it('never replaces what a person set later, whatever the clock says', async () => {
    const { history, agent } = world()
    const before = await start({ history, agent }, createMemoryLibrary(), () => 9000)
    await before.sessions.rename('a', 'First')
    await before.sessions.rename('a', 'Second')
    await vi.waitFor(() => expect(keptWith(agent, 'a')).toMatchObject({ title: 'Second' }))
    agent.setStatus({ state: 'stopped' })
    await Promise.all(open.splice(0).map((sessions) => sessions.dispose()))
    // The clock went back, and the runtime is up only after the person wrote something.
    const after = await start({ history, agent }, before.library, () => 5)
    await after.sessions.rename('a', 'Third')
    agent.setStatus({ state: 'running', version: '1' })
    await vi.waitFor(() => expect(keptWith(agent, 'a')).toMatchObject({ title: 'Third' }))
    expect(after.sessions.row('a').title).toBe('Third')
  })

  it('is not told while a session is being deleted', async () => {
    const { history, agent } = world()
    const gate = Promise.withResolvers<undefined>()
    const slow: ScriptedAgent = {
      ...agent,
      remove: async (id) => {
        await gate.promise
        await agent.remove(id)
      },
    }
    const { sessions } = await start({ history, agent: slow })
    const removing = sessions.deleting.remove(['a'])
    await sessions.marks.pin('a', true)
    await sessions.marks.pin('b', true)
    await vi.waitFor(() => expect(agent.kept.has('b')).toBe(true))
    expect(agent.kept.has('a')).toBe(false)
    gate.resolve(undefined)
    expect(await removing).toMatchObject([{ id: 'a', error: null }])
    await Promise.all(open.splice(0).map((one) => one.dispose()))
    expect(agent.kept.has('a')).toBe(false)
  })
})

it('a session whose files go away keeps its title and its model, after a restart too', async () => {
  const { history, agent } = world()
  history.put({ id: 'a', name: 'An automatic title', model: 'gpt-5', summary: 'What?', activeAt: 77, createdAt: 5 }, [])
  const before = await start({ history, agent })
  await before.sessions.marks.note('a', 'kept')
  const { title, model, summary, activeAt, createdAt } = before.sessions.row('a')
  await Promise.all(open.splice(0).map((sessions) => sessions.dispose()))
  history.take('a')
  const after = await start({ history, agent }, before.library)
  expect(after.sessions.row('a')).toMatchObject({ title, model, summary, activeAt, createdAt })
  expect(after.sessions.row('a')).toMatchObject({
    title: 'An automatic title',
    problem: { code: 'missing', detail: null },
  })
})

describe('while the library takes nothing', () => {
  const refusing = (): Library => {
    const refused = () => Promise.reject(new AppError('diskFull', 'library'))
    return { ...createMemoryLibrary(), putRecord: refused, pauseQueues: refused, addQueued: refused }
  }

  it('sessions are listed all the same, and what could not be written is not shown as done', async () => {
    const { sessions } = await start(world(), refusing())
    await expect(sessions.marks.pin('a', true)).rejects.toThrow('diskFull')
    await expect(sessions.marks.tag('a', ['x'])).rejects.toThrow('diskFull')
    expect(sessions.row('a')).toMatchObject({ title: 'Named a', pinned: false, tags: [] })
    await expect(
      sessions.create({
        id: 'c',
        title: '',
        kind: 'chat',
        folder: null,
        model: { providerId: 'practice', model: 'm' },
      }),
    ).rejects.toThrow('diskFull')
    expect(sessions.rows().map(({ id }) => id)).toEqual(['a', 'b'])
  })

  it('notes stay: they are written as soon as that works', async () => {
    const { sessions } = await start(world(), refusing())
    await expect(sessions.marks.note('a', 'typed')).rejects.toThrow('diskFull')
    expect(sessions.row('a').notes).toBe('typed')
  })
})
