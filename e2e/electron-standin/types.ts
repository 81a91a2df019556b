/**
 * Checks, at compile time only, that the stand-in offers nothing that Electron does not have, and everything it offers
 * with Electron's types. Nothing runs here.
 */
import type { EventEmitter } from 'node:events'
import type electron from './electron.ts'
import type { App } from './app.ts'
import type { Fits } from './fits.ts'
import type { WebFrameMain } from './frames.ts'
import type { IpcMain } from './ipc.ts'
import type { Menu, MenuItem } from './menu.ts'
import type { NativeImage } from './nativeImage.ts'
import type { NativeTheme } from './nativeTheme.ts'
import type { Notification } from './notification.ts'
import type { PowerMonitor } from './powerMonitor.ts'
import type { Screen } from './screen.ts'
import type { Session } from './session.ts'
import type { Tray } from './tray.ts'
import type { WebContents } from './webContents.ts'
import type { BrowserWindow } from './window.ts'

type Main = typeof electron
/** The static side of a class, but for how it is made and for what it inherits from EventEmitter. */
type Statics<T> = Omit<T, 'prototype' | 'standinName' | 'standinEvents' | keyof typeof EventEmitter>

'fits' satisfies Fits<Main, typeof Electron.CrossProcessExports, keyof Main>
'fits' satisfies Fits<App, Electron.App>
'fits' satisfies Fits<App['commandLine'], Electron.CommandLine>
'fits' satisfies Fits<BrowserWindow, Electron.BrowserWindow>
'fits' satisfies Fits<WebContents, Electron.WebContents>
'fits' satisfies Fits<WebFrameMain, Electron.WebFrameMain>
// Parts of it that are checked on their own, below.
'fits' satisfies Fits<Session, Electron.Session, 'protocol' | 'webRequest'>
'fits' satisfies Fits<Session['webRequest'], Electron.WebRequest, keyof Session['webRequest']>
'fits' satisfies Fits<IpcMain, Electron.IpcMain>
// Electron's own types for these take its own windows and menus within options, where types cannot be exchanged.
'fits' satisfies Fits<Menu, Electron.Menu, 'popup'>
'fits' satisfies Fits<MenuItem, Electron.MenuItem, 'menu' | 'submenu' | 'icon' | 'role'>
'fits' satisfies Fits<NativeImage, Electron.NativeImage>
'fits' satisfies Fits<NativeTheme, Electron.NativeTheme>
'fits' satisfies Fits<Notification, Electron.Notification>
'fits' satisfies Fits<PowerMonitor, Electron.PowerMonitor>
'fits' satisfies Fits<Screen, Electron.Screen>
'fits' satisfies Fits<Tray, Electron.Tray>
'fits' satisfies Fits<Main['clipboard'], Electron.Clipboard>
'fits' satisfies Fits<Main['crashReporter'], Electron.CrashReporter>
// All but the last are overloaded there, with and without a window, which an inferred signature cannot match.
'fits' satisfies Fits<Main['dialog'], Electron.Dialog, Exclude<keyof Main['dialog'], 'showErrorBox'>>
'fits' satisfies Fits<Main['globalShortcut'], Electron.GlobalShortcut>
'fits' satisfies Fits<Main['nativeImage'], typeof Electron.NativeImage>
'fits' satisfies Fits<Main['net'], Electron.Net>
'fits' satisfies Fits<Main['protocol'], Electron.Protocol>
'fits' satisfies Fits<Main['safeStorage'], Electron.SafeStorage>
'fits' satisfies Fits<Main['session'], typeof Electron.Session>
'fits' satisfies Fits<Main['shell'], Electron.Shell>
'fits' satisfies Fits<Statics<typeof BrowserWindow>, typeof Electron.BrowserWindow>
'fits' satisfies Fits<Statics<typeof WebContents>, typeof Electron.WebContents>
'fits' satisfies Fits<Statics<typeof Menu>, typeof Electron.Menu, 'buildFromTemplate'>
'fits' satisfies Fits<Statics<typeof Notification>, typeof Electron.Notification>
