import { afterEach, describe, expect, it, vi } from 'vitest'
import type { AppEvent } from '../../shared/events.ts'
import type { Turn } from '../../shared/model/turn.ts'
import type { Library } from '../library/port.ts'
import type { Trash } from '../trash/trash.ts'
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

const turn = (text: string): Turn => ({
  id: `turn-${text}`,
  at: 1,
  prompt: { text, attachments: [] },
  items: [],
  thinking: null,
  outcome: 'done',
  error: null,
  endedAt: 2,
  usage: null,
})

async function start(
  known: readonly string[],
  from: { readonly library?: Library; readonly trash?: Trash; readonly history?: MemoryHistory } = {},
): Promise<{
  readonly sessions: Sessions
  readonly agent: ScriptedAgent
  readonly history: MemoryHistory
  readonly library: Library
  readonly trash: Trash
  readonly sent: AppEvent[]
}> {
  const history = from.history ?? createMemoryHistory()
  const library = from.library ?? createMemoryLibrary()
  const agent = createScriptedAgent(new Set(known))
  const trash = from.trash ?? createMemoryTrash(agent, library)
  const sent: AppEvent[] = []
  for (const id of known) history.put({ id, name: `Title of ${id}` }, [turn(`said in ${id}`)])
  const sessions = await createSessions({
    ...quietParts,
    agent,
    history,
    library,
    trash,
    connection: () => Promise.resolve({ kind: 'practice' }),
    chooseFor: (model) => ({ providerId: 'practice', model: model ?? 'practice' }),
    send: (batch) => sent.push(...batch),
    onRows: () => undefined,
    isInView: () => false,
    continuePrompt: (tail) => tail,
    now: () => 1000,
    orphanMs: 0,
    log: { error: (what, error) => expect.fail(`${what}: ${String(error)}`) },
  })
  open.push(sessions)
  return { sessions, agent, history, library, trash, sent }
}

describe('a session that continues another', () => {
  it('has an id of its own and a lineage, and leaves the other as it was', async () => {
    const { sessions, agent } = await start(['a', 'A-2'])
    const before = sessions.row('a')
    const row = await sessions.continueElsewhere('a', false)
    expect(row).toMatchObject({
      id: 'a-3',
      unsent: true,
      title: 'Title of a, continued',
      kind: 'chat',
      lineage: { from: 'a', kind: 'continued' },
    })
    expect(sessions.row('a')).toEqual(before)
    expect(agent.calls).toEqual([])
    await expect(sessions.carried('a-3')).resolves.toEqual({ from: 'a', messages: 1, of: 1 })
  })

  it('gives its first message what was said, and no other', async () => {
    const { sessions, agent } = await start(['a'])
    await sessions.continueElsewhere('a', false)
    await sessions.runner.send('a-2', 'one')
    await vi.waitFor(() => expect(agent.given).toHaveLength(1))
    expect(agent.given[0]).toMatch(/^<conversation_history from="a" messages="1" of="1">[^]*said in a[^]*one$/)
    agent.answerTurn('a-2', 't1', 'one', 'Yes')
    await sessions.runner.send('a-2', 'two')
    await vi.waitFor(() => expect(agent.calls).toContain('send a-2: two'))
    expect(agent.given).toHaveLength(1)
  })

  it('gives its first message what stands between two marks, and nothing else', async () => {
    const { sessions, agent, history } = await start(['a'])
    history.put(
      { id: 'b' },
      ['one', 'two', 'three', 'four'].map((word) => turn(`said ${word}`)),
    )
    const at = (word: string) => ({ turnId: `turn-said ${word}`, itemId: null })
    const row = await sessions.seed('b', { since: at('one'), until: at('three') }, 'The middle')
    expect(row).toMatchObject({
      id: 'b-2',
      title: 'The middle',
      unsent: true,
      lineage: { from: 'b', kind: 'continued' },
    })
    await sessions.runner.send('b-2', 'on')
    await vi.waitFor(() => expect(agent.given[0]).toMatch(/said two[^]*said three[^]*on$/))
    expect(agent.given[0]).not.toMatch(/said (one|four)/)
    await expect(sessions.seed('b', { since: at('four'), until: null }, 'Nothing')).rejects.toMatchObject({
      code: 'historyGone',
    })
    await expect(sessions.seed('b', { since: at('three'), until: at('one') }, 'Back')).rejects.toMatchObject({
      code: 'bookmarkMissing',
    })
  })

  it('begins one session for each model to compare them: the same context, the same draft, nothing sent', async () => {
    const { sessions, agent, history, library } = await start(['a'])
    history.put(
      { id: 'b' },
      ['one', 'two', 'three'].map((word) => turn(`said ${word}`)),
    )
    const range = { since: { turnId: 'turn-said one', itemId: null }, until: null }
    const models = [
      { providerId: 'p', model: 'small' },
      { providerId: 'q', model: 'large' },
    ]
    const rows = await sessions.compare('b', range, 'Which', models, 'And now?')
    expect(rows).toMatchObject([
      { id: 'b-2', title: 'Which · small', providerId: 'p', model: 'small', unsent: true, hasDraft: true },
      { id: 'b-3', title: 'Which · large', providerId: 'q', model: 'large', unsent: true, hasDraft: true },
    ])
    expect((await library.draft('b-3'))?.text).toBe('And now?')
    expect(agent.given).toEqual([])
    for (const { id } of rows) await sessions.runner.send(id, 'And now?')
    await vi.waitFor(() => expect(agent.given).toHaveLength(2))
    for (const given of agent.given) expect(given).toMatch(/said two[^]*said three[^]*And now\?$/)
    const gone = { since: { turnId: 'gone', itemId: null }, until: null }
    await expect(sessions.compare('b', gone, 'Which', models, '')).rejects.toMatchObject({ code: 'bookmarkMissing' })
    expect(sessions.rows().map(({ id }) => id)).not.toContain('b-4')
  })

  it('carries what was carried before it, too', async () => {
    const { sessions, agent, history } = await start(['a'])
    const first = turn('said in b')
    history.put({ id: 'b' }, [
      { ...first, prompt: { text: 'said in b', attachments: [], carried: { from: 'a', messages: 1, of: 1 } } },
    ])
    await sessions.continueElsewhere('b', false)
    await sessions.runner.send('b-2', 'on')
    await vi.waitFor(() => expect(agent.given[0]).toMatch(/said in a[^]*said in b[^]*on$/))
  })

  it('takes what waited along only when it is wanted, paused', async () => {
    const { sessions, agent } = await start(['a'])
    agent.held.add('a')
    await sessions.runner.send('a', 'mine')
    await vi.waitFor(async () => expect(await sessions.queue.list('a')).toMatchObject([{ state: 'paused' }]))
    await sessions.continueElsewhere('a', false)
    await expect(sessions.queue.list('a-2')).resolves.toEqual([])
    await sessions.continueElsewhere('a', true)
    await expect(sessions.queue.list('a-3')).resolves.toMatchObject([{ text: 'mine', state: 'paused' }])
    await expect(sessions.queue.list('a')).resolves.toEqual([])
    expect(agent.calls.filter((call) => call.startsWith('send'))).toEqual([])
  })

  it('is not begun when what it is to carry is gone, until the person says so', async () => {
    const { sessions, agent, history, sent } = await start(['a'])
    await sessions.continueElsewhere('a', false)
    history.take('a')
    await sessions.runner.send('a-2', 'one')
    await vi.waitFor(() =>
      expect(sent.findLast((event) => event.type === 'session.resuming')?.resuming).toMatchObject({
        failure: { code: 'historyGone', detail: 'a' },
        ways: ['withoutHistory', 'again'],
      }),
    )
    expect(agent.calls).toEqual([])
    await sessions.leaveHistory('a-2')
    await sessions.runner.tryAgain('a-2', null)
    await vi.waitFor(() => expect(agent.calls).toContain('send a-2: one'))
    expect(agent.given).toEqual([])
  })

  it('is not made of a session of which nothing is left', async () => {
    const { sessions, history } = await start(['a'])
    await sessions.markRead('a', null)
    history.take('a')
    await expect(sessions.continueElsewhere('a', false)).rejects.toMatchObject({ code: 'historyGone' })
    expect(sessions.rows().map((row) => row.id)).toEqual(['a'])
  })
})

