import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { compileFunction } from 'node:vm'
import { openAppWindow } from './appWindow.ts'
import type { CdpSession } from './cdp.ts'
import { createClone } from './clone.ts'
import { cdp, ignore } from './core.ts'
import { isSeen } from './display.ts'
import { toPage } from './schemes.ts'
import { worldScripts, type Head, type WorldOptions } from './worlds.ts'

const WORLD = 'Electron Isolated Context'
const PRELOAD_PARAMETERS = ['require', 'module', 'exports', 'process', 'global']

/** The codec of the main process. */
export const clone = createClone()

/** What a new target needs to know. */
export interface TargetOptions {
  preloads: string[]
  subframes: boolean
  argv: string[]
  width: number
  height: number
  x: number
  y: number
  onPreloadError(path: string, error: Error): void
  /** A message of the isolated world of a frame. */
  onMessage(frameId: string, head: Head, body: string): void
  /** A frame's isolated world is there, its preload about to run. */
  onWorld(frameId: string): void
}

/** A tab of Chromium, in a window of its own, with the preload's world installed. */
export class Target {
  /** Chromium's name for it, which is also the id of its main frame; empty until it is open. */
  id = ''
  /** Resolves when commands may be sent; never rejects. */
  readonly opened: Promise<void>
  #windowId = 0
  #session: CdpSession | undefined
  #isolated = new Map<string, number>()
  #frames = new Map<number, string>()
  #pages = new Map<string, string>()
  readonly #names = { binding: name(), receive: name(), toMain: name(), toIsolated: name() }
  #options: TargetOptions

