import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { assertReady } from './core.ts'
import type { Menu } from './menu.ts'
import { NativeImage } from './nativeImage.ts'
import { StrictEmitter } from './strict.ts'

/** `Tray`: nothing is drawn; tests emit `click` on it, and reach its menu through the app. */
export class Tray extends StrictEmitter {
  static override standinName = 'tray'
  static override standinEvents: ReadonlySet<string> = new Set([
    'click',
    'right-click',
    'double-click',
    'middle-click',
    'balloon-click',
    'mouse-enter',
    'mouse-leave',
    'mouse-move',
  ])

  #guid: string
  #title = ''
  #menu: Menu | null = null
  #ignoreDouble = false
  #destroyed = false

  constructor(image: NativeImage | string, guid?: string) {
    assertReady('Cannot create Tray before app is ready')
    super()
    this.#guid = guid ?? randomUUID()
    this.setImage(image)
  }

  #use(): void {
    if (this.#destroyed) throw new Error('Tray is destroyed')
  }

  setImage(image: NativeImage | string): void {
    this.#use()
    if (typeof image === 'string' && !existsSync(image)) throw new Error(`Failed to load image from path '${image}'`)
    if (typeof image !== 'string' && !(image instanceof NativeImage))
      throw new TypeError('Argument must be a file path or a NativeImage')
  }

  setPressedImage(): void {
    this.#use()
  }

  setToolTip(toolTip: string): void {
    this.#use()
    if (typeof toolTip !== 'string') throw new TypeError('Error processing argument at index 0')
  }

  setTitle(title: string): void {
    this.#title = title
  }

  getTitle(): string {
    return this.#title
  }

  setContextMenu(menu: Menu | null): void {
    this.#use()
    this.#menu = menu
  }

  popUpContextMenu(menu?: Menu, position?: Electron.Point): void {
    this.#use()
    ;(menu ?? this.#menu)?.popup(position ?? {})
  }

  closeContextMenu(): void {
    this.#menu?.closePopup()
  }

  setIgnoreDoubleClickEvents(ignore: boolean): void {
    this.#ignoreDouble = ignore
  }

  getIgnoreDoubleClickEvents(): boolean {
    return this.#ignoreDouble
  }

  getBounds(): Electron.Rectangle {
    return { x: 0, y: 0, width: 22, height: 22 }
  }

  getGUID(): string {
    return this.#guid
  }

  focus(): void {
    this.#use()
  }

  destroy(): void {
    this.#destroyed = true
    this.removeAllListeners()
  }

  isDestroyed(): boolean {
    return this.#destroyed
  }
}
