import { expect, test } from 'vitest'
import type { SessionRow } from '../../shared/model/session.ts'
import type { Settings } from '../../shared/model/settings.ts'
import { createTranslate } from '../../shared/strings/translate.ts'
import { createNoteWatch } from './notify.ts'
import { testRow } from './row.fixture.ts'

function setUp(rows: readonly SessionRow[]) {
  const state: { enabled: Settings['notifications']; inView: string | null } = {
    enabled: { needsYou: true, done: true, failed: true },
    inView: null,
  }
  const t = createTranslate('en')
  const watch = createNoteWatch({
    t: () => t,
    enabled: () => state.enabled,
    isInView: (id) => id === state.inView,
  })
  expect(watch.look(rows)).toEqual({ show: [], withdraw: [] })
  return { state, look: watch.look }
}
const row = (state: SessionRow['state'], id = 'a'): SessionRow => testRow({ id, state, title: 'Plans' })

test.each([
  ['running', 'needsYou', 'needsYou'],
  ['idle', 'needsYou', 'needsYou'],
  ['running', 'idle', 'done'],
  ['needsYou', 'idle', 'done'],
  ['running', 'failed', 'failed'],
  ['running', 'stopped', null],
  ['failed', 'idle', null],
  ['idle', 'running', null],
  ['stopped', 'failed', null],
] as const)('from %s to %s: %s', (before, after, kind) => {
  const { look } = setUp([row(before)])
  expect(look([row(after)]).show.map((note) => note.kind)).toEqual(kind === null ? [] : [kind])
})

test('says the title and what happened, once, and nothing of what was said', () => {
  const { look } = setUp([row('running')])
  const waiting = testRow({
    id: 'a',
    state: 'needsYou',
    title: 'Plans',
    summary: 'secret',
    note: { kind: 'permission', what: 'rm -rf secret' },
  })
  expect(look([waiting]).show).toEqual([
    { sessionId: 'a', kind: 'needsYou', title: 'Plans', body: 'This session needs you.' },
  ])
  expect(look([waiting])).toEqual({ show: [], withdraw: [] })
})

test('is silent about the session that is in view, and about kinds that are switched off', () => {
  const { state, look } = setUp([row('running'), row('running', 'b')])
  state.inView = 'a'
  state.enabled = { ...state.enabled, failed: false }
  expect(look([row('idle'), row('failed', 'b')]).show).toEqual([])
})

test('sessions that appear are no news', () => {
  const { look } = setUp([])
  expect(look([row('needsYou')]).show).toEqual([])
})

test('withdraws what has been answered, seen or deleted', () => {
  const { state, look } = setUp([row('running'), row('running', 'b'), row('running', 'c')])
  look([row('needsYou'), row('idle', 'b'), row('failed', 'c')])
  expect(look([row('running'), row('idle', 'b'), row('failed', 'c')]).withdraw).toEqual(['a'])
  state.inView = 'b'
  expect(look([row('running'), row('idle', 'b')]).withdraw).toEqual(['b', 'c'])
})
