import { tmpdir } from 'node:os'
import { describe, expect, it, vi } from 'vitest'
import type { SessionEvent } from '../../shared/events.ts'
import type { SessionState } from '../../shared/model/turn.ts'
import { emptyState, reduceAll } from '../../shared/reduce.ts'
import type { Library } from '../library/port.ts'
import { chat, createBlankBench } from './testing/bench.ts'
import { createMemoryHistory } from './testing/memoryHistory.ts'
import { createMemoryLibrary } from './testing/memoryLibrary.ts'

describe('the stream to the window', () => {
  it('is numbered without gaps, and snapshot plus what is newer gives what main has', async () => {
    const { sessions, agent, told } = await createBlankBench()
    await sessions.create(chat('a'))
    let { state, seq } = await sessions.open('a')
    await sessions.runner.send('a', 'one')
    await vi.waitFor(() => expect(agent.calls).toContain('send a: one'))
    const follow = (): void => {
      for (const event of told()) {
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
    const { sessions, agent, library, history } = await createBlankBench()
    await sessions.create(chat('a'))
    await sessions.runner.send('a', 'one')
    await vi.waitFor(() => expect(agent.calls).toContain('send a: one'))
    agent.say('a', { type: 'turnStarted', turnId: 't1', at: 1, prompt: { text: 'one', attachments: [] } })
    agent.say('a', { type: 'textStreamed', itemId: 'm', at: 2, text: 'As far as' })
    await vi.waitFor(async () => expect(JSON.stringify(await library.partials('a'))).toContain('As far as'))

    const logged = reduceAll(emptyState, [
      { type: 'turnStarted', turnId: 't1', at: 1, prompt: { text: 'one', attachments: [] } },
      { type: 'turnEnded', at: 2, outcome: 'interrupted', error: null },
    ]).turns
    history.put({ id: 'a' }, logged)
    const again = await createBlankBench({ library, history, known: ['a'] })
    expect(again.sessions.row('a').state).toBe('stopped')
    const opened = await again.sessions.open('a')
    expect(opened.state.turns).toMatchObject([
      { id: 't1', outcome: 'interrupted', prompt: { text: 'one' }, items: [{ text: 'As far as' }] },
    ])
    await again.sessions.continueTurn('a', 't1')
    await vi.waitFor(() => expect(again.agent.calls).toContain('send a: Go on after: As far as'))
  })

  it('interrupts what ran when the runtime dies, and resumes with the next message', async () => {
    const { sessions, agent, history } = await createBlankBench()
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
    const { sessions, agent, history } = await createBlankBench({ known: ['a'] })
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
      const { sessions, agent } = await createBlankBench(inView === undefined ? {} : { inView })
      await sessions.create(chat('a'))
      await sessions.runner.send('a', 'one')
      await vi.waitFor(() => expect(agent.calls).toContain('send a: one'))
      agent.answerTurn('a', 't1', 'one', 'Two')
      await vi.waitFor(() => expect(sessions.row('a').unread).toBe(inView === undefined))
    }
  })

  it('that a person marked as unread stay so when a turn ends in view', async () => {
    const { sessions, agent } = await createBlankBench({ inView: 'a' })
    await sessions.create(chat('a'))
    await sessions.runner.send('a', 'one')
    await vi.waitFor(() => expect(agent.calls).toContain('send a: one'))
    await sessions.markUnread('a')
    agent.answerTurn('a', 't1', 'one', 'Two')
    await vi.waitFor(() => expect(sessions.row('a')).toMatchObject({ state: 'idle', unread: true }))
    await sessions.markRead('a', 't1')
    await sessions.runner.send('a', 'two')
    await vi.waitFor(() => expect(agent.calls).toContain('send a: two'))
    agent.answerTurn('a', 't2', 'two', 'Four')
    await vi.waitFor(() => expect(sessions.row('a')).toMatchObject({ state: 'idle', unread: false }))
  })

  it('are read when the person comes while it is kept how the turn ended', async () => {
    const history = createMemoryHistory()
    let shown = ''
    const { sessions, agent, library } = await createBlankBench({
      history,
      get inView() {
        return shown
      },
    })
    await sessions.create(chat('a'))
    await sessions.runner.send('a', 'one')
    await vi.waitFor(() => expect(agent.calls).toContain('send a: one'))
    const looked = Promise.withResolvers<undefined>()
    const looking = vi.spyOn(history, 'get').mockImplementation(async () => {
      await looked.promise
      return null
    })
    agent.answerTurn('a', 't1', 'one', 'Two')
    await vi.waitFor(() => expect(looking).toHaveBeenCalled())
    shown = 'a'
    await sessions.markRead('a', 't1')
    looked.resolve(undefined)
    await vi.waitFor(async () => expect(await library.record('a')).toMatchObject({ lastOutcome: 'done' }))
    expect(sessions.row('a').unread).toBe(false)
  })

  it('show what was changed last, also while the library still answers to an older change', async () => {
    const library = createMemoryLibrary()
    const { sessions, told } = await createBlankBench({ library })
    await sessions.create(chat('a'))
    const answers: (() => void)[] = []
    const { putRecord } = library
    vi.spyOn(library, 'putRecord').mockImplementation(async (id, patch) => {
      const stored = await putRecord(id, patch)
      await new Promise<void>((resolve) => answers.push(resolve))
      return stored
    })
    const changes = [sessions.markUnread('a'), sessions.markRead('a', null)]
    await vi.waitFor(() => expect(answers).toHaveLength(2))
    answers[0]?.()
    await changes[0]
    // Anything at all that happens to it makes its row anew.
    await sessions.saveDraft('a', { text: 'typed', selectionStart: 5, selectionEnd: 5 })
    expect(sessions.rows()).toMatchObject([{ hasDraft: true, unread: false }])
    answers[1]?.()
    await changes[1]
    const rows = told().flatMap((event) => (event.type === 'list.changed' ? event.upserted : []))
    expect(rows.at(-1)).toMatchObject({ unread: false })
  })

  it('reach the window when something about them changes, and only then', async () => {
    const { sessions, told } = await createBlankBench()
    await sessions.create(chat('a'))
    await vi.waitFor(() => expect(told().filter((event) => event.type === 'list.changed')).toHaveLength(1))
    await sessions.saveDraft('a', { text: '  typed', selectionStart: 2, selectionEnd: 3 })
    await vi.waitFor(() => expect(told().filter((event) => event.type === 'list.changed')).toHaveLength(2))
    await sessions.saveDraft('a', { text: '  typed more', selectionStart: 2, selectionEnd: 3 })
    await expect(sessions.open('a')).resolves.toMatchObject({
      draft: { text: '  typed more', selectionStart: 2, selectionEnd: 3 },
    })
    expect(told().filter((event) => event.type === 'list.changed')).toHaveLength(2)
  })

  it('go with their session, and stay with a reason when it can not be deleted', async () => {
    const { sessions, agent, history } = await createBlankBench({ known: ['a', 'b'] })
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
    const { sessions } = await createBlankBench()
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
    const { sessions } = await createBlankBench()
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
    const { sessions, told } = await createBlankBench({ library })
    const ids = Array.from({ length: 20 }, (_, index) => `s${index}`)
    for (const id of ids) await sessions.create(chat(id))
    const results = await sessions.deleting.remove(ids, 'w')
    expect(results.map(({ id }) => id)).toEqual(ids.slice(0, 5))
    expect(sessions.rows().map((row) => row.id)).toEqual(ids.slice(5))
    await vi.waitFor(() => {
      const progress = told().flatMap((event) => (event.type === 'work.progressed' ? [event] : []))
      expect(progress.map(({ done }) => done)).toEqual(results.map((_, index) => index + 1))
      expect(progress.at(-1)).toMatchObject({ id: 'w', of: 20, result: results.at(-1) })
    })
  })
})

describe('an open session', () => {
  it('that was opened before the runtime was up is found to be held when it is', async () => {
    const { sessions, agent, history, told } = await createBlankBench({ known: ['a'] })
    history.put({ id: 'a' }, [])
    agent.setStatus({ state: 'starting' })
    agent.held.add('a')
    await expect(sessions.open('a')).resolves.toMatchObject({ problem: null })
    agent.setStatus({ state: 'running', version: '1' })
    await vi.waitFor(() => {
      const reopened = told().find((event) => event.type === 'session.reopened')
      expect(reopened?.opened.problem).toMatchObject({ code: 'inUse' })
    })
  })

  it('is read again when another program writes to its log', async () => {
    const { sessions, history, told } = await createBlankBench({ known: ['a'] })
    history.put({ id: 'a', size: 10 }, [])
    await sessions.open('a')
    const turn = reduceAll(emptyState, [
      { type: 'turnStarted', turnId: 'cli', at: 1, prompt: { text: 'from elsewhere', attachments: [] } },
      { type: 'turnEnded', at: 2, outcome: 'done', error: null },
    ]).turns
    history.put({ id: 'a', size: 20 }, turn)
    await vi.waitFor(() => {
      const reopened = told().find((event) => event.type === 'session.reopened')
      expect(reopened?.opened.state.turns).toMatchObject([{ id: 'cli' }])
    })
  })

  it('of which the folder is gone says so, and takes another one', async () => {
    const { sessions, history } = await createBlankBench({ known: ['a'] })
    history.put({ id: 'a', folder: '/nowhere/at/all' }, [])
    await expect(sessions.open('a')).resolves.toMatchObject({
      problem: { code: 'folderMissing', detail: '/nowhere/at/all' },
    })
    await expect(sessions.setFolder('a', tmpdir())).resolves.toMatchObject({ problem: null, row: { folder: tmpdir() } })
    await expect(sessions.setFolder('a', null)).resolves.toMatchObject({ problem: null, row: { kind: 'chat' } })
  })
})
