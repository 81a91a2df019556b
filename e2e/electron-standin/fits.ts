import type { EventEmitter } from 'node:events'
import type { WebFrameMain } from './frames.ts'
import type { IpcMain } from './ipc.ts'
import type { Menu, MenuItem } from './menu.ts'
import type { NativeImage } from './nativeImage.ts'
import type { Session } from './session.ts'
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

/** `'fits'` if our class or object has nothing that Electron's has not, or has differently; else what does not. */
export type Fits<Ours, Theirs, Looser extends keyof Ours = never> =
  Extra<Ours, Theirs> | Exclude<Different<Ours, Theirs>, Looser> extends never
  ? 'fits'
  : { extra: Extra<Ours, Theirs>; different: Exclude<Different<Ours, Theirs>, Looser> }
