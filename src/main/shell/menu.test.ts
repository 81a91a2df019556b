import { expect, test } from 'vitest'
import { createTranslate } from '../../shared/strings/translate.ts'
import { menuModel } from './menu.ts'
import type { MenuEntry, MenuState } from './menu.ts'

const t = createTranslate('en')
const quiet: MenuState = { theme: 'system', session: false, running: false }

function flat(entries: readonly MenuEntry[]): readonly MenuEntry[] {
  return entries.flatMap((entry) => (entry.kind === 'submenu' ? [entry, ...flat(entry.items)] : [entry]))
}
function enabled(entries: readonly MenuEntry[], command: string): boolean | undefined {
  const found = flat(entries).find((entry) => entry.kind === 'command' && entry.command === command)
  return found?.kind === 'command' ? found.enabled : undefined
}
const roles = (entries: readonly MenuEntry[]): readonly string[] =>
  flat(entries).flatMap((entry) => (entry.kind === 'role' ? [entry.role] : []))

test('what needs a session is off without one; stop also needs an answer that runs', () => {
  const menu = (state: Partial<MenuState>): readonly MenuEntry[] =>
    menuModel({ platform: 'linux', t, state: { ...quiet, ...state }, developer: false })
  for (const command of ['session.export', 'session.rename', 'session.bookmark', 'session.delete']) {
    expect(enabled(menu({}), command)).toBe(false)
    expect(enabled(menu({ session: true }), command)).toBe(true)
  }
  expect(enabled(menu({ session: true }), 'session.stop')).toBe(false)
  expect(enabled(menu({ session: true, running: true }), 'session.stop')).toBe(true)
  expect(enabled(menu({}), 'session.new')).toBe(true)
})

test('quit and settings are in the application menu on macOS, under File elsewhere', () => {
  const mac = menuModel({ platform: 'darwin', t, state: quiet, developer: false })
  const other = menuModel({ platform: 'win32', t, state: quiet, developer: false })
  expect(mac[0]).toMatchObject({ id: 'app', label: 'Retoma' })
  expect(other[0]).toMatchObject({ id: 'file' })
  for (const menu of [mac, other]) {
    expect(roles(menu).filter((role) => role === 'quit')).toHaveLength(1)
    expect(flat(menu).filter((entry) => entry.kind === 'command' && entry.command === 'app.settings')).toHaveLength(1)
  }
})

test('reload and developer tools are for developers', () => {
  const menu = (developer: boolean): readonly string[] =>
    roles(menuModel({ platform: 'linux', t, state: quiet, developer }))
  expect(menu(true)).toContain('toggleDevTools')
  expect(menu(false)).not.toContain('toggleDevTools')
  expect(menu(false)).not.toContain('reload')
})

test('the theme that is chosen is marked, and no key is given twice', () => {
  const menu = flat(menuModel({ platform: 'linux', t, state: { ...quiet, theme: 'dark' }, developer: true }))
  expect(menu.flatMap((entry) => (entry.kind === 'theme' && entry.checked ? [entry.theme] : []))).toEqual(['dark'])
  const keys = menu.flatMap((entry) => (entry.kind === 'command' && entry.accelerator ? [entry.accelerator] : []))
  expect(new Set(keys).size).toBe(keys.length)
})
