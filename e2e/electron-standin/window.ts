import { App, app } from './app.ts'
import { assertReady, cdp, ignore } from './core.ts'
import { StandinEvent } from './event.ts'
import type { NativeImage } from './nativeImage.ts'
import { missing } from './strict.ts'
import { pageOf } from './pages.ts'
import { WebContents } from './webContents.ts'
import { windows } from './windowList.ts'
import { WindowPlace } from './windowPlace.ts'

type Options = Electron.BrowserWindowConstructorOptions

let lastId = 0

/** Options that would change what the page may do, and which the stand-in cannot honour. */
const REFUSED: Array<[keyof Electron.WebPreferences, unknown]> = [
  ['nodeIntegration', true],
  ['nodeIntegrationInWorker', true],
  ['contextIsolation', false],
  ['sandbox', false],
  ['webSecurity', false],
  ['webviewTag', true],
]

/** `BrowserWindow`: showing, closing and the list of them; its place and looks are in the classes below it. */
export class BrowserWindow extends WindowPlace {
  readonly id: number = ++lastId
  override readonly webContents: WebContents
  #visible = false
  #destroyed = false
  #closing = false
  #parent: BrowserWindow | null
  #modal: boolean
  #focusable: boolean

  constructor(options: Options = {}) {
    assertReady('Cannot create BrowserWindow before app is ready')
    super(options, app.name)
    const preferences = options.webPreferences ?? {}
    for (const [name, value] of REFUSED) {
      if (preferences[name] === value) throw missing(`webPreferences.${name}: ${String(value)}`)
    }
    this.#parent = (options.parent as unknown as BrowserWindow | undefined) ?? null
    this.#modal = options.modal ?? false
    this.#focusable = options.focusable ?? true
    this.webContents = new WebContents({
      webPreferences: preferences,
      bounds: this.getBounds(),
      close: (waitForBeforeUnload) => {
        if (waitForBeforeUnload) void this.#tryClose(false)
        else this.destroy()
      },
      isFocused: () => this.isFocused(),
      focus: () => this.focus(),
      titled: (title) => this.#titled(title),
      lost: () => this.#lost(),
    })
    windows.all.set(this.id, this)
    this.webContents.once('did-finish-load', () => {
      if (!this.#destroyed) this.emit('ready-to-show')
    })
    app.emit('browser-window-created', new StandinEvent(), this)
    if (options.fullscreen) this.setFullScreen(true)
    if (options.show ?? true) this.show()
    else this.pageVisible()
  }

  #titled(title: string): void {
    const event = new StandinEvent()
    this.emit('page-title-updated', event, title, true)
    if (!event.defaultPrevented) this.setTitle(title)
  }

  loadURL(url: string): Promise<void> {
    return this.webContents.loadURL(url)
  }

  loadFile(file: string, options?: Electron.LoadFileOptions): Promise<void> {
    return this.webContents.loadFile(file, options)
  }

  reload(): void {
    this.webContents.reload()
  }

  override show(): void {
    this.showInactive()
    this.focus()
  }

  showInactive(): void {
    this.use()
    if (this.#visible) return
    this.#visible = true
    this.pageVisible()
    this.later('show')
  }

  hide(): void {
    this.use()
    if (!this.#visible) return
    this.#visible = false
    this.blur()
    this.pageVisible()
    this.later('hide')
  }

  focus(): void {
    this.use()
    if (windows.focused === this || !this.#visible || !this.#focusable) return
    windows.focused?.blur()
    windows.focused = this
    ignore(cdp().browser.send('Target.activateTarget', { targetId: pageOf(this.webContents).target.id }))
    this.later('focus')
    this.webContents.emit('focus')
    app.emit('browser-window-focus', new StandinEvent(), this)
  }

  override blur(): void {
    if (windows.focused !== this) return
    windows.focused = null
    this.later('blur')
    this.webContents.emit('blur')
    app.emit('browser-window-blur', new StandinEvent(), this)
  }

  /** Asks the window, then its page, and closes it if neither objects. */
  close(): void {
    if (this.#destroyed || this.#closing) return
    void this.#tryClose(true)
  }

  async #tryClose(ask: boolean): Promise<void> {
    this.#closing = true
    const event = new StandinEvent()
    if (ask) this.emit('close', event)
    const stays = event.defaultPrevented || (await this.#pageObjects())
    if (this.#destroyed) return
    this.#closing = false
    if (stays) App.stayed(app)
    else this.destroy()
  }

  /** The person closed Chromium's window, which cannot be prevented: if the app would, the page gets a new one. */
  #lost(): void {
    const event = new StandinEvent()
    this.emit('close', event)
    if (event.defaultPrevented) pageOf(this.webContents).revive()
    else this.destroy()
  }

  /** Runs the page's `beforeunload` by hand: Chromium would show a dialog, Electron stays silently. */
  async #pageObjects(): Promise<boolean> {
    const { webContents } = this
    if (webContents.isCrashed() || !webContents.getURL()) return false
    const objects = `(() => {
      const event = document.createEvent('BeforeUnloadEvent')
      event.initEvent('beforeunload', false, true)
      dispatchEvent(event)
      return event.defaultPrevented || event.returnValue !== ''
    })()`
    const objected = await webContents.executeJavaScript(objects, true).catch(() => false)
    if (!objected) return false
    const event = new StandinEvent()
    webContents.emit('will-prevent-unload', event)
    return !event.defaultPrevented
  }

  destroy(): void {
    if (this.#destroyed) return
    this.#destroyed = true
    windows.all.delete(this.id)
    if (windows.focused === this) windows.focused = null
    pageOf(this.webContents).destroy()
    for (const child of this.getChildWindows()) child.destroy()
    this.emit('closed')
    if (windows.all.size === 0) App.allClosed(app)
  }

  override isDestroyed(): boolean {
    return this.#destroyed
  }

  override isVisible(): boolean {
    this.use()
    return this.#visible && !this.isMinimized()
  }

  isFocused(): boolean {
    return windows.focused === this && !this.#destroyed
  }

  isModal(): boolean {
    return this.#modal
  }

  protected override pageVisible(): void {
    pageOf(this.webContents).setVisible(this.isVisible())
  }

  getParentWindow(): BrowserWindow | null {
    return this.#parent
  }

  getChildWindows(): BrowserWindow[] {
    return [...windows.all.values()].filter((window) => window.#parent === this)
  }

  capturePage(rect?: Electron.Rectangle): Promise<NativeImage> {
    return this.webContents.capturePage(rect)
  }

  static getAllWindows(): BrowserWindow[] {
    return [...windows.all.values()]
  }

  static getFocusedWindow(): BrowserWindow | null {
    return windows.focused
  }

  static fromId(id: number): BrowserWindow | null {
    return windows.all.get(id) ?? null
  }

  static fromWebContents(webContents: WebContents): BrowserWindow | null {
    return [...windows.all.values()].find((window) => window.webContents === webContents) ?? null
  }
}
