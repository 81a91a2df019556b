import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { AppError } from '../../shared/errors.ts'
import type { Turn } from '../../shared/model/turn.ts'
import { createBench, type BenchParts, type SessionsBench } from './testing/bench.ts'
import { createMemoryHistory, type MemoryHistory } from './testing/memoryHistory.ts'
import { createMemoryLibrary } from './testing/memoryLibrary.ts'
import { createVersions, type Versions } from './versions.ts'

const turn = (id: string, more: Partial<Turn> = {}): Turn => ({
  id,
  at: 1,
  prompt: { text: `prompt ${id}`, attachments: [] },
  items: [],
  thinking: null,
  outcome: 'done',
  error: null,
  endedAt: 2,
  usage: null,
  ...more,
})

let folder: string
let versions: Versions
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'retoma-rewind-'))
  mkdirSync(join(folder, 'state', 'a'), { recursive: true })
  writeFileSync(join(folder, 'state', 'a', 'events.jsonl'), 'the log as it was')
  versions = createVersions(join(folder, 'rewinds'), join(folder, 'state'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const noMessage = { files: false, message: null }
const message = (text: string) => ({ files: false, message: { text, attachments: [] } })

interface Stage extends SessionsBench {
  readonly disk: MemoryHistory
  turns(): Promise<readonly string[]>
}

async function start(turns: readonly Turn[], parts: BenchParts = {}): Promise<Stage> {
  const disk = createMemoryHistory()
  disk.put({ id: 'a', name: 'Title' }, turns)
  const bench = await createBench({ history: disk, versions, ...parts })
  bench.agent.onRewind = (id, turnId) => cut(disk, turns, id, turnId)
  return {
    ...bench,
    disk,
    turns: async () => (await bench.sessions.open('a')).state.turns.map(({ id }) => id),
  }
}

/** What the runtime does to its log. */
function cut(disk: MemoryHistory, turns: readonly Turn[], id: string, turnId: string): void {
  disk.put(
    { id, name: 'Title', size: 500 },
    turns.slice(
      0,
      turns.findIndex((one) => one.id === turnId),
    ),
  )
}

describe('a rewind', () => {
  it('keeps what it drops, sends what comes in its place, and nothing else', async () => {
    const { sessions, agent, turns } = await start([turn('1'), turn('2'), turn('3')])
    await sessions.rewind('a', '2', message('another way'))
    await expect.poll(() => agent.calls).toEqual(['rewind a 2', 'resume a practice', 'send a: another way'])
    expect(await turns()).toEqual(['1'])
    const opened = await sessions.open('a')
    expect(opened.versions).toMatchObject([{ after: '1', turns: 2 }])
    const [version] = opened.versions
    expect((await sessions.versionTurns('a', version?.id ?? '')).map(({ id }) => id)).toEqual(['2', '3'])
    expect(readFileSync(versions.logOf('a', version?.id ?? ''), 'utf8')).toBe('the log as it was')
  })

  it('sends its message before those that wait already, and lets those wait', async () => {
    const { sessions, agent } = await start([turn('1'), turn('2')])
    await sessions.queue.add('a', 'waits')
    await sessions.queue.pause('a', 'stopped')
    await sessions.rewind('a', '2', message('first'))
    await expect.poll(() => agent.calls.at(-1)).toBe('send a: first')
    expect(await sessions.queue.list('a')).toMatchObject([{ text: 'first' }, { text: 'waits', state: 'paused' }])
  })

  it('does not bring back answers that only the library had', async () => {
    const cutTurn = turn('2', { outcome: 'interrupted' })
    const { sessions, library, turns } = await start([turn('1'), cutTurn])
    await library.putPartial('a', cutTurn)
    await sessions.rewind('a', '2', noMessage)
    expect(await library.partials('a')).toEqual([])
    expect(await turns()).toEqual(['1'])
  })

  it('of a message that never reached the log only forgets it', async () => {
    const library = createMemoryLibrary()
    await library.putPartial('a', turn('lost', { at: 5, outcome: 'interrupted' }))
    const { sessions, agent, turns } = await start([turn('1')], { library })
    expect(await turns()).toEqual(['1', 'lost'])
    await sessions.rewind('a', 'lost', noMessage)
    expect(agent.calls).toEqual([])
    expect(await turns()).toEqual(['1'])
  })

  it('is refused while a turn runs, for a turn that is not there, and while another program has the session', async () => {
    const { sessions, agent } = await start([turn('1')])
    await expect(sessions.rewind('a', 'x', noMessage)).rejects.toMatchObject({ code: 'turnMissing' })
    agent.held.add('a')
    await expect(sessions.rewind('a', '1', message('m'))).rejects.toMatchObject({ code: 'sessionInUse' })
    expect(await sessions.queue.list('a')).toEqual([])
    agent.held.clear()
    await sessions.runner.send('a', 'more')
    await expect.poll(() => agent.calls.at(-1)).toBe('send a: more')
    agent.say('a', { type: 'turnStarted', turnId: '2', at: 5, prompt: { text: 'more', attachments: [] } })
    await expect(sessions.rewind('a', '1', noMessage)).rejects.toMatchObject({ code: 'turnRunning' })
  })

  it('that fails leaves the conversation whole, and sends nothing', async () => {
    const { sessions, agent, turns } = await start([turn('1'), turn('2')])
    for (const code of ['rewindFailed', 'diskFull', 'runtimeFailed', 'runtimeTimeout'] as const) {
      agent.onRewind = () => {
        throw new AppError(code)
      }
      await expect(sessions.rewind('a', '2', message('never'))).rejects.toMatchObject({ code })
      expect(await turns()).toEqual(['1', '2'])
      expect(await sessions.queue.list('a')).toEqual([])
      expect((await sessions.open('a')).versions).toEqual([])
    }
    expect(agent.calls.filter((one) => one.startsWith('send'))).toEqual([])
  })

  it('after which the runtime died before it said so has taken place', async () => {
    const all = [turn('1'), turn('2')]
    const disk = createMemoryHistory()
    disk.put({ id: 'a' }, all)
    const logged: string[] = []
    const bench = await createBench({ history: disk, versions, onError: (what) => logged.push(what) })
    bench.agent.onRewind = (id, turnId) => {
      cut(disk, all, id, turnId)
      throw new AppError('runtimeFailed')
    }
    await bench.sessions.rewind('a', '2', message('goes on'))
    await expect.poll(() => bench.agent.calls.at(-1)).toBe('send a: goes on')
    expect((await bench.sessions.open('a')).versions).toHaveLength(1)
    expect(logged).toHaveLength(1)
  })

  it('can put files back, and says which', async () => {
    const tool = {
      kind: 'tool',
      id: 't',
      at: 1,
      name: 'create',
      subject: '',
      input: '',
      output: '',
      state: 'done',
      endedAt: 2,
      parentId: null,
    } as const
    const { sessions, agent, library } = await start([turn('1'), turn('2', { items: [tool] })])
    await library.putRecord('a', { kind: 'agent' })
    expect(await sessions.previewRewind('a', '2')).toEqual({ turns: 1, tools: 1, files: null, writes: 1 })
    agent.changed = ['/p/x.txt']
    expect(await sessions.previewRewind('a', '2')).toMatchObject({ files: ['/p/x.txt'] })
    expect(await sessions.rewind('a', '2', { files: true, message: null })).toMatchObject({ restored: 1, skipped: 0 })
    expect(agent.calls).toEqual(['rewind a 2 with files'])
  })
})

describe('a crash', () => {
  const begun = (): Promise<string> =>
    versions.begin('a', { turnId: '2', after: '1', at: 7, dropped: ['2', '3'] }, [turn('2'), turn('3')])

  it('before the rewind leaves the conversation whole, and what was to be sent waiting', async () => {
    const library = createMemoryLibrary()
    await library.addQueued('a', {
      id: 'm',
      text: 'edited',
      at: 1,
      state: 'paused',
      attachments: [],
      pausedBy: 'notSent',
    })
    await begun()
    const { sessions, agent, turns } = await start([turn('1'), turn('2'), turn('3')], { library })
    expect(await turns()).toEqual(['1', '2', '3'])
    expect((await sessions.open('a')).versions).toEqual([])
    expect(await sessions.queue.list('a')).toMatchObject([{ text: 'edited', state: 'paused' }])
    expect(agent.calls).toEqual([])
    expect(await versions.unsettled()).toEqual([])
  })

  it('behind the rewind finishes it', async () => {
    const library = createMemoryLibrary()
    await library.putPartial('a', turn('3', { outcome: 'interrupted' }))
    await begun()
    const { sessions, turns } = await start([turn('1')], { library })
    expect(await turns()).toEqual(['1'])
    expect((await sessions.open('a')).versions).toMatchObject([{ after: '1', turns: 2 }])
  })

  it('while a version was being made leaves nothing of it', async () => {
    mkdirSync(join(folder, 'rewinds', '.in', 'a.8'), { recursive: true })
    writeFileSync(join(folder, 'rewinds', '.in', 'a.8', 'events.jsonl'), 'half')
    const { sessions } = await start([turn('1')])
    expect((await sessions.open('a')).versions).toEqual([])
    expect(await versions.unsettled()).toEqual([])
  })
})

describe('a retry', () => {
  it('sends the same message with what went along, with the model that was chosen', async () => {
    const asked = turn('2', { prompt: { text: 'look', attachments: ['note.txt'] } })
    const sentBefore = () =>
      Promise.resolve([{ name: 'note.txt', data: Buffer.from('words').toString('base64'), mimeType: 'text/plain' }])
    const parts = { sentBefore, attachmentsFolder: join(folder, 'attachments') }
    const { sessions, agent } = await start([turn('1'), asked], parts)
    await sessions.retry('a', '2', { files: false, model: { providerId: 'own', model: 'large' } })
    await expect.poll(() => agent.calls).toEqual(['rewind a 2', 'resume a large', 'send a: look +note.txt'])
  })

  it('of which something is gone changes nothing', async () => {
    const asked = turn('2', { prompt: { text: 'look', attachments: ['/gone/note.txt'] } })
    const sentBefore = () => Promise.resolve([{ name: 'note.txt', path: '/gone/note.txt' }])
    const { sessions, agent, turns } = await start([turn('1'), asked], { sentBefore })
    await expect(sessions.retry('a', '2', { files: false, model: null })).rejects.toMatchObject({
      code: 'attachmentMissing',
      detail: 'note.txt',
    })
    expect(agent.calls).toEqual([])
    expect(await turns()).toEqual(['1', '2'])
  })
})

it('a version comes back as a session of its own, cut answers included', async () => {
  const cutTurn = turn('2', { outcome: 'interrupted' })
  const all = [turn('1'), cutTurn]
  const forks: unknown[] = []
  const stage = await start(all, {
    known: ['a-2'],
    copies: {
      fork: (spec) => {
        forks.push(spec)
        stage.disk.put({ id: spec.to, name: spec.name, userNamed: true }, all)
        return Promise.resolve()
      },
    },
  })
  const { versionId } = await stage.sessions.rewind('a', '2', noMessage)
  const row = await stage.sessions.restore('a', versionId ?? '')
  expect(forks).toMatchObject([{ from: 'a', to: 'a-2', before: null, path: versions.logOf('a', versionId ?? '') }])
  expect(row).toMatchObject({ id: 'a-2', title: 'Title, earlier', lineage: { from: 'a', kind: 'forked' } })
  expect((await stage.library.partials('a-2')).map(({ id }) => id)).toEqual(['2'])
  await versions.forget('a')
  await expect(stage.sessions.versionTurns('a', versionId ?? '')).rejects.toMatchObject({ code: 'versionGone' })
})
