import { centred, firstBounds, wholeScreen } from './bounds.ts'
import { StandinEvent } from './event.ts'
import { pageOf } from './pages.ts'
import type { WebContents } from './webContents.ts'
import { WindowLooks } from './windowLooks.ts'

/** Where a window is and how large: as the app asked; Chromium's own window follows as it can. */
export abstract class WindowPlace extends WindowLooks {
  abstract readonly webContents: WebContents
  #bounds: Electron.Rectangle
  #normal: Electron.Rectangle
  #minimum: [number, number]
  #maximum: [number, number]
  #state: 'normal' | 'minimized' | 'maximized' | 'fullscreen' = 'normal'
  #before: 'normal' | 'maximized' = 'normal'
  #fullScreenable: boolean

  constructor(options: Electron.BrowserWindowConstructorOptions, name: string) {
    super(options, name)
    this.#bounds = firstBounds(options)
    this.#normal = this.#bounds
    this.#minimum = [options.minWidth ?? 0, options.minHeight ?? 0]
    this.#maximum = [options.maxWidth ?? 0, options.maxHeight ?? 0]
    this.#fullScreenable = options.fullscreenable ?? true
  }

  abstract show(): void
  abstract blur(): void
  abstract isVisible(): boolean
  /** Tells the page whether it can be seen. */
  protected abstract pageVisible(): void

  /** Emits soon, as what a window system does arrives. */
  protected later(...events: string[]): void {
    setImmediate(() => {
      if (!this.isDestroyed()) for (const event of events) this.emit(event, new StandinEvent())
    })
  }

  isMinimized(): boolean {
    this.use()
    return this.#state === 'minimized'
  }

  isMaximized(): boolean {
    this.use()
    return this.#state === 'maximized'
  }

  isFullScreen(): boolean {
    this.use()
    return this.#state === 'fullscreen'
  }

  isNormal(): boolean {
    this.use()
    return this.#state === 'normal'
  }

  minimize(): void {
    this.use()
    if (this.#state === 'minimized') return
    this.#before = this.#state === 'maximized' ? 'maximized' : 'normal'
    this.#state = 'minimized'
    this.blur()
    this.pageVisible()
    this.later('minimize')
  }

  restore(): void {
    this.use()
    if (this.#state === 'maximized') this.unmaximize()
    if (this.#state !== 'minimized') return
    this.#state = this.#before
    this.pageVisible()
    this.later('restore')
  }

  maximize(): void {
    this.use()
    if (!this.isVisible()) this.show()
    if (this.#state === 'maximized') return
    this.#state = 'maximized'
    this.#place(wholeScreen())
    this.later('maximize')
  }

  unmaximize(): void {
    this.use()
    if (this.#state !== 'maximized') return
    this.#state = 'normal'
    this.#place(this.#normal)
    this.later('unmaximize')
  }

  setFullScreen(flag: boolean): void {
    this.use()
    if (flag === this.isFullScreen() || (flag && !this.#fullScreenable)) return
    if (flag) this.#before = this.#state === 'maximized' ? 'maximized' : 'normal'
    this.#state = flag ? 'fullscreen' : this.#before
    this.#place(this.#state === 'normal' ? this.#normal : wholeScreen())
    this.later(flag ? 'enter-full-screen' : 'leave-full-screen')
  }

  get fullScreen(): boolean {
    return this.isFullScreen()
  }

  set fullScreen(flag: boolean) {
    this.setFullScreen(flag)
  }

  getBounds(): Electron.Rectangle {
    this.use()
    return { ...this.#bounds }
  }

  setBounds(bounds: Partial<Electron.Rectangle>): void {
    this.use()
    const wanted = { ...this.#bounds, ...bounds }
    const size = {
      width: clamp(wanted.width, this.#minimum[0], this.#maximum[0]),
      height: clamp(wanted.height, this.#minimum[1], this.#maximum[1]),
    }
    this.#state = 'normal'
    this.#normal = { x: Math.round(wanted.x), y: Math.round(wanted.y), ...size }
    this.#place(this.#normal)
  }

  #place(to: Electron.Rectangle): void {
    const from = this.#bounds
    this.#bounds = { ...to }
    if (from.width !== to.width || from.height !== to.height) {
      pageOf(this.webContents).resize(to)
      this.later('resize', 'resized')
    }
    if (from.x !== to.x || from.y !== to.y) this.later('move', 'moved')
    const { target } = pageOf(this.webContents)
    // As far as Chromium's own window can follow; unless a person sees it, the page's size does not depend on it.
    target.whenOpen(() => target.place(to))
  }

  getNormalBounds(): Electron.Rectangle {
    this.use()
    return { ...this.#normal }
  }

  /** The stand-in's windows have no frame of their own. */
  getContentBounds(): Electron.Rectangle {
    return this.getBounds()
  }

  setContentBounds(bounds: Electron.Rectangle): void {
    this.setBounds(bounds)
  }

  getSize(): number[] {
    const { width, height } = this.getBounds()
    return [width, height]
  }

  setSize(width: number, height: number): void {
    this.setBounds({ width, height })
  }

  getContentSize(): number[] {
    return this.getSize()
  }

  setContentSize(width: number, height: number): void {
    this.setBounds({ width, height })
  }

  getPosition(): number[] {
    const { x, y } = this.getBounds()
    return [x, y]
  }

  setPosition(x: number, y: number): void {
    this.setBounds({ x, y })
  }

  center(): void {
    this.setBounds(centred(this.#bounds))
  }

  setMinimumSize(width: number, height: number): void {
    this.#minimum = [width, height]
  }

  getMinimumSize(): number[] {
    return [...this.#minimum]
  }

  setMaximumSize(width: number, height: number): void {
    this.#maximum = [width, height]
  }

  getMaximumSize(): number[] {
    return [...this.#maximum]
  }
}

function clamp(value: number, minimum: number, maximum: number): number {
  return Math.round(Math.max(minimum, maximum > 0 ? Math.min(value, maximum) : value))
}
