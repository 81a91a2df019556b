import { describe, expect, it } from 'vitest'
import type { AppEvent } from '../../shared/events.ts'
import { sampleRow } from '../../shared/row.fixture.ts'
import { sampleOpened } from '../testing/opened.ts'
import { foldEvents } from './events.ts'
import { initialState } from './initial.ts'
import { viewOf } from './opened.ts'
import type { AppState } from './state.ts'

const one = sampleRow({ id: 'one', activeAt: 1 })
const two = sampleRow({ id: 'two', activeAt: 2 })
const state: AppState = {
  ...initialState(),
  rows: new Map([one, two].map((row) => [row.id, row])),
  opened: new Map([one, two].map((row) => [row.id, viewOf(sampleOpened({ row }))])),
}

const text = (id: string, seq: number): AppEvent => ({
  type: 'session.events',
  id,
  seq,
  events: [{ type: 'textStreamed', itemId: 'm', at: 1, text: `${id}${seq}` }],
})

describe('foldEvents', () => {
  it('touches the streaming session alone, and nothing of the list', () => {
    const { patch, moved } = foldEvents(state, [text('one', 1), text('one', 2)])
    expect(Object.keys(patch)).toEqual(['opened'])
    expect(patch.opened?.get('two')).toBe(state.opened.get('two'))
    expect(patch.opened?.get('one')?.seq).toBe(2)
    expect(moved).toBe(false)
  })

  it('keeps sessions apart in one batch', () => {
    const { patch } = foldEvents(state, [text('one', 1), text('two', 1), text('one', 2)])
    const said = (id: string) => {
      const item = patch.opened?.get(id)?.state.active?.items[0]
      return item?.kind === 'message' ? item.text : null
    }
    expect(said('one')).toBe('one1one2')
    expect(said('two')).toBe('two1')
  })

  it('names a session of which something is missing, until it is opened again', () => {
    expect([...foldEvents(state, [text('one', 5)]).gaps]).toEqual(['one'])
    const healed = foldEvents(state, [
      text('one', 5),
      { type: 'session.reopened', opened: sampleOpened({ row: one, seq: 5 }) },
    ])
    expect(healed.gaps.size).toBe(0)
    expect(healed.patch.opened?.get('one')?.seq).toBe(5)
  })

  it('changes nothing for a session that is not warm', () => {
    const { patch, gaps } = foldEvents(state, [text('three', 7)])
    expect(patch).toEqual({})
    expect(gaps.size).toBe(0)
  })

  it('keeps what is typed when a session is opened again', () => {
    const draft = { text: 'half a', selectionStart: 6, selectionEnd: 6, attachments: [] }
    const typing = { ...state, opened: new Map([['one', { ...viewOf(sampleOpened({ row: one })), draft }]]) }
    const { patch } = foldEvents(typing, [{ type: 'session.reopened', opened: sampleOpened({ row: one, seq: 9 }) }])
    expect(patch.opened?.get('one')?.draft).toBe(draft)
  })

  it('tells a change of text from one of order', () => {
    const renamed = foldEvents(state, [{ type: 'list.changed', upserted: [{ ...one, title: 'New' }], removed: [] }])
    expect(renamed.moved).toBe(false)
    expect(renamed.patch.rows?.get('one')?.title).toBe('New')
    expect(renamed.patch.opened?.get('one')?.row.title).toBe('New')
    const asked = foldEvents(state, [{ type: 'list.changed', upserted: [{ ...one, state: 'needsYou' }], removed: [] }])
    expect(asked.moved).toBe(true)
  })

  it('keeps what reading found damaged until the session is read again', () => {
    const problem = { code: 'damaged', detail: '6' } as const
    const damaged = foldEvents(state, [{ type: 'session.reopened', opened: sampleOpened({ row: one, problem }) }])
    expect(damaged.patch.opened?.get('one')?.problem).toEqual(problem)
    const later = { ...state, ...damaged.patch }
    const told = foldEvents(later, [{ type: 'list.changed', upserted: [{ ...one, title: 'New' }], removed: [] }])
    expect(told.patch.opened?.get('one')?.problem).toEqual(problem)
    const repaired = foldEvents(later, [
      { type: 'session.reopened', opened: sampleOpened({ row: one, problem: null }) },
    ])
    expect(repaired.patch.opened?.get('one')?.problem).toBeNull()
  })

  it('follows how far the doctor is', () => {
    const { patch } = foldEvents(state, [{ type: 'health.progressed', id: 'one', done: 1, total: 4 }])
    expect(patch.examined?.get('one')).toEqual({ done: 1, total: 4 })
    // Each step of the ladder begins at nothing.
    const next = foldEvents({ ...state, ...patch }, [{ type: 'session.resuming', id: 'one', resuming: null }])
    expect(next.patch.examined?.has('one')).toBe(false)
  })

  it('forgets what is removed', () => {
    const { patch, moved } = foldEvents(state, [{ type: 'list.changed', upserted: [], removed: ['one'] }])
    expect(patch.rows?.has('one')).toBe(false)
    expect(patch.opened?.has('one')).toBe(false)
    expect(moved).toBe(true)
  })

  it('shows each notice once', () => {
    const notice = { kind: 'diskFull' } as const
    const { patch } = foldEvents(state, [
      { type: 'notice.added', notice },
      { type: 'notice.added', notice },
    ])
    expect(patch.notices).toEqual([notice])
  })

  it('takes a notice away when what it told of is over', () => {
    const notices = [{ kind: 'diskFull' }, { kind: 'libraryLost', damaged: true, recovered: null }] as const
    const { patch } = foldEvents({ ...state, notices }, [{ type: 'notice.removed', kind: 'diskFull' }])
    expect(patch.notices).toEqual([notices[1]])
  })

  it('hands on what is not state', () => {
    const { rest, patch } = foldEvents(state, [
      { type: 'commanded', command: 'session.new' },
      { type: 'navigated', to: { kind: 'settings' } },
    ])
    expect(rest.map((event) => event.type)).toEqual(['commanded', 'navigated'])
    expect(patch).toEqual({})
  })
})
