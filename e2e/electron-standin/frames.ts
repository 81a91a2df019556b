import type { Protocol } from './cdp.ts'
import { StrictEmitter } from './strict.ts'
import { toApp } from './schemes.ts'

let lastRoutingId = 0

/** What a frame needs of the page that it is in. */
export interface FrameHost {
  processId: number
  send(frameId: string, channel: string, args: unknown[]): void
  execute(frameId: string, code: string, userGesture: boolean): Promise<unknown>
}

/** `WebFrameMain`: a frame of a page. */
export class WebFrameMain extends StrictEmitter {
  static override standinName = 'webFrameMain'
  readonly routingId: number = ++lastRoutingId
  readonly frameTreeNodeId: number = this.routingId
  readonly parent: WebFrameMain | null
  readonly frames: WebFrameMain[] = []
  name = ''
  #id: string
  #host: FrameHost
  #url = ''
  #origin = 'null'
  #detached = false

  constructor(host: FrameHost, id: string, parent: WebFrameMain | null) {
    super()
    this.#host = host
    this.#id = id
    this.parent = parent
    parent?.frames.push(this)
  }

  get url(): string {
    return this.#url
  }

  get origin(): string {
    return this.#origin
  }

  get processId(): number {
    return this.#host.processId
  }

  get detached(): boolean {
    return this.#detached
  }

  get top(): WebFrameMain {
    return this.parent ? this.parent.top : this
  }

  get framesInSubtree(): WebFrameMain[] {
    return [this, ...this.frames.flatMap((frame) => frame.framesInSubtree)]
  }

  isDestroyed(): boolean {
    return this.#detached
  }

  send(channel: string, ...args: unknown[]): void {
    this.#host.send(this.#id, channel, args)
  }

  executeJavaScript(code: string, userGesture = false): Promise<unknown> {
    return this.#host.execute(this.#id, code, userGesture)
  }

  static idOf(frame: WebFrameMain): string {
    return frame.#id
  }

  static named(frame: WebFrameMain, id: string): void {
    frame.#id = id
  }

  static moved(frame: WebFrameMain, { url, urlFragment, securityOrigin, name }: Protocol.Page.Frame): void {
    frame.#url = toApp(url + (urlFragment ?? ''))
    frame.#origin = securityOrigin.includes('://') && securityOrigin !== '://' ? toApp(securityOrigin) : 'null'
    frame.name = name ?? ''
  }

  static urlChanged(frame: WebFrameMain, url: string): void {
    frame.#url = toApp(url)
  }

  static detach(frame: WebFrameMain): void {
    for (const child of [...frame.frames]) WebFrameMain.detach(child)
    frame.#detached = true
    const siblings = frame.parent?.frames
    siblings?.splice(siblings.indexOf(frame), 1)
  }
}

/** The frames of a page by Chromium's ids. */
export class FrameTree {
  readonly main: WebFrameMain
  #frames = new Map<string, WebFrameMain>()
  #host: FrameHost

  constructor(host: FrameHost) {
    this.#host = host
    this.main = new WebFrameMain(host, '', null)
  }

  /** The main frame is there before Chromium has named it. */
  named(mainId: string): void {
    WebFrameMain.named(this.main, mainId)
    this.#frames.set(mainId, this.main)
  }

  /** A frame's URL changed without a new document. */
  moved(frame: WebFrameMain, url: string): void {
    WebFrameMain.urlChanged(frame, url)
  }

  /** Chromium's id of a frame. */
  idOf(frame: WebFrameMain): string {
    return WebFrameMain.idOf(frame)
  }

  get(id: string): WebFrameMain | undefined {
    return this.#frames.get(id)
  }

  attached(id: string, parentId: string): void {
    const parent = this.#frames.get(parentId) ?? this.main
    if (!this.#frames.has(id)) this.#frames.set(id, new WebFrameMain(this.#host, id, parent))
  }

  detached(id: string): void {
    const frame = this.#frames.get(id)
    if (!frame || frame === this.main) return
    this.#frames.delete(id)
    WebFrameMain.detach(frame)
  }

  navigated(frame: Protocol.Page.Frame): WebFrameMain {
    if (frame.parentId) this.attached(frame.id, frame.parentId)
    const known = this.#frames.get(frame.id) ?? this.main
    WebFrameMain.moved(known, frame)
    return known
  }
}
