import { expect, it } from 'vitest'
import type { Model } from '../../shared/model/provider.ts'
import { limitsToKeep, setLimits, toldLimits, writtenLimit } from './limits.ts'

it.each([
  ['32768', 32_768],
  [' 32,768 ', 32_768],
  ['32.768', 32_768],
  ['1 048 576', 1_048_576],
  ['256', 256],
  ['100000000', 100_000_000],
  ['', null],
  ['   ', null],
  ['255', 'bad'],
  ['100000001', 'bad'],
  ['0', 'bad'],
  ['-32768', 'bad'],
  ['32k', 'bad'],
  ['32,7', 'bad'],
  ['3.5', 'bad'],
  ['1e5', 'bad'],
  ['0x1000', 'bad'],
  ['much', 'bad'],
])('what is written as “%s” is %s', (text, limit) => {
  expect(writtenLimit(text)).toBe(limit)
})

it('tells what the person set from what the provider tells', () => {
  const model = (id: string, contextLimit: number | null, told?: number | null): Model => ({
    id,
    name: id,
    efforts: [],
    contextLimit,
    ...(told === undefined ? {} : { told }),
  })
  const models = [model('silent', null), model('told', 4096), model('set', 8192, null), model('both', 1024, 2048)]
  expect(setLimits(models)).toEqual(
    new Map([
      ['set', '8192'],
      ['both', '1024'],
    ]),
  )
  expect(toldLimits(models)).toEqual(
    new Map([
      ['told', 4096],
      ['both', 2048],
    ]),
  )
})

it('keeps what was written for models that are still named', () => {
  const written = new Map([
    ['a', '4,096'],
    ['b', ''],
    ['c', 'much'],
    ['gone', '8192'],
  ])
  expect(limitsToKeep(['a', 'b', 'c', 'd'], written)).toEqual({ a: 4096 })
})
