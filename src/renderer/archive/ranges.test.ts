import { expect, test } from 'vitest'
import type { OutlineLine } from '../../shared/find.ts'
import type { Bookmark } from '../../shared/model/opened.ts'
import { inOrder, marksBehind } from './ranges.ts'

const lines = ['t1', 't2', 't3'].map((turnId) => ({ turnId, text: turnId }) as OutlineLine)
const mark = (id: string, turnId: string): Bookmark => ({ id, turnId }) as Bookmark

test('a range ends behind where it begins', () => {
  expect(inOrder(lines, 't1', 't3')).toBe(true)
  expect(inOrder(lines, 't2', 't2')).toBe(true)
  expect(inOrder(lines, 't3', 't1')).toBe(false)
  expect(inOrder(lines, null, 't1') && inOrder(lines, 't3', null)).toBe(true)
})

test('an export that begins at a bookmark can end with those behind it, however they are listed', () => {
  const marks = [mark('late', 't3'), mark('first', 't1'), mark('same', 't1'), mark('gone', 't0')]
  const behind = (id: string | null): readonly string[] => marksBehind(marks, lines, id).map((one) => one.id)
  expect(behind('first')).toEqual(['late', 'same'])
  expect(behind('late')).toEqual([])
  expect(behind(null)).toEqual(['late', 'first', 'same', 'gone'])
  // Where nothing is known of the turns, nothing is kept from being tried.
  expect(marksBehind(marks, [], 'late')).toHaveLength(3)
})
