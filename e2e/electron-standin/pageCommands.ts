import { ignore } from './core.ts'
import { command, findInPage } from './editing.ts'
import { webContentsEvents } from './eventNames.ts'
import { StrictEmitter } from './strict.ts'

/** What a page can be told to do, apart from loading and speaking. */
export abstract class PageCommands extends StrictEmitter {
  static override standinName = 'webContents'
  static override standinEvents = webContentsEvents

  #zoom: number
  #devTools = false
  #throttling: boolean
  #finds = 0

  constructor({ zoomFactor = 1, backgroundThrottling = true }: Electron.WebPreferences) {
    super()
    this.#zoom = zoomFactor
    this.#throttling = backgroundThrottling
  }

  abstract insertText(text: string): Promise<void>
  abstract executeJavaScript(code: string, userGesture?: boolean): Promise<unknown>
  /** The zoom has changed. */
  protected abstract zoomed(): void

  openDevTools(): void {
    if (this.#devTools) return
    this.#devTools = true
    this.emit('devtools-opened')
  }

  closeDevTools(): void {
    if (!this.#devTools) return
    this.#devTools = false
    this.emit('devtools-closed')
  }

  toggleDevTools(): void {
    if (this.#devTools) this.closeDevTools()
    else this.openDevTools()
  }

  isDevToolsOpened(): boolean {
    return this.#devTools
  }

  setZoomFactor(factor: number): void {
    if (!(factor > 0)) throw new Error("'zoomFactor' must be a double greater than 0.0")
    this.#zoom = factor
    this.zoomed()
  }

  getZoomFactor(): number {
    return this.#zoom
  }

  setZoomLevel(level: number): void {
    this.setZoomFactor(1.2 ** level)
  }

  getZoomLevel(): number {
    return Math.log(this.#zoom) / Math.log(1.2)
  }

  get zoomFactor(): number {
    return this.#zoom
  }

  set zoomFactor(factor: number) {
    this.setZoomFactor(factor)
  }

  get zoomLevel(): number {
    return this.getZoomLevel()
  }

  set zoomLevel(level: number) {
    this.setZoomLevel(level)
  }

  /** Recorded only: nothing is throttled here. */
  setBackgroundThrottling(allowed: boolean): void {
    this.#throttling = allowed
  }

  getBackgroundThrottling(): boolean {
    return this.#throttling
  }

  get backgroundThrottling(): boolean {
    return this.#throttling
  }

  set backgroundThrottling(allowed: boolean) {
    this.#throttling = allowed
  }

  replaceMisspelling(text: string): void {
    ignore(this.insertText(text))
  }

  replace(text: string): void {
    ignore(this.insertText(text))
  }

  findInPage(text: string, options: Electron.FindInPageOptions = {}): number {
    const requestId = ++this.#finds
    ignore(findInPage(this, requestId, text, options))
    return requestId
  }

  stopFindInPage(action: 'clearSelection' | 'keepSelection' | 'activateSelection'): void {
    if (action === 'clearSelection') ignore(this.executeJavaScript('getSelection()?.removeAllRanges()'))
  }

  copy(): void {
    command(this, 'copy')
  }

  cut(): void {
    command(this, 'cut')
  }

  paste(): void {
    command(this, 'paste')
  }

  pasteAndMatchStyle(): void {
    command(this, 'paste')
  }

  delete(): void {
    command(this, 'delete')
  }

  selectAll(): void {
    command(this, 'selectAll')
  }

  undo(): void {
    command(this, 'undo')
  }

  redo(): void {
    command(this, 'redo')
  }
}