describe('the id of a session that is on the list and not on disk', () => {
  it('is told apart from one that is taken', async () => {
    const { sessions, history } = await start(['a', 'b'])
    await sessions.markRead('a', null)
    history.take('a')
    await expect(sessions.checkId('a')).resolves.toBe('idOfMissing')
    await expect(sessions.checkId('b')).resolves.toBe('idTaken')
    await expect(
      sessions.create({
        id: 'a',
        title: '',
        kind: 'chat',
        folder: null,
        model: { providerId: 'practice', model: 'practice' },
      }),
    ).rejects.toMatchObject({ code: 'idOfMissing' })
  })
})

describe('trying again', () => {
  it('sends what waited then, and not what was paused before', async () => {
    const { sessions, agent } = await start(['a'])
    agent.held.add('a')
    await sessions.runner.send('a', 'old')
    await vi.waitFor(async () => expect(await sessions.queue.list('a')).toMatchObject([{ state: 'paused' }]))
    sessions.runner.leaveResuming('a')
    await sessions.runner.send('a', 'new')
    await vi.waitFor(async () =>
      expect(await sessions.queue.list('a')).toMatchObject([{ state: 'paused' }, { state: 'paused' }]),
    )
    agent.held.delete('a')
    await sessions.runner.tryAgain('a', null)
    await vi.waitFor(() => expect(agent.calls.filter((call) => call.startsWith('send'))).toEqual(['send a: new']))
    // What is on its way stands before what waits.
    await expect(sessions.queue.list('a')).resolves.toMatchObject([{ text: 'new' }, { text: 'old', state: 'paused' }])
  })
})

describe('a missing session that comes back from the trash', () => {
  it('brings what it had, and keeps what was typed and marked since', async () => {
    const first = await start(['a'])
    await first.sessions.saveDraft('a', { text: 'before', selectionStart: 0, selectionEnd: 0 })
    const [result] = await first.sessions.deleting.remove(['a'])
    first.history.take('a')
    // As when the library came back from a copy that was older.
    await first.library.putRecord('a', { kind: 'chat' })
    const { sessions, history } = await start([], first)
    await sessions.runner.send('a', 'waits')
    await vi.waitFor(async () => expect(await sessions.queue.list('a')).toMatchObject([{ state: 'paused' }]))
    await expect(sessions.deleting.restore([result?.entryId ?? ''])).resolves.toMatchObject([{ error: null }])
    history.put({ id: 'a' }, [turn('said in a')])
    const opened = await sessions.open('a')
    expect(opened).toMatchObject({ problem: null, draft: { text: 'before' }, queue: [{ text: 'waits' }] })
  })

  it('is not put on the list by a late mark of who read it', async () => {
    const { sessions, history } = await start(['a'])
    await sessions.deleting.remove(['a'])
    history.take('a')
    await sessions.markRead('a', null)
    await sessions.markUnread('a')
    expect(sessions.rows()).toEqual([])
  })
})
