import { app } from './app.ts'
import { clipboard } from './clipboard.ts'
import { crashReporter } from './crashReporter.ts'
import { dialog } from './dialog.ts'
import { globalShortcut } from './globalShortcut.ts'
import { ipcMain } from './ipc.ts'
import { Menu, MenuItem } from './menu.ts'
import { nativeImage } from './nativeImage.ts'
import { nativeTheme } from './nativeTheme.ts'
import { net } from './net.ts'
import { Notification } from './notification.ts'
import { powerMonitor } from './powerMonitor.ts'
import { protocol } from './protocol.ts'
import { safeStorage } from './safeStorage.ts'
import { screen } from './screen.ts'
import { session } from './session.ts'
import { shell } from './shell.ts'
import { strict } from './strict.ts'
import { Tray } from './tray.ts'
import { WebContents } from './webContents.ts'
import { BrowserWindow } from './window.ts'

/** What is undefined in Electron's main process, too: code that runs in both kinds of process asks for it. */
const ABSENT = new Set(['ipcRenderer', 'contextBridge', 'webFrame', 'webUtils'])

/** What `import 'electron'` and `require('electron')` give in the main process. */
const electron = strict(
  'electron',
  {
    app,
    BrowserWindow,
    clipboard,
    crashReporter,
    dialog,
    globalShortcut,
    ipcMain,
    Menu,
    MenuItem,
    nativeImage,
    nativeTheme,
    net,
    Notification,
    powerMonitor,
    protocol,
    safeStorage,
    screen,
    session,
    shell,
    Tray,
    webContents: WebContents,
  },
  ABSENT,
)

export {
  app,
  BrowserWindow,
  clipboard,
  crashReporter,
  dialog,
  globalShortcut,
  ipcMain,
  Menu,
  MenuItem,
  nativeImage,
  nativeTheme,
  net,
  Notification,
  powerMonitor,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
  Tray,
  WebContents as webContents,
}
export default electron
// What `require` gives: the object itself, so that its parts can be exchanged as Electron's can.
export { electron as 'module.exports' }
