import { expect, it } from 'vitest'
import { readsByKey } from './readsByKey.ts'

const press = (
  key: string,
  held: 'ctrlKey' | 'metaKey' | 'altKey' | null = null,
): Parameters<typeof readsByKey>[0] => ({
  key,
  ctrlKey: held === 'ctrlKey',
  metaKey: held === 'metaKey',
  altKey: held === 'altKey',
})

it('typing and moving are reading; commands, and keys that are held for them, are not', () => {
  expect(['a', 'PageUp', 'ArrowDown', 'End', ' '].map((key) => readsByKey(press(key)))).toEqual(Array(5).fill(true))
  expect(readsByKey(press('u', 'ctrlKey'))).toBe(false)
  expect(readsByKey(press('u', 'metaKey'))).toBe(false)
  expect(readsByKey(press('ArrowDown', 'altKey'))).toBe(false)
  expect(['Control', 'Shift', 'Meta', 'Alt'].map((key) => readsByKey(press(key)))).toEqual(Array(4).fill(false))
})
