import { expect, test } from 'vitest'
import { whereFor, type Asked } from './late.ts'
import type { PaneLayout } from './layout.ts'

const panes: PaneLayout['panes'] = [
  { key: 0, id: 'a', share: 0.5 },
  { key: 1, id: 'b', share: 0.5 },
]
const inA: Asked = { place: { kind: 'session', id: 'a' }, activeId: 'a', dialog: null, shownId: 'a' }
const now = { place: inA.place, activeId: 'a', dialog: null, panes }
const inB = { ...now, place: { kind: 'session', id: 'b' }, activeId: 'b' } as const

test('what ends while nothing else was done opens as if it had come at once', () => {
  expect(whereFor(inA, now)).toBe('here')
  expect(whereFor({ ...inA, shownId: 'b' }, now)).toBe('here')
  expect(whereFor({ ...inA, dialog: { kind: 'import' } }, now)).toBe('here')
  const start = { place: { kind: 'start' }, activeId: null, dialog: null } as const
  expect(whereFor({ ...start, shownId: null }, { ...start, panes: [] })).toBe('here')
  const covered = { place: { kind: 'search' }, activeId: 'a', dialog: null } as const
  expect(whereFor({ ...covered, shownId: 'a' }, { ...covered, panes })).toBe('here')
})

test('what was asked about and went meanwhile leaves nobody elsewhere', () => {
  const nothing = { place: { kind: 'start' }, activeId: null, dialog: null, panes: [] } as const
  expect(whereFor(inA, nothing)).toBe('here')
  expect(whereFor(inA, { ...nothing, dialog: { kind: 'keys' } })).toBe('nowhere')
})

test('who went to another pane keeps the focus there', () => {
  expect(whereFor(inA, inB)).toBe('itsPane')
})

test('who closed the pane, went to another page, or is in a dialog is told', () => {
  expect(whereFor(inA, { ...inB, panes: panes.slice(1) })).toBe('nowhere')
  expect(whereFor(inA, { ...now, place: { kind: 'settings' } })).toBe('nowhere')
  expect(whereFor(inA, { ...now, dialog: { kind: 'keys' } })).toBe('nowhere')
  expect(whereFor({ ...inA, place: { kind: 'settings' } }, now)).toBe('nowhere')
  expect(whereFor({ place: { kind: 'start' }, activeId: null, dialog: null, shownId: null }, now)).toBe('nowhere')
  // Another session came into that pane.
  expect(whereFor({ ...inA, shownId: 'z' }, now)).toBe('nowhere')
})
