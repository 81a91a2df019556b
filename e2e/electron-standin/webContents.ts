import { app } from './app.ts'
import type { CdpSession, Protocol } from './cdp.ts'
import { cdp, ignore } from './core.ts'
import { sendInput } from './editing.ts'
import { StandinEvent } from './event.ts'
import { FrameTree, type WebFrameMain } from './frames.ts'
import { IpcMain, receive } from './ipc.ts'
import { nativeImage, type NativeImage } from './nativeImage.ts'
import { abandon, gone, load, mayNavigate, watchPage, windowOpened, type PageState } from './navigation.ts'
import { fileUrl } from './paths.ts'
import { session, type Session } from './session.ts'
import { PageCommands } from './pageCommands.ts'
import { clone, Target } from './target.ts'
import { mediaFeatures } from './nativeTheme.ts'
import type { Head } from './worlds.ts'

const all = new Map<number, WebContents>()
let lastId = 0

/** What the window gives the contents it shows. */
export interface ContentsOptions {
  webPreferences: Electron.WebPreferences
  bounds: Electron.Rectangle
  close(waitForBeforeUnload: boolean): void
  isFocused(): boolean
  focus(): void
  titled(title: string): void
  /** The tab was closed from outside. */
  lost(): void
}

/** What the stand-in's other parts may do to contents, and the app may not. */
export interface Internals {
  target(contents: WebContents): Target
  reply(contents: WebContents, frame: WebFrameMain, head: Head, body: string): void
  resize(contents: WebContents, size: { width: number; height: number }): void
  visible(contents: WebContents, visible: boolean): void
  destroy(contents: WebContents): void
  mayNavigate(contents: WebContents, paused: Protocol.Fetch.requestPausedPayload): Promise<boolean>
  hasFrame(contents: WebContents, frameId: string): boolean
  answered(contents: WebContents, status: number): void
  /** Opens the page anew in another tab. */
  revive(contents: WebContents): void
  /** Starts to hear of crashes, titles and tabs closed from outside. */
  watch(): void
}

/** Set by the class below, which alone can reach its private fields. */
export let internals: Internals

/** `WebContents`: a page, which is always that of a window here. */
export class WebContents extends PageCommands {
  readonly id: number = ++lastId
  readonly ipc: IpcMain = new IpcMain()
  readonly session: Session = session.defaultSession
  #options: ContentsOptions
  #target: Target
  #frames: FrameTree
  #state: PageState
  #size: { width: number; height: number }
  #userAgent = ''

