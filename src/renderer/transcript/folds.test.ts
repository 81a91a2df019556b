import { expect, it } from 'vitest'
import { createFolds } from './folds.ts'

it('keeps what was opened and closed, each session for itself', () => {
  const folds = createFolds()
  folds.set('a', 'tool 1', true)
  folds.set('a', 'tool 2', false)
  expect(folds.get('a', 'tool 1')).toBe(true)
  expect(folds.get('a', 'tool 2')).toBe(false)
  expect(folds.get('b', 'tool 1')).toBeUndefined()
})

it('forgets what was touched longest ago', () => {
  const folds = createFolds(3)
  for (const name of ['1', '2', '3']) folds.set('a', name, true)
  folds.set('a', '1', false)
  folds.set('a', '4', true)
  expect(['1', '2', '3', '4'].map((name) => folds.get('a', name))).toEqual([false, undefined, true, true])
})
