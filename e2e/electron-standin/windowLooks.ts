import { StandinEvent } from './event.ts'
import { windowEvents } from './eventNames.ts'
import type { Menu } from './menu.ts'
import { StrictEmitter } from './strict.ts'

/** How a window looks and behaves on a desktop; all of it is only remembered. */
export abstract class WindowLooks extends StrictEmitter {
  static override standinName = 'browserWindow'
  static override standinEvents = windowEvents

  #title: string
  #background: string
  #onTop: boolean
  #menuBar = true
  #autoHide: boolean
  #resizable: boolean

  constructor(options: Electron.BrowserWindowConstructorOptions, name: string) {
    super()
    this.#title = options.title ?? name
    this.#background = options.backgroundColor ?? '#FFFFFF'
    this.#onTop = options.alwaysOnTop ?? false
    this.#autoHide = options.autoHideMenuBar ?? false
    this.#resizable = options.resizable ?? true
  }

  abstract isDestroyed(): boolean

  /** Electron's objects throw once they are destroyed. */
  protected use(): void {
    if (this.isDestroyed()) throw new TypeError('Object has been destroyed')
  }

  setTitle(title: string): void {
    this.use()
    this.#title = title
  }

  getTitle(): string {
    this.use()
    return this.#title
  }

  get title(): string {
    return this.getTitle()
  }

  set title(title: string) {
    this.setTitle(title)
  }

  setBackgroundColor(backgroundColor: string): void {
    this.#background = backgroundColor
  }

  getBackgroundColor(): string {
    return this.#background
  }

  setMenuBarVisibility(visible: boolean): void {
    this.#menuBar = visible
  }

  isMenuBarVisible(): boolean {
    return this.#menuBar
  }

  setAutoHideMenuBar(hide: boolean): void {
    this.#autoHide = hide
  }

  isMenuBarAutoHide(): boolean {
    return this.#autoHide
  }

  setMenu(menu: Menu | null): void {
    this.#menuBar = menu !== null
  }

  removeMenu(): void {
    this.#menuBar = false
  }

  setAlwaysOnTop(flag: boolean): void {
    if (this.#onTop === flag) return
    this.#onTop = flag
    this.emit('always-on-top-changed', new StandinEvent(), flag)
  }

  isAlwaysOnTop(): boolean {
    return this.#onTop
  }

  isResizable(): boolean {
    return this.#resizable
  }

  setResizable(resizable: boolean): void {
    this.#resizable = resizable
  }

  moveTop(): void {
    this.use()
  }

  setSkipTaskbar(): void {
    this.use()
  }

  flashFrame(): void {
    this.use()
  }

  setProgressBar(): void {
    this.use()
  }

  setIcon(): void {
    this.use()
  }

  setOverlayIcon(): void {
    this.use()
  }

  setTitleBarOverlay(): void {
    this.use()
  }

  setVisibleOnAllWorkspaces(): void {
    this.use()
  }
}
