import { app } from './app.ts'
import type { BrowserWindow } from './window.ts'

type Role = Electron.MenuItemConstructorOptions['role']

const ZOOM_STEP = 0.5

const LABELS: Record<string, string> = {
  about: 'About',
  close: 'Close Window',
  copy: 'Copy',
  cut: 'Cut',
  delete: 'Delete',
  editMenu: 'Edit',
  fileMenu: 'File',
  forceReload: 'Force Reload',
  help: 'Help',
  minimize: 'Minimize',
  paste: 'Paste',
  pasteAndMatchStyle: 'Paste and Match Style',
  quit: 'Quit',
  redo: 'Redo',
  reload: 'Reload',
  resetZoom: 'Actual Size',
  selectAll: 'Select All',
  toggleDevTools: 'Toggle Developer Tools',
  togglefullscreen: 'Toggle Full Screen',
  undo: 'Undo',
  viewMenu: 'View',
  windowMenu: 'Window',
  zoomIn: 'Zoom In',
  zoomOut: 'Zoom Out',
}

const DO: Record<string, (window: BrowserWindow) => void> = {
  close: (window) => window.close(),
  minimize: (window) => window.minimize(),
  togglefullscreen: (window) => window.setFullScreen(!window.isFullScreen()),
  copy: ({ webContents }) => webContents.copy(),
  cut: ({ webContents }) => webContents.cut(),
  paste: ({ webContents }) => webContents.paste(),
  pasteAndMatchStyle: ({ webContents }) => webContents.pasteAndMatchStyle(),
  delete: ({ webContents }) => webContents.delete(),
  selectAll: ({ webContents }) => webContents.selectAll(),
  undo: ({ webContents }) => webContents.undo(),
  redo: ({ webContents }) => webContents.redo(),
  reload: ({ webContents }) => webContents.reload(),
  forceReload: ({ webContents }) => webContents.reloadIgnoringCache(),
  toggleDevTools: ({ webContents }) => webContents.toggleDevTools(),
  resetZoom: ({ webContents }) => webContents.setZoomLevel(0),
  zoomIn: ({ webContents }) => webContents.setZoomLevel(webContents.getZoomLevel() + ZOOM_STEP),
  zoomOut: ({ webContents }) => webContents.setZoomLevel(webContents.getZoomLevel() - ZOOM_STEP),
}

/** What Electron calls an item that has a role and no label. */
export function labelOfRole(role: Role): string {
  if (!role) return ''
  if (role === 'quit' && process.platform !== 'win32')
    return process.platform === 'darwin' ? `Quit ${app.name}` : 'Quit'
  return LABELS[role] ?? role
}

/** Does what a role does; false if the click is the app's own. */
export function clickRole(role: Role, window: BrowserWindow | undefined): boolean {
  if (!role) return false
  if (role === 'quit') {
    app.quit()
    return true
  }
  const act = DO[role]
  if (act && window) act(window)
  return act !== undefined
}
