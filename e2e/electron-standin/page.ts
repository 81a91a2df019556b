import type { CdpSession, Protocol } from './cdp.ts'
import { ignore } from './core.ts'
import { isSeen } from './display.ts'
import { StandinEvent } from './event.ts'
import { FrameTree, type WebFrameMain } from './frames.ts'
import { mediaFeatures } from './nativeTheme.ts'
import { abandon, mayNavigate, watchPage, type PageState } from './navigation.ts'
import { hear } from './pageMessages.ts'
import { allContents } from './pages.ts'
import { clone, Target } from './target.ts'
import type { WebContents } from './webContents.ts'
import type { Head } from './worlds.ts'

/** What the window gives the contents it shows. */
export interface PageOptions {
  webPreferences: Electron.WebPreferences
  bounds: Electron.Rectangle
  close(waitForBeforeUnload: boolean): void
  isFocused(): boolean
  focus(): void
  titled(title: string): void
  /** The tab was closed from outside. */
  lost(): void
}

/** What stands behind a `WebContents`: what the stand-in's other parts may do to it, and the app may not. */
export interface Page {
  readonly options: PageOptions
  readonly frames: FrameTree
  readonly state: PageState
  /** The tab; another one after `revive`. */
  target: Target
  /** Empty for the session's. */
  userAgent: string
  reply(frame: WebFrameMain, head: Head, body: string): void
  resize(size: Electron.Size): void
  /** Makes the page as large as its window, at the contents' zoom. */
  fit(): void
  setVisible(visible: boolean): void
  mayNavigate(paused: Protocol.Fetch.requestPausedPayload): Promise<boolean>
  /** Opens the page anew in another tab. */
  revive(): void
  destroy(): void
}

/** Opens the tab of new contents. */
export function createPage(contents: WebContents, options: PageOptions): Page {
  let size: Electron.Size = options.bounds
  const frames = new FrameTree({
    processId: contents.id + 1,
    send: (frameId, channel, args) => page.target.tell(frameId, { k: 'send', c: channel }, clone.encode(args)),
    execute: (frameId, code, gesture) => page.target.execute(frameId, code, gesture),
  })
  const state: PageState = {
    loading: false,
    crashed: false,
    destroyed: false,
    visible: true,
    title: '',
    ownLoad: false,
    requested: new Set(),
    status: 200,
  }

  function openTarget(): Target {
    const { preload, additionalArguments, nodeIntegrationInSubFrames } = options.webPreferences
    return new Target(
      {
        preloads: [...contents.session.getPreloads(), ...(preload ? [preload] : [])],
        subframes: nodeIntegrationInSubFrames ?? false,
        argv: [process.execPath, '--type=renderer', ...(additionalArguments ?? [])],
        ...options.bounds,
        ...size,
        onPreloadError: (path, error) => {
          console.error(`Unable to load preload script: ${path}\n`, error)
          contents.emit('preload-error', new StandinEvent(), path, error)
        },
        onMessage: (frameId, head, body) => hear(contents, page, frameId, head, body),
        onWorld: (frameId) => {
          if (!state.visible) page.target.tell(frameId, { k: 'visible' }, clone.encode(false))
        },
      },
      opened,
    )
  }

  function opened(session: CdpSession): void {
    frames.named(page.target.id)
    fitTo(session)
    session.post('Emulation.setEmulatedMedia', { features: mediaFeatures() })
    const userAgent = page.userAgent || contents.session.getUserAgent()
    if (userAgent) session.post('Emulation.setUserAgentOverride', { userAgent })
    watchPage(session, contents, frames, state)
  }

  /** A window's size is the page's, whatever the room that Chromium's own frame leaves. */
  function fitTo(session: CdpSession): void {
    const zoom = contents.getZoomFactor()
    if (isSeen() && zoom === 1) {
      // A person may resize Chromium's window by hand, and the page has to follow.
      session.post('Emulation.clearDeviceMetricsOverride')
      return
    }
    session.post('Emulation.setDeviceMetricsOverride', {
      width: Math.round(size.width / zoom),
      height: Math.round(size.height / zoom),
      deviceScaleFactor: zoom === 1 ? 0 : zoom,
      mobile: false,
    })
  }

  const page: Page = {
    options,
    frames,
    state,
    target: openTarget(),
    userAgent: '',
    reply(frame, head, body) {
      if (!state.destroyed) page.target.tell(frames.idOf(frame), head, body)
    },
    resize(to) {
      size = to
      page.fit()
    },
    fit() {
      if (page.target.session) fitTo(page.target.session)
    },
    setVisible(visible) {
      if (state.visible === visible) return
      state.visible = visible
      page.target.tell(page.target.id, { k: 'visible' }, clone.encode(visible))
    },
    mayNavigate(paused) {
      const { session } = page.target
      return session ? mayNavigate(session, contents, frames, state, paused) : Promise.resolve(true)
    },
    revive() {
      const url = contents.getURL()
      page.target = openTarget()
      if (url) ignore(contents.loadURL(url))
    },
    destroy() {
      if (state.destroyed) return
      state.destroyed = true
      allContents.delete(contents.id)
      abandon(state)
      page.target.close()
      contents.emit('destroyed')
    },
  }
  return page
}
