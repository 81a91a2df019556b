import type { Settings } from '../../shared/model/settings.ts'
import type { StringKey } from '../../shared/strings/catalogue.ts'
import type { Translate } from '../../shared/strings/translateWith.ts'

/** Entries whose work is the window's; they reach it as `commanded`. */
export type WindowCommand =
  | 'session.new'
  | 'session.import'
  | 'session.export'
  | 'session.exportMore'
  | 'list.export'
  | 'session.rename'
  | 'session.bookmark'
  | 'session.stop'
  | 'session.next'
  | 'session.previous'
  | 'session.delete'
  | 'find.open'
  | 'find.next'
  | 'find.previous'
  | 'view.filter'
  | 'view.search'
  | 'view.sidebar'
  | 'view.inspector'
  | 'view.palette'
  | 'app.settings'
  | 'help.keys'

/** What Electron does by itself. */
export type MenuRole =
  | 'about'
  | 'services'
  | 'hide'
  | 'hideOthers'
  | 'unhide'
  | 'undo'
  | 'redo'
  | 'cut'
  | 'copy'
  | 'paste'
  | 'pasteAndMatchStyle'
  | 'selectAll'
  | 'reload'
  | 'toggleDevTools'
  | 'resetZoom'
  | 'zoomIn'
  | 'zoomOut'
  | 'togglefullscreen'
  | 'minimize'
  | 'zoom'
  | 'front'
  | 'close'
  | 'quit'

/** One entry of the menu bar, as plain data. */
export type MenuEntry =
  | { readonly kind: 'separator' }
  | { readonly kind: 'role'; readonly role: MenuRole; readonly label: string }
  | {
      readonly kind: 'command'
      readonly command: WindowCommand
      readonly label: string
      readonly accelerator: string | null
      readonly enabled: boolean
    }
  | {
      readonly kind: 'theme'
      readonly theme: Settings['theme']
      readonly label: string
      readonly checked: boolean
    }
  | { readonly kind: 'submenu'; readonly id: string; readonly label: string; readonly items: readonly MenuEntry[] }

/** What the menu depends on. */
export interface MenuState {
  readonly theme: Settings['theme']
  /** A session is open. */
  readonly session: boolean
  /** The open session is answering. */
  readonly running: boolean
}

const separator: MenuEntry = { kind: 'separator' }

/** The whole menu bar for a platform, a language and a state. */
export function menuModel(options: {
  readonly platform: NodeJS.Platform
  readonly t: Translate
  readonly state: MenuState
  /** Reload and developer tools. */
  readonly developer: boolean
}): readonly MenuEntry[] {
  const { platform, t, state, developer } = options
  const mac = platform === 'darwin'
  const role = (name: MenuRole, label: StringKey): MenuEntry => ({ kind: 'role', role: name, label: t(label) })
  const command = (
    name: WindowCommand,
    label: StringKey,
    accelerator: string | null = null,
    enabled = true,
  ): MenuEntry => ({ kind: 'command', command: name, label: t(label), accelerator, enabled })
  const theme = (name: Settings['theme'], label: StringKey): MenuEntry => ({
    kind: 'theme',
    theme: name,
    label: t(label),
    checked: state.theme === name,
  })
  const submenu = (id: string, label: StringKey, items: readonly MenuEntry[]): MenuEntry => ({
    kind: 'submenu',
    id,
    label: t(label),
    items,
  })
  const settings = command('app.settings', 'menu.settings', 'CmdOrCtrl+,')
  const quit = role('quit', 'menu.quit')

  return [
    ...(mac
      ? [
          submenu('app', 'app.name', [
            role('about', 'menu.about'),
            separator,
            settings,
            separator,
            role('services', 'menu.services'),
            separator,
            role('hide', 'menu.hide'),
            role('hideOthers', 'menu.hideOthers'),
            role('unhide', 'menu.showAll'),
            separator,
            quit,
          ]),
        ]
      : []),
    submenu('file', 'menu.file', [
      command('session.new', 'menu.newSession', 'CmdOrCtrl+N'),
      command('session.export', 'menu.export', 'CmdOrCtrl+E', state.session),
      command('session.exportMore', 'menu.exportAs', null, state.session),
      command('list.export', 'menu.exportListed'),
      command('session.import', 'menu.import'),
      separator,
      ...(mac ? [role('close', 'menu.close')] : [settings, separator, role('close', 'menu.close'), quit]),
    ]),
    submenu('edit', 'menu.edit', [
      role('undo', 'menu.undo'),
      role('redo', 'menu.redo'),
      separator,
      role('cut', 'menu.cut'),
      role('copy', 'menu.copy'),
      role('paste', 'menu.paste'),
      role('pasteAndMatchStyle', 'menu.pasteAndMatchStyle'),
      role('selectAll', 'menu.selectAll'),
      separator,
      command('find.open', 'menu.find', 'CmdOrCtrl+F', state.session),
      command('find.next', 'menu.findNext', mac ? 'Cmd+G' : 'F3', state.session),
      command('find.previous', 'menu.findPrevious', mac ? 'Shift+Cmd+G' : 'Shift+F3', state.session),
      command('view.filter', 'menu.filter', 'CmdOrCtrl+Shift+F'),
      command('view.search', 'menu.search', 'CmdOrCtrl+Shift+S'),
    ]),
    submenu('view', 'menu.view', [
      command('view.palette', 'menu.palette', 'CmdOrCtrl+K'),
      separator,
      command('view.sidebar', 'menu.sidebar', 'CmdOrCtrl+B'),
      command('view.inspector', 'menu.inspector', 'CmdOrCtrl+I'),
      submenu('theme', 'menu.theme', [
        theme('system', 'menu.themeSystem'),
        theme('light', 'menu.themeLight'),
        theme('dark', 'menu.themeDark'),
      ]),
      separator,
      role('resetZoom', 'menu.zoomReset'),
      role('zoomIn', 'menu.zoomIn'),
      role('zoomOut', 'menu.zoomOut'),
      role('togglefullscreen', 'menu.fullScreen'),
      ...(developer ? [separator, role('reload', 'menu.reload'), role('toggleDevTools', 'menu.developerTools')] : []),
    ]),
    submenu('session', 'menu.session', [
      command('session.rename', 'menu.rename', 'F2', state.session),
      command('session.bookmark', 'menu.bookmark', 'CmdOrCtrl+D', state.session),
      command('session.stop', 'menu.stop', null, state.session && state.running),
      separator,
      command('session.next', 'menu.next', 'Alt+Down'),
      command('session.previous', 'menu.previous', 'Alt+Up'),
      separator,
      command('session.delete', 'menu.delete', null, state.session),
    ]),
    submenu('window', 'menu.window', [
      role('minimize', 'menu.minimise'),
      ...(mac ? [role('zoom', 'menu.zoomWindow'), separator, role('front', 'menu.front')] : []),
    ]),
    submenu('help', 'menu.help', [
      command('help.keys', 'menu.keys', 'F1'),
      ...(mac ? [] : [role('about', 'menu.about')]),
    ]),
  ]
}
