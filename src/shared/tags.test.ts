import { expect, test } from 'vitest'
import { contract } from './contract.ts'
import { tidyTags } from './tags.ts'

test('tags are trimmed, and equal ones count once whatever their case', () => {
  expect(tidyTags([' Work ', 'work', '', '  ', 'Über  uns', 'ÜBER UNS', 'cafe\u0301', 'café', 'x\ud800'])).toEqual([
    'Work',
    'Über uns',
    'café',
    'x\ufffd',
  ])
})

test('the border takes 20 tags of 40 characters, and not one more of either', () => {
  const { input } = contract['session.tag']
  const many = Array.from({ length: 20 }, (_, n) => `tag ${n}`)
  const long = 'x'.repeat(40)
  expect(input.parse({ id: 'a', tags: [` ${long} `] }).tags).toEqual([long])
  expect(input.parse({ id: 'a', tags: many }).tags).toEqual(many)
  expect(input.safeParse({ id: 'a', tags: [...many, 'one more'] }).success).toBe(false)
  expect(input.safeParse({ id: 'a', tags: [`${long}x`] }).success).toBe(false)
})
