import { expect, it } from 'vitest'
import { matchCommands, type Completable } from './match.ts'

const all = ['export', 'context', 'compact', 'security-review', 'review', 'list-dirs'].map((name): Completable => ({
  name,
  how: 'run',
  description: '',
}))
const matching = (query: string): readonly string[] => matchCommands(all, query).map(({ name }) => name)

it('finds from the beginning of the name first, and keeps the order otherwise', () => {
  expect(matching('')).toEqual(all.map(({ name }) => name))
  expect(matching('co')).toEqual(['context', 'compact'])
  expect(matching('re')).toEqual(['review', 'security-review'])
  expect(matching('X')).toEqual(['export', 'context'])
  expect(matching('zzz')).toEqual([])
})
