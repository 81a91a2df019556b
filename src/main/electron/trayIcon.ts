import { join } from 'node:path'
import { Menu, Tray, app, nativeImage } from 'electron'
import type { MenuItemConstructorOptions } from 'electron'
import { menuLabel } from '../shell/tray.ts'
import type { TrayItem, TrayModel } from '../shell/tray.ts'

export interface TrayActions {
  readonly openSession: (id: string) => void
  readonly newSession: () => void
  readonly show: () => void
  readonly quit: () => void
}

/** The icon in the tray, while the person wants it there. */
export interface TrayIcon {
  update(model: TrayModel): void
  /** The menu as it stands, for tests: no system lets one ask for it. */
  menu(): Electron.Menu | null
  dispose(): void
}

/** Puts the icon into the tray. */
export function createTrayIcon(actions: TrayActions): TrayIcon {
  const mac = process.platform === 'darwin'
  const image = (name: string): Electron.NativeImage =>
    nativeImage.createFromPath(join(app.getAppPath(), 'resources', name))
  const tray = new Tray(image(mac ? 'trayTemplate.png' : 'tray.png'))
  let marked = 0
  let menu: Electron.Menu | null = null
  // On macOS a click opens the menu; elsewhere it is what brings the window back.
  if (!mac) tray.on('click', actions.show)
  return {
    update: ({ tooltip, items, waiting }) => {
      // The menu bar of a Mac has room for a number beside the icon; elsewhere the icon itself is marked.
      if (mac && waiting !== marked) tray.setTitle(waiting === 0 ? '' : String(waiting))
      else if (!mac && waiting > 0 !== marked > 0) tray.setImage(image(waiting > 0 ? 'trayWaiting.png' : 'tray.png'))
      marked = waiting
      menu = Menu.buildFromTemplate(items.map((item) => templateOf(item, actions)))
      tray.setToolTip(tooltip)
      tray.setContextMenu(menu)
    },
    menu: () => menu,
    dispose: () => tray.destroy(),
  }
}

function templateOf(item: TrayItem, actions: TrayActions): MenuItemConstructorOptions {
  switch (item.kind) {
    case 'separator':
      return { type: 'separator' }
    case 'heading':
      return { label: menuLabel(item.label), enabled: false }
    case 'session':
      return { id: `session:${item.id}`, label: menuLabel(item.label), click: () => actions.openSession(item.id) }
    case 'resume':
      return { id: 'resume', label: menuLabel(item.label), click: () => actions.openSession(item.id) }
    case 'newSession':
    case 'show':
    case 'quit':
      return { id: item.kind, label: menuLabel(item.label), click: actions[item.kind] }
  }
}
