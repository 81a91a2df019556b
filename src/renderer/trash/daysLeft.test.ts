import { expect, it } from 'vitest'
import { daysLeft } from './daysLeft.ts'

it('counts the days that are left, begun ones included, and never less than none', () => {
  const day = 86_400_000
  expect(daysLeft(null, 5)).toBeNull()
  expect(daysLeft(30 * day, 0)).toBe(30)
  expect(daysLeft(30 * day, 1)).toBe(30)
  expect(daysLeft(30 * day, 29 * day + 1)).toBe(1)
  expect(daysLeft(30 * day, 31 * day)).toBe(0)
})
