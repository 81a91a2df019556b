import { Menu } from 'electron'
import type { MenuItemConstructorOptions } from 'electron'
import type { Settings } from '../../shared/model/settings.ts'
import type { MenuEntry, WindowCommand } from '../shell/menu.ts'

export interface MenuActions {
  readonly command: (command: WindowCommand) => void
  readonly theme: (theme: Settings['theme']) => void
}

/** Gives the app its menu bar. */
export function showMenuBar(entries: readonly MenuEntry[], actions: MenuActions): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(entries.map((entry) => templateOf(entry, actions))))
}

function templateOf(entry: MenuEntry, actions: MenuActions): MenuItemConstructorOptions {
  switch (entry.kind) {
    case 'separator':
      return { type: 'separator' }
    case 'role':
      return { role: entry.role, label: entry.label }
    case 'submenu':
      return {
        id: entry.id,
        label: entry.label,
        ...(entry.id === 'window' || entry.id === 'help' ? { role: entry.id } : {}),
        submenu: entry.items.map((item) => templateOf(item, actions)),
      }
    case 'theme':
      return {
        id: `theme.${entry.theme}`,
        type: 'radio',
        label: entry.label,
        checked: entry.checked,
        click: () => actions.theme(entry.theme),
      }
    case 'command':
      return {
        id: entry.command,
        label: entry.label,
        enabled: entry.enabled,
        // Keys belong to the page, which knows what has the focus; the menu only shows them.
        ...(entry.accelerator === null ? {} : { accelerator: entry.accelerator, registerAccelerator: false }),
        click: () => actions.command(entry.command),
      }
  }
}
