import { app } from './app.ts'
import { sendInput } from './editing.ts'
import { StandinEvent } from './event.ts'
import type { WebFrameMain } from './frames.ts'
import { IpcMain } from './ipc.ts'
import { nativeImage, type NativeImage } from './nativeImage.ts'
import { load } from './navigation.ts'
import { createPage, type Page, type PageOptions } from './page.ts'
import { PageCommands } from './pageCommands.ts'
import { addPage, allContents } from './pages.ts'
import { fileUrl } from './paths.ts'
import { session, type Session } from './session.ts'
import { clone } from './target.ts'

let lastId = 0

/** `WebContents`: a page, which is always that of a window here. */
export class WebContents extends PageCommands {
  readonly id: number = ++lastId
  readonly ipc: IpcMain = new IpcMain()
  readonly session: Session = session.defaultSession
  #page: Page

  constructor(options: PageOptions) {
    super(options.webPreferences)
    this.#page = createPage(this, options)
    addPage(this, this.#page)
    app.emit('web-contents-created', new StandinEvent(), this)
  }

  protected override zoomed(): void {
    this.#page.fit()
  }

  get mainFrame(): WebFrameMain {
    return this.#page.frames.main
  }

  /** Electron's objects throw once they are destroyed. */
  #use(): void {
    if (this.#page.state.destroyed) throw new TypeError('Object has been destroyed')
  }

  /** Cloned before anything is sent, so that what cannot be cloned throws here, at its cause. */
  send(channel: string, ...args: unknown[]): void {
    this.#use()
    if (typeof channel !== 'string') throw new TypeError('Missing required channel argument')
    const body = clone.encode(args)
    this.#page.target.tell(this.#page.target.id, { k: 'send', c: channel }, body)
  }

  loadURL(url: string): Promise<void> {
    this.#use()
    return load(this, this.#page.target, this.#page.state, url)
  }

  loadFile(file: string, options: Electron.LoadFileOptions = {}): Promise<void> {
    return this.loadURL(fileUrl(app.getAppPath(), file, options))
  }

  reload(): void {
    this.#use()
    this.#page.state.ownLoad = true
    // A crashed page has no process that could reload it: Chromium starts a new one for a navigation.
    this.#page.target.whenOpen((to) =>
      this.#page.state.crashed
        ? this.loadURL(this.getURL())
        : to.send('Page.reload').finally(() => (this.#page.state.ownLoad = true)),
    )
  }

  reloadIgnoringCache(): void {
    this.reload()
  }

  stop(): void {
    this.#page.target.whenOpen((to) => to.send('Page.stopLoading'))
  }

  close(options?: Electron.CloseOpts): void {
    this.#page.options.close(options?.waitForBeforeUnload ?? false)
  }

  isDestroyed(): boolean {
    return this.#page.state.destroyed
  }

  isCrashed(): boolean {
    return this.#page.state.crashed
  }

  isLoading(): boolean {
    return this.#page.state.loading
  }

  isLoadingMainFrame(): boolean {
    return this.#page.state.loading
  }

  getURL(): string {
    this.#use()
    const { url } = this.#page.frames.main
    return url === 'about:blank' && !this.#page.state.pending ? '' : url
  }

  getTitle(): string {
    return this.#page.state.title
  }

  getType(): 'window' {
    return 'window'
  }

  getProcessId(): number {
    return this.mainFrame.processId
  }

  focus(): void {
    this.#page.options.focus()
  }

  isFocused(): boolean {
    return this.#page.options.isFocused()
  }

  override executeJavaScript(code: string, userGesture = false): Promise<unknown> {
    this.#use()
    return this.#page.target.execute(this.#page.target.id, code, userGesture)
  }

  setWindowOpenHandler(handler: (details: Electron.HandlerDetails) => Electron.WindowOpenHandlerResponse): void {
    this.#page.state.openHandler = handler
  }

  async capturePage(rect?: Electron.Rectangle): Promise<NativeImage> {
    await this.#page.target.opened
    const clip = rect ? { clip: { ...rect, scale: 1 } } : {}
    const answer = await this.#page.target.session?.send('Page.captureScreenshot', { format: 'png', ...clip })
    return nativeImage.createFromBuffer(Buffer.from(answer?.data ?? '', 'base64'))
  }

  setUserAgent(userAgent: string): void {
    this.#page.userAgent = userAgent
    this.#page.target.whenOpen((to) => to.send('Emulation.setUserAgentOverride', { userAgent }))
  }

  getUserAgent(): string {
    return this.#page.userAgent || this.session.getUserAgent()
  }

  get userAgent(): string {
    return this.getUserAgent()
  }

  set userAgent(userAgent: string) {
    this.setUserAgent(userAgent)
  }

  forcefullyCrashRenderer(): void {
    this.#page.target.whenOpen((to) => to.send('Page.crash'))
  }

  override insertText(text: string): Promise<void> {
    return this.#page.target.opened.then(async () => {
      await this.#page.target.session?.send('Input.insertText', { text })
    })
  }

  sendInputEvent(input: Electron.MouseInputEvent | Electron.MouseWheelInputEvent | Electron.KeyboardInputEvent): void {
    sendInput(this, this.#page.target, input)
  }

  static fromId(id: number): WebContents | undefined {
    return allContents.get(id)
  }

  static fromFrame(frame: WebFrameMain): WebContents | undefined {
    return [...allContents.values()].find((contents) => contents.mainFrame === frame.top)
  }

  static fromDevToolsTargetId(targetId: string): WebContents | undefined {
    return [...allContents.values()].find((contents) => contents.#page.target.id === targetId)
  }

  static getAllWebContents(): WebContents[] {
    return [...allContents.values()]
  }

  static getFocusedWebContents(): WebContents | null {
    return [...allContents.values()].find((contents) => contents.isFocused()) ?? null
  }
}