  constructor(options: ContentsOptions) {
    super(options.webPreferences)
    this.#options = options
    this.#size = options.bounds
    this.#frames = new FrameTree({
      processId: this.id + 1,
      send: (frameId, channel, args) => this.#target.tell(frameId, { k: 'send', c: channel }, clone.encode(args)),
      execute: (frameId, code, gesture) => this.#target.execute(frameId, code, gesture),
    })
    this.#state = {
      loading: false,
      crashed: false,
      destroyed: false,
      visible: true,
      title: '',
      ownLoad: false,
      requested: new Set(),
      status: 200,
    }
    this.#target = this.#makeTarget()
    all.set(this.id, this)
    app.emit('web-contents-created', new StandinEvent(), this)
  }

  #makeTarget(): Target {
    const { preload, additionalArguments, nodeIntegrationInSubFrames } = this.#options.webPreferences
    return new Target(
      {
        preloads: [...this.session.getPreloads(), ...(preload ? [preload] : [])],
        subframes: nodeIntegrationInSubFrames ?? false,
        argv: [process.execPath, '--type=renderer', ...(additionalArguments ?? [])],
        ...this.#options.bounds,
        ...this.#size,
        onPreloadError: (path, error) => {
          console.error(`Unable to load preload script: ${path}\n`, error)
          this.emit('preload-error', new StandinEvent(), path, error)
        },
        onMessage: (frameId, head, body) => this.#heard(frameId, head, body),
        onWorld: (frameId) => {
          if (!this.#state.visible) this.#target.tell(frameId, { k: 'visible' }, clone.encode(false))
        },
      },
      (opened) => this.#opened(opened),
    )
  }

  #opened(opened: CdpSession): void {
    this.#frames.named(this.#target.id)
    this.#applySize(opened)
    opened.post('Emulation.setEmulatedMedia', { features: mediaFeatures() })
    const userAgent = this.#userAgent || this.session.getUserAgent()
    if (userAgent) opened.post('Emulation.setUserAgentOverride', { userAgent })
    watchPage(opened, this, this.#frames, this.#state)
  }

  #heard(frameId: string, head: Head, body: string): void {
    const frame = this.#frames.get(frameId)
    if (!frame || this.#state.destroyed) return
    switch (head.k) {
      case 'invoke':
      case 'send':
        receive(this, frame, head, body)
        break
      case 'error':
        this.emit('preload-error', new StandinEvent(), head.c, clone.decode(body))
        break
      case 'key':
        this.emit('before-input-event', new StandinEvent(), { modifiers: [], ...(clone.decode(body) as object) })
        break
      case 'menu':
        this.emit('context-menu', new StandinEvent(), {
          ...(clone.decode(body) as object),
          frame,
          frameURL: frame.url,
          pageURL: this.getURL(),
          misspelledWord: '',
          dictionarySuggestions: [],
          editFlags: {
            canUndo: true,
            canRedo: true,
            canCut: true,
            canCopy: true,
            canPaste: true,
            canDelete: true,
            canSelectAll: true,
          },
          menuSourceType: 'mouse',
        })
        break
      case 'open':
        windowOpened(clone.decode(body) as Partial<Electron.HandlerDetails>, this, this.#state)
        break
      case 'files':
        ignore(
          this.#target.filePaths(frameId, head.i ?? 0, clone.decode(body) as number).then((paths) => {
            this.#target.tell(frameId, { k: 'paths', i: head.i ?? 0 }, clone.encode(paths))
          }),
        )
        break
      default:
        break
    }
  }

  /** A window's size is the page's, whatever the room that Chromium's own frame leaves. */
  #applySize(to: CdpSession): void {
    const { width, height } = this.#size
    const zoom = this.getZoomFactor()
    const scaled = { width: Math.round(width / zoom), height: Math.round(height / zoom) }
    to.post('Emulation.setDeviceMetricsOverride', {
      ...scaled,
      deviceScaleFactor: zoom === 1 ? 0 : zoom,
      mobile: false,
    })
  }

  protected override zoomed(): void {
    if (this.#target.session) this.#applySize(this.#target.session)
  }

  get mainFrame(): WebFrameMain {
    return this.#frames.main
  }

  /** Electron's objects throw once they are destroyed. */
  #use(): void {
    if (this.#state.destroyed) throw new TypeError('Object has been destroyed')
  }

  /** Cloned before anything is sent, so that what cannot be cloned throws here, at its cause. */
  send(channel: string, ...args: unknown[]): void {
    this.#use()
    if (typeof channel !== 'string') throw new TypeError('Missing required channel argument')
    const body = clone.encode(args)
    this.#target.tell(this.#target.id, { k: 'send', c: channel }, body)
  }

  loadURL(url: string, options?: Electron.LoadURLOptions): Promise<void> {
    void options
    this.#use()
    return load(this, this.#target, this.#state, url)
  }

  loadFile(file: string, options: Electron.LoadFileOptions = {}): Promise<void> {
    return this.loadURL(fileUrl(app.getAppPath(), file, options))
  }

  reload(): void {
    this.#use()
    this.#state.ownLoad = true
    // A crashed page has no process that could reload it: Chromium starts a new one for a navigation.
    this.#target.whenOpen((to) =>
      this.#state.crashed
        ? this.loadURL(this.getURL())
        : to.send('Page.reload').finally(() => (this.#state.ownLoad = true)),
    )
  }

  reloadIgnoringCache(): void {
    this.reload()
  }

  stop(): void {
    this.#target.whenOpen((to) => to.send('Page.stopLoading'))
  }

  close(options?: Electron.CloseOpts): void {
    this.#options.close(options?.waitForBeforeUnload ?? false)
  }

  isDestroyed(): boolean {
    return this.#state.destroyed
  }

  isCrashed(): boolean {
    return this.#state.crashed
  }

  isLoading(): boolean {
    return this.#state.loading
  }

  isLoadingMainFrame(): boolean {
    return this.#state.loading
  }

  getURL(): string {
    this.#use()
    const { url } = this.#frames.main
    return url === 'about:blank' && !this.#state.pending ? '' : url
  }

  getTitle(): string {
    return this.#state.title
  }

  getType(): 'window' {
    return 'window'
  }

  getProcessId(): number {
    return this.mainFrame.processId
  }

  focus(): void {
    this.#options.focus()
  }

  isFocused(): boolean {
    return this.#options.isFocused()
  }

  override executeJavaScript(code: string, userGesture = false): Promise<unknown> {
    this.#use()
    return this.#target.execute(this.#target.id, code, userGesture)
  }

  setWindowOpenHandler(handler: (details: Electron.HandlerDetails) => Electron.WindowOpenHandlerResponse): void {
    this.#state.openHandler = handler
  }

  async capturePage(rect?: Electron.Rectangle): Promise<NativeImage> {
    await this.#target.opened
    const clip = rect ? { clip: { ...rect, scale: 1 } } : {}
    const answer = await this.#target.session?.send('Page.captureScreenshot', { format: 'png', ...clip })
    return nativeImage.createFromBuffer(Buffer.from(answer?.data ?? '', 'base64'))
  }

  setUserAgent(userAgent: string): void {
    this.#userAgent = userAgent
    this.#target.whenOpen((to) => to.send('Emulation.setUserAgentOverride', { userAgent }))
  }

  getUserAgent(): string {
    return this.#userAgent || this.session.getUserAgent()
  }

  get userAgent(): string {
    return this.getUserAgent()
  }

  set userAgent(userAgent: string) {
    this.setUserAgent(userAgent)
  }

  forcefullyCrashRenderer(): void {
    this.#target.whenOpen((to) => to.send('Page.crash'))
  }

  override insertText(text: string): Promise<void> {
    return this.#target.opened.then(async () => {
      await this.#target.session?.send('Input.insertText', { text })
    })
  }

  sendInputEvent(input: Electron.MouseInputEvent | Electron.MouseWheelInputEvent | Electron.KeyboardInputEvent): void {
    sendInput(this, this.#target, input)
  }

  static fromId(id: number): WebContents | undefined {
    return all.get(id)
  }

  static fromFrame(frame: WebFrameMain): WebContents | undefined {
    return [...all.values()].find((contents) => contents.mainFrame === frame.top)
  }

  static fromDevToolsTargetId(targetId: string): WebContents | undefined {
    return [...all.values()].find((contents) => contents.#target.id === targetId)
  }

  static getAllWebContents(): WebContents[] {
    return [...all.values()]
  }

  static getFocusedWebContents(): WebContents | null {
    return [...all.values()].find((contents) => contents.isFocused()) ?? null
  }

  static {
    internals = {
      target: (contents: WebContents): Target => contents.#target,
      reply: (contents: WebContents, frame: WebFrameMain, head: Head, body: string): void => {
        if (!contents.#state.destroyed) contents.#target.tell(contents.#frames.idOf(frame), head, body)
      },
      resize: (contents: WebContents, size: { width: number; height: number }): void => {
        contents.#size = size
        if (contents.#target.session) contents.#applySize(contents.#target.session)
      },
      visible: (contents: WebContents, visible: boolean): void => {
        if (contents.#state.visible === visible) return
        contents.#state.visible = visible
        contents.#target.tell(contents.#target.id, { k: 'visible' }, clone.encode(visible))
      },
      destroy: (contents: WebContents): void => {
        if (contents.#state.destroyed) return
        contents.#state.destroyed = true
        all.delete(contents.id)
        abandon(contents.#state)
        contents.#target.close()
        contents.emit('destroyed')
      },
      mayNavigate: (contents: WebContents, paused: Protocol.Fetch.requestPausedPayload): Promise<boolean> => {
        const to = contents.#target.session
        return to ? mayNavigate(to, contents, contents.#frames, contents.#state, paused) : Promise.resolve(true)
      },
      hasFrame: (contents: WebContents, frameId: string): boolean => contents.#frames.get(frameId) !== undefined,
      answered: (contents: WebContents, status: number): void => {
        contents.#state.status = status
      },
      revive: (contents: WebContents): void => {
        const url = contents.getURL()
        contents.#target = contents.#makeTarget()
        if (url) ignore(contents.loadURL(url))
      },
      watch: (): void => {
        const { browser } = cdp()
        const find = (targetId: string): WebContents | undefined => WebContents.fromDevToolsTargetId(targetId)
        browser.on('Target.targetCrashed', ({ targetId, status, errorCode }) => {
          const contents = find(targetId)
          if (contents) gone(contents, contents.#state, status, errorCode)
        })
        browser.on('Target.targetCreated', ({ targetInfo: { targetId, type, openerId } }) => {
          // A window that a page has got past all that refuses it.
          if (type === 'page' && openerId) browser.post('Target.closeTarget', { targetId })
        })
        browser.on('Target.targetDestroyed', ({ targetId }) => {
          const contents = find(targetId)
          if (contents && !contents.#state.destroyed) contents.#options.lost()
        })
        browser.on('Target.targetInfoChanged', ({ targetInfo: { targetId, title, url } }) => {
          const contents = find(targetId)
          // Chromium calls a page without a title by its address.
          if (!contents || !title || title === contents.#state.title || url.includes(title)) return
          contents.#state.title = title
          contents.emit('page-title-updated', new StandinEvent(), title, true)
          contents.#options.titled(title)
        })
      },
    }
  }
}
