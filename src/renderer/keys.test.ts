import { describe, expect, it } from 'vitest'
import { commands } from './commandTable.ts'
import { matchesShortcut, shortcutLabel } from './keys.ts'

function press(key: string, ...held: ('ctrl' | 'meta' | 'alt' | 'shift')[]) {
  return {
    key,
    ctrlKey: held.includes('ctrl'),
    metaKey: held.includes('meta'),
    altKey: held.includes('alt'),
    shiftKey: held.includes('shift'),
  }
}

describe('matchesShortcut', () => {
  it('takes Mod for Ctrl, and for Cmd on a Mac', () => {
    expect(matchesShortcut(press('k', 'ctrl'), 'Mod+K', 'linux')).toBe(true)
    expect(matchesShortcut(press('k', 'meta'), 'Mod+K', 'darwin')).toBe(true)
    expect(matchesShortcut(press('k', 'ctrl'), 'Mod+K', 'darwin')).toBe(false)
    expect(matchesShortcut(press('k', 'meta'), 'Mod+K', 'win32')).toBe(false)
  })

  it('wants exactly the keys that are named', () => {
    expect(matchesShortcut(press('K', 'ctrl', 'shift'), 'Mod+K', 'linux')).toBe(false)
    expect(matchesShortcut(press('E', 'ctrl', 'shift'), 'Mod+Shift+E', 'linux')).toBe(true)
    expect(matchesShortcut(press('k'), 'Mod+K', 'linux')).toBe(false)
    // AltGr reports both: it types a character.
    expect(matchesShortcut(press('e', 'ctrl', 'alt'), 'Mod+E', 'win32')).toBe(false)
  })

  it('takes Ctrl for Ctrl on every system', () => {
    expect(matchesShortcut(press('Tab', 'ctrl'), 'Ctrl+Tab', 'darwin')).toBe(true)
    expect(matchesShortcut(press('Tab', 'ctrl', 'shift'), 'Ctrl+Tab', 'linux')).toBe(false)
  })

  it('takes ? wherever it is on the keyboard', () => {
    expect(matchesShortcut(press('?', 'shift'), '?', 'linux')).toBe(true)
    expect(matchesShortcut(press('?'), '?', 'linux')).toBe(true)
  })
})

describe('shortcutLabel', () => {
  it('reads as each system writes it', () => {
    expect(shortcutLabel('Mod+K', 'linux')).toBe('Ctrl K')
    expect(shortcutLabel('Mod+Shift+E', 'darwin')).toBe('⌘⇧E')
    expect(shortcutLabel('Alt+ArrowUp', 'win32')).toBe('Alt ↑')
  })
})

describe('the commands', () => {
  it('have an id and shortcuts of their own on every system', () => {
    const ids = commands.map((command) => command.id)
    expect(new Set(ids).size).toBe(ids.length)
    for (const platform of ['darwin', 'linux'] as const) {
      const labels = commands.flatMap((command) => command.keys.map((keys) => shortcutLabel(keys, platform)))
      expect(new Set(labels).size).toBe(labels.length)
    }
  })
})
