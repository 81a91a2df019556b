import { afterEach, expect, it } from 'vitest'
import { sampleRow } from '../../shared/row.fixture.ts'
import { initialState } from './initial.ts'
import { keepUnread, keptAtStart, releaseUnread } from './keptUnread.ts'
import { app } from './store.ts'

afterEach(() => app.setState(initialState()))

it('what is unread at a start stays so until somebody does something with it', () => {
  app.setState({ keptUnread: keptAtStart([sampleRow({ id: 'a', unread: true }), sampleRow({ id: 'b' })]) })
  expect([...app.getState().keptUnread]).toEqual(['a'])
  releaseUnread('b')
  expect([...app.getState().keptUnread]).toEqual(['a'])
  releaseUnread('a')
  expect(app.getState().keptUnread.size).toBe(0)
})

it('what is marked while it is shown stays unread, and what is chosen does not', () => {
  keepUnread(['a', 'b'])
  releaseUnread('a')
  expect([...app.getState().keptUnread]).toEqual(['b'])
})

it('an act that changes nothing draws nothing anew', () => {
  const before = app.getState().keptUnread
  releaseUnread('a')
  expect(app.getState().keptUnread).toBe(before)
})
