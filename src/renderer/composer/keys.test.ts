import { describe, expect, it } from 'vitest'
import { isComposing, isSendPress } from './keys.ts'

const press = (keys: string) => ({
  key: keys.split('+').at(-1)!,
  shiftKey: keys.includes('Shift'),
  ctrlKey: keys.includes('Ctrl'),
  metaKey: keys.includes('Meta'),
  altKey: keys.includes('Alt'),
})

describe('isSendPress', () => {
  it.each([
    ['Enter', 'enter', 'linux', true],
    ['Enter', 'modEnter', 'linux', false],
    ['Ctrl+Enter', 'modEnter', 'linux', true],
    ['Ctrl+Enter', 'enter', 'win32', true],
    ['Meta+Enter', 'modEnter', 'darwin', true],
    ['Ctrl+Enter', 'modEnter', 'darwin', false],
    ['Meta+Enter', 'enter', 'linux', false],
    ['Shift+Enter', 'enter', 'linux', false],
    ['Ctrl+Shift+Enter', 'enter', 'linux', false],
    ['Alt+Enter', 'enter', 'linux', false],
    ['a', 'enter', 'linux', false],
  ] as const)('%s with %s on %s: %s', (keys, sendKey, platform, sends) => {
    expect(isSendPress(press(keys), sendKey, platform)).toBe(sends)
  })
})

describe('isComposing', () => {
  it('believes the flag and the old key code alike', () => {
    expect(isComposing({ isComposing: true, keyCode: 13 })).toBe(true)
    expect(isComposing({ isComposing: false, keyCode: 229 })).toBe(true)
    expect(isComposing({ isComposing: false, keyCode: 13 })).toBe(false)
  })
})
