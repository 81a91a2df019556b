import { describe, expect, it } from 'vitest'
import type { SessionState } from '../../shared/model/turn.ts'
import { emptyState, reduceAll } from '../../shared/reduce.ts'
import type { DiskSession } from '../history/port.ts'
import type { SessionRecord } from '../library/port.ts'
import { newRecord } from '../library/record.ts'
import { buildRow, type RowSources } from './rows.ts'

const disk: DiskSession = {
  id: 's',
  name: 'A first prompt that became the name of the session because nobody gave another one, at full length',
  userNamed: false,
  title: 'A first prompt that became the name of the session…',
  summary: 'A first prompt\nwith two lines',
  folder: '/projects',
  model: 'gpt-5',
  origin: 'cli',
  clientName: 'github/cli',
  createdAt: 10,
  activeAt: 20,
  size: 300,
  problem: null,
}
const record = newRecord('s', 5)
const sources: RowSources = {
  id: 's',
  record: null,
  disk,
  state: null,
  live: false,
  hasDraft: false,
  queued: 0,
  bookmarks: 0,
}

describe('buildRow', () => {
  it('shows a session that only the disk knows', () => {
    expect(buildRow(sources)).toMatchObject({
      origin: 'cli',
      folder: '/projects',
      model: 'gpt-5',
      activeAt: 20,
      state: 'idle',
      summary: 'A first prompt',
      unsent: false,
    })
  })

  it('shows the title that was made for it, and a manual one as it stands', () => {
    expect(buildRow(sources)).toMatchObject({ title: disk.title, titleIsManual: false })
    const manual = 'x'.repeat(200)
    expect(buildRow({ ...sources, record: { ...record, title: manual } })).toMatchObject({
      title: manual,
      titleIsManual: true,
    })
    expect(buildRow({ ...sources, disk: { ...disk, name: 'Given in the CLI', userNamed: true } })).toMatchObject({
      title: 'Given in the CLI',
      titleIsManual: true,
    })
  })

  it('shows an unsent session as such, and a vanished one as missing', () => {
    expect(buildRow({ ...sources, disk: null, record: { ...record, unsent: true } })).toMatchObject({
      unsent: true,
      problem: null,
    })
    expect(buildRow({ ...sources, disk: null, record })).toMatchObject({ problem: { code: 'missing' } })
  })

  it('finds nothing wrong with a session that is live, whatever was seen on the disk before', () => {
    const empty = { ...disk, problem: { code: 'empty', detail: null } } as const
    expect(buildRow({ ...sources, record, disk: empty }).problem).toEqual(empty.problem)
    expect(buildRow({ ...sources, record, disk: empty, live: true }).problem).toBeNull()
    expect(buildRow({ ...sources, record, disk: null, live: true }).problem).toBeNull()
    expect(buildRow({ ...sources, record: { ...record, unsent: true }, disk: empty }).unsent).toBe(true)
  })

  it('shows what runs before what was, and what waits before what runs', () => {
    const running: SessionState = reduceAll(emptyState, [
      { type: 'turnStarted', turnId: 't', at: 50, prompt: { text: 'x', attachments: [] } },
    ])
    const failed: SessionRecord = {
      ...record,
      lastOutcome: 'failed',
      lastError: { kind: 'authentication', message: '', status: 401 },
    }
    expect(buildRow({ ...sources, record: failed })).toMatchObject({ state: 'failed', note: { kind: 'failed' } })
    expect(buildRow({ ...sources, record: failed, state: running })).toMatchObject({
      state: 'running',
      note: null,
      activeAt: 50,
    })
    const waiting = reduceAll(running, [
      {
        type: 'requestOpened',
        at: 51,
        request: {
          kind: 'permission',
          id: 'p',
          action: 'shell',
          subject: 'npm test\nmore',
          intention: '',
          diff: null,
          folder: null,
        },
      },
    ])
    expect(buildRow({ ...sources, record, state: waiting })).toMatchObject({
      state: 'needsYou',
      note: { kind: 'permission', what: 'npm test' },
    })
    expect(buildRow({ ...sources, record: { ...record, lastOutcome: 'interrupted' } }).state).toBe('stopped')
  })

  it('is archived as long as nothing happens in it after that', () => {
    const archived = { ...record, archivedAt: 20 }
    expect(buildRow({ ...sources, record: archived }).archived).toBe(true)
    expect(buildRow({ ...sources, record: archived, disk: { ...disk, activeAt: 21 } }).archived).toBe(false)
    const running = reduceAll(emptyState, [
      { type: 'turnStarted', turnId: 't', at: 15, prompt: { text: 'x', attachments: [] } },
    ])
    expect(buildRow({ ...sources, record: archived, state: running }).archived).toBe(false)
    expect(buildRow({ ...sources, record }).archived).toBe(false)
  })

  it('knows of what was said, also when its file is empty now', () => {
    const silent = { ...disk, name: null, summary: '', problem: { code: 'empty', detail: null } } as const
    expect(buildRow({ ...sources, disk: silent }).said).toBe(false)
    expect(buildRow({ ...sources, disk: { ...silent, name: 'Hello' } }).said).toBe(true)
    expect(buildRow({ ...sources, disk: silent, record }).said).toBe(false)
    expect(buildRow({ ...sources, disk: silent, record: { ...record, lastOutcome: 'done' } }).said).toBe(true)
    expect(buildRow({ ...sources, disk: silent, record: { ...record, readTurnId: 't' } }).said).toBe(true)
    expect(buildRow({ ...sources, disk: { ...silent, size: 100_000 } }).said).toBe(true)
  })
})
