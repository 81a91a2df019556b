import { describe, expect, it } from 'vitest'
import { isComposing, sendPress } from './keys.ts'

const press = (keys: string) => ({
  key: keys.split('+').at(-1)!,
  shiftKey: keys.includes('Shift'),
  ctrlKey: keys.includes('Ctrl'),
  metaKey: keys.includes('Meta'),
  altKey: keys.includes('Alt'),
})

describe('sendPress', () => {
  it.each([
    ['Enter', 'enter', 'linux', 'send'],
    ['Enter', 'modEnter', 'linux', null],
    ['Ctrl+Enter', 'modEnter', 'linux', 'send'],
    ['Ctrl+Enter', 'enter', 'win32', 'steer'],
    ['Meta+Enter', 'enter', 'darwin', 'steer'],
    ['Meta+Enter', 'modEnter', 'darwin', 'send'],
    ['Ctrl+Enter', 'modEnter', 'darwin', null],
    ['Meta+Enter', 'enter', 'linux', null],
    ['Shift+Enter', 'enter', 'linux', null],
    ['Shift+Enter', 'modEnter', 'linux', null],
    ['Ctrl+Shift+Enter', 'enter', 'linux', null],
    ['Ctrl+Shift+Enter', 'modEnter', 'linux', 'steer'],
    ['Alt+Enter', 'enter', 'linux', null],
    ['Enter', 'shiftEnter', 'linux', null],
    ['Shift+Enter', 'shiftEnter', 'linux', 'send'],
    ['Shift+Enter', 'shiftEnter', 'darwin', 'send'],
    ['Ctrl+Enter', 'shiftEnter', 'linux', 'steer'],
    ['a', 'enter', 'linux', null],
  ] as const)('%s with %s on %s: %s', (keys, sendKey, platform, does) => {
    expect(sendPress(press(keys), sendKey, platform)).toBe(does)
  })
})

describe('isComposing', () => {
  it('believes the flag and the old key code alike', () => {
    expect(isComposing({ isComposing: true, keyCode: 13 })).toBe(true)
    expect(isComposing({ isComposing: false, keyCode: 229 })).toBe(true)
    expect(isComposing({ isComposing: false, keyCode: 13 })).toBe(false)
  })
})
