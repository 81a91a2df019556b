/**
 * Checks, at compile time only, that the stand-in offers nothing that Electron does not have, and everything it offers
 * with Electron's types. Nothing runs here.
 */
import type { EventEmitter } from 'node:events'
import type electron from './electron.ts'
import type { App } from './app.ts'
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

/**
 * The stand-in's own classes, as Electron's. They lack most members, so that a method that takes or gives one can
 * only be compared after its types have been exchanged for Electron's.
 */
type Exchanged<T> = T extends BrowserWindow
  ? Electron.BrowserWindow
  : T extends WebContents
    ? Electron.WebContents
    : T extends WebFrameMain
      ? Electron.WebFrameMain
      : T extends Session
        ? Electron.Session
        : T extends NativeImage
          ? Electron.NativeImage
          : T extends Menu
            ? Electron.Menu
            : T extends MenuItem
              ? Electron.MenuItem
              : T extends IpcMain
                ? Electron.IpcMain
                : T extends Promise<infer P>
                  ? Promise<Exchanged<P>>
                  : T extends Array<infer I>
                    ? Array<Exchanged<I>>
                    : T

type Member<T> = T extends (...args: infer A) => infer R
  ? (...args: { [I in keyof A]: Exchanged<A[I]> }) => Exchanged<R>
  : Exchanged<T>

/** Names that Electron's object has not. */
type Extra<Ours, Theirs> = Exclude<keyof Ours, keyof Theirs>

/**
 * Names whose types differ. The methods of EventEmitter are left out: Electron declares an overload for each event,
 * which the event names in eventNames.ts answer for at run time.
 */
type Different<Ours, Theirs> = {
  [K in Exclude<keyof Ours & keyof Theirs, keyof EventEmitter>]: Member<Ours[K]> extends Theirs[K] ? never : K
}[Exclude<keyof Ours & keyof Theirs, keyof EventEmitter>]

/** `'fits'`, or what does not. */
type Fits<Ours, Theirs, Looser extends keyof Ours = never> =
  Extra<Ours, Theirs> | Exclude<Different<Ours, Theirs>, Looser> extends never
  ? 'fits'
  : { extra: Extra<Ours, Theirs>; different: Exclude<Different<Ours, Theirs>, Looser> }

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
