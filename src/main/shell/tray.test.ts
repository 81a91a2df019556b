import { expect, test } from 'vitest'
import { createTranslate } from '../../shared/strings/translate.ts'
import { testRow } from './row.fixture.ts'
import { menuLabel, trayModel } from './tray.ts'
import type { TrayItem } from './tray.ts'

const t = createTranslate('en')
const sessions = (items: readonly TrayItem[]): readonly string[] =>
  items.flatMap((item) => (item.kind === 'session' ? [item.id] : []))

test('lists at most ten sessions, those that need the person first, then the newest', () => {
  const rows = [
    ...Array.from({ length: 14 }, (_, index) => testRow({ id: `s${index}`, activeAt: index })),
    testRow({ id: 'old-question', state: 'needsYou', activeAt: -5 }),
    testRow({ id: 'gone', activeAt: 99, problem: { code: 'missing', detail: null } }),
  ]
  const { items, waiting, tooltip } = trayModel({ rows, lastId: null, t })
  expect(sessions(items)).toEqual(['old-question', 's13', 's12', 's11', 's10', 's9', 's8', 's7', 's6', 's5'])
  expect(waiting).toBe(1)
  expect(tooltip).toBe('Retoma: 1 session needs you')
})

test('says each state by a shape and by a word', () => {
  const rows = [
    testRow({ id: 'a', state: 'needsYou', title: 'A' }),
    testRow({ id: 'b', state: 'running', title: 'B' }),
    testRow({ id: 'c', state: 'failed', title: 'C', unread: true }),
    testRow({ id: 'd', state: 'stopped', title: 'D' }),
    testRow({ id: 'e', unread: true, title: 'E' }),
    testRow({ id: 'f', title: 'F' }),
  ]
  const { items } = trayModel({ rows, lastId: null, t })
  expect(items.flatMap((item) => (item.kind === 'session' ? [item.label] : []))).toEqual([
    '■  A — needs you',
    '◌  B — running',
    '▲  C — failed',
    '○  D — stopped',
    '●  E — unread',
    'F',
  ])
})

test('offers to resume the last session when there is one', () => {
  const rows = [testRow({ id: 'a', title: 'Généricos' })]
  expect(trayModel({ rows, lastId: 'a', t }).items[0]).toEqual({
    kind: 'resume',
    id: 'a',
    label: 'Quick resume: Généricos',
  })
  expect(trayModel({ rows, lastId: 'other', t }).items[0]?.kind).toBe('heading')
  expect(trayModel({ rows: [], lastId: 'a', t }).items.map((item) => item.kind)).toEqual([
    'newSession',
    'show',
    'separator',
    'quit',
  ])
})

test('shortens titles without cutting characters in half, on one line', () => {
  const title = `two\nlines ${'👩‍👩‍👧'.repeat(80)}`
  const { items } = trayModel({ rows: [testRow({ id: 'a', title })], lastId: null, t })
  const label = items.flatMap((item) => (item.kind === 'session' ? [item.label] : []))[0] ?? ''
  expect([...new Intl.Segmenter().segment(label)]).toHaveLength(60)
  expect(label).toMatch(/^two lines (👩‍👩‍👧)+…$/u)
})

test('an ampersand shows as one', () => {
  expect(menuLabel('R&D & co')).toBe('R&&D && co')
})

test('speaks Portuguese', () => {
  const rows = [testRow({ id: 'a', state: 'needsYou' }), testRow({ id: 'b', state: 'needsYou' })]
  expect(trayModel({ rows, lastId: null, t: createTranslate('pt-BR') }).tooltip).toBe(
    'Retoma: 2 sessões precisam de você',
  )
})