  constructor(options: TargetOptions, onOpen: (session: CdpSession) => void) {
    this.#options = options
    this.opened = this.#open(onOpen).catch((error: unknown) => {
      console.error('The stand-in for Electron could not open a window:', error)
    })
  }

  async #open(onOpen: (session: CdpSession) => void): Promise<void> {
    const { browser, session: connect } = cdp()
    const { width, height, x, y } = this.#options
    const [left, top] = [Math.max(0, x), Math.max(0, y)]
    const newTab = { url: 'about:blank', newWindow: true, width, height, left, top }
    const targetId = (await openAppWindow()) ?? (await browser.send('Target.createTarget', newTab)).targetId
    this.id = targetId
    const { sessionId } = await browser.send('Target.attachToTarget', { targetId, flatten: true })
    const session = connect(sessionId)
    this.#session = session
    this.#listen(session)
    onOpen(session)
    await Promise.all([
      session.send('Page.enable'),
      session.send('Runtime.enable'),
      session.send('Log.enable'),
      session.send('Runtime.addBinding', { name: this.#names.binding, executionContextName: WORLD }),
      ...this.#scripts().map(({ source, worldName }) =>
        session.send('Page.addScriptToEvaluateOnNewDocument', worldName ? { source, worldName } : { source }),
      ),
      browser.send('Browser.getWindowForTarget', { targetId }).then(({ windowId }) => (this.#windowId = windowId)),
    ])
    if (!isSeen()) return
    const undo = session.on('Page.loadEventFired', () => {
      undo()
      // Nobody shall go back to the document with which the window opened.
      session.post('Page.resetNavigationHistory')
    })
    await this.place({ x: left, y: top, width, height }).catch(() => undefined)
  }

  #scripts(): Array<{ source: string; worldName?: string }> {
    const { preloads, subframes, argv } = this.#options
    const { platform, arch, versions } = process
    const options: WorldOptions = {
      ...this.#names,
      subframes,
      process: { platform, arch, versions: { ...versions }, argv },
    }
    const { main, isolated } = worldScripts(options)
    const all: Array<{ source: string; worldName?: string }> = [
      { source: main },
      { source: isolated, worldName: WORLD },
    ]
    for (const path of preloads) {
      try {
        const code = readFileSync(path, 'utf8')
        // A preload that does not parse must not take its caller along, and is reported as Electron reports it.
        compileFunction(code, PRELOAD_PARAMETERS, { filename: path })
        const call = `globalThis.${this.#names.receive}Preload?.(${JSON.stringify(path)}, `
        const source = `${call}function (${PRELOAD_PARAMETERS.join(', ')}) {${code}\n})\n//# sourceURL=${path}`
        all.push({ source, worldName: WORLD })
      } catch (error) {
        this.#options.onPreloadError(path, error as Error)
      }
    }
    return all
  }

  #listen(session: CdpSession): void {
    session.on('Runtime.executionContextCreated', ({ context }) => {
      const { frameId } = (context.auxData ?? {}) as { frameId?: string }
      if (!frameId) return
      if ((context.auxData as { isDefault?: boolean }).isDefault) this.#pages.set(frameId, context.uniqueId)
      if (context.name !== WORLD) return
      this.#frames.set(context.id, frameId)
      this.#isolated.set(frameId, context.id)
      this.#options.onWorld(frameId)
    })
    session.on('Runtime.executionContextDestroyed', ({ executionContextId }) => {
      const frameId = this.#frames.get(executionContextId)
      this.#frames.delete(executionContextId)
      if (frameId && this.#isolated.get(frameId) === executionContextId) this.#isolated.delete(frameId)
    })
    session.on('Runtime.executionContextsCleared', () => {
      this.#frames.clear()
      this.#isolated.clear()
    })
    session.on('Runtime.bindingCalled', ({ name, payload, executionContextId }) => {
      const frameId = this.#frames.get(executionContextId)
      if (name !== this.#names.binding || !frameId) return
      const end = payload.indexOf('\n')
      this.#options.onMessage(frameId, JSON.parse(payload.slice(0, end)) as Head, payload.slice(end + 1))
    })
  }

  /** The session, once open. */
  get session(): CdpSession | undefined {
    return this.#session
  }

  /** Runs when the target is open. */
  whenOpen(use: (session: CdpSession) => Promise<unknown> | undefined): void {
    const run = (): void => {
      const done = this.#session && use(this.#session)
      if (done) ignore(done)
    }
    void this.opened.then(run)
  }

  /** Speaks to a frame's isolated world; what is said to a frame without one is lost, as in Electron. */
  tell(frameId: string, head: Head, body: string): void {
    const executionContextId = this.#isolated.get(frameId)
    if (executionContextId === undefined) return
    // The function's source never changes, so that Chromium compiles it once.
    this.#session?.post('Runtime.callFunctionOn', {
      functionDeclaration: `function(m){${this.#names.receive}(m)}`,
      executionContextId,
      arguments: [{ value: JSON.stringify(head) + '\n' + body }],
      silent: true,
    })
  }

  /** Runs code in the page's own world, as `executeJavaScript` does. */
  async execute(frameId: string, code: string, userGesture: boolean): Promise<unknown> {
    await this.opened
    const session = this.#session
    if (!session) throw new Error('The page is gone')
    const uniqueContextId = frameId === this.id || frameId === '' ? undefined : this.#pages.get(frameId)
    const where = uniqueContextId === undefined ? {} : { uniqueContextId }
    const run = { expression: code, userGesture, awaitPromise: true, returnByValue: true, ...where }
    const { result, exceptionDetails } = await session.send('Runtime.evaluate', run)
    if (!exceptionDetails) return result.unserializableValue ? Number(result.unserializableValue) : result.value
    const { exception, text } = exceptionDetails
    throw new Error(exception?.description?.split('\n')[0]?.replace(/^Error: /, '') ?? String(exception?.value ?? text))
  }

  /** Where the files that a page is about to receive come from; `''` for those that are not on disk. */
  async filePaths(frameId: string, request: number, count: number): Promise<string[]> {
    const contextId = this.#isolated.get(frameId)
    if (contextId === undefined || !this.#session) return []
    const paths: string[] = []
    for (let i = 0; i < count; i++) {
      const expression = `${this.#names.receive}Files${String(request)}[${String(i)}]`
      const { result } = await this.#session.send('Runtime.evaluate', { expression, contextId })
      const objectId = result.objectId ?? ''
      const { path } = await this.#session.send('DOM.getFileInfo', { objectId }).catch(() => ({ path: '' }))
      paths.push(path)
    }
    return paths
  }

  /** Goes to a URL; answers with Chromium's error (`net::ERR_…`), if any, and without a loader if no document was loaded. */
  async navigate(url: string): Promise<{ errorText?: string; loaderId?: string }> {
    await this.opened
    if (!this.#session) return { errorText: 'net::ERR_FAILED' }
    return this.#session.send('Page.navigate', { url: toPage(url) })
  }

  /** Moves and sizes Chromium's window, as far as it can follow. */
  async place({ x, y, width, height }: Electron.Rectangle): Promise<void> {
    const { browser } = cdp()
    const windowId = this.#windowId
    await browser.send('Browser.setContentsSize', { windowId, width, height })
    await browser.send('Browser.setWindowBounds', { windowId, bounds: { left: x, top: y } })
  }

  /** Closes the tab, without asking its page. */
  close(): void {
    void this.opened.then(() => {
      if (this.id) cdp().browser.post('Target.closeTarget', { targetId: this.id })
      this.#session?.dispose()
    })
  }
}

function name(): string {
  return `standin${randomUUID().replaceAll('-', '')}`
}
