import { expect, test } from 'vitest'
import type { Version } from '../../shared/model/opened.ts'
import { AT_END, versionsByTurn } from './versions.ts'

const version = (id: string, after: string | null): Version => ({ id, after, at: 1, turns: 1 })
const said = (id: string) => ({ id, prompt: { text: id, attachments: [] } })

test('a version belongs to what stands now where it stood', () => {
  const versions = [
    version('v1', 'a'),
    version('v2', 'a'),
    version('v3', 'c'),
    version('v4', null),
    version('v5', 'gone'),
  ]
  const found = versionsByTurn(versions, [said('a'), { id: 'a+', prompt: null }, said('b'), said('c')], true)
  expect([...found].map(([id, list]) => [id, list.map((one) => one.id)])).toEqual([
    ['a', ['v4']],
    ['b', ['v1', 'v2']],
    [AT_END, ['v3']],
  ])
})

test('before the older turns are there, nothing is said of the first', () => {
  expect(versionsByTurn([version('v', null)], [said('x')], false).size).toBe(0)
  expect(versionsByTurn([version('v', null)], [], true).get(AT_END)).toHaveLength(1)
})
