import { setTimeout } from 'node:timers/promises'
import { app } from './app.ts'
import type { CdpSession, Protocol } from './cdp.ts'
import { eventWith, StandinEvent } from './event.ts'
import type { FrameTree, WebFrameMain } from './frames.ts'
import { loadError, netError } from './netErrors.ts'
import { toApp } from './schemes.ts'
import { missing } from './strict.ts'
import type { Target } from './target.ts'
import type { WebContents } from './webContents.ts'

type OpenHandler = (details: Electron.HandlerDetails) => Electron.WindowOpenHandlerResponse

/** Where a page stands. */
export interface PageState {
  loading: boolean
  crashed: boolean
  destroyed: boolean
  visible: boolean
  title: string
  /** Set while a load is on its way that the main process (and not the page) asked for. */
  ownLoad: boolean
  /** Frames that are about to navigate because the page asked for it. */
  requested: Set<string>
  /** The `loadURL` that waits. */
  pending?: { url: string; committed: boolean; resolve: () => void; reject: (error: Error) => void } | undefined
  /** The status of the last document that the app's own scheme answered. */
  status: number
  openHandler?: OpenHandler | undefined
}

/** Loads a URL as `webContents.loadURL` does. */
export function load(contents: WebContents, target: Target, state: PageState, url: string): Promise<void> {
  try {
    new URL(url)
  } catch {
    const error = netError('net::ERR_INVALID_URL')
    contents.emit('did-fail-load', new StandinEvent(), error.errno, error.code, url, true, 0, 0)
    return Promise.reject(loadError(error, url))
  }
  state.pending?.reject(loadError(netError('net::ERR_ABORTED'), state.pending.url))
  const loaded = new Promise<void>((resolve, reject) => {
    const pending = { url, committed: false, resolve, reject }
    state.pending = pending
    state.ownLoad = true
    const settle = (error?: Error): void => {
      if (state.pending === pending) state.pending = undefined
      if (error) reject(error)
      else resolve()
    }
    target.navigate(url).then(
      ({ errorText, loaderId }) => {
        state.ownLoad = false
        if (errorText) {
          const error = netError(errorText)
          const name = error.code === 'ERR_ABORTED' ? 'did-fail-provisional-load' : 'did-fail-load'
          contents.emit(name, new StandinEvent(), error.errno, error.code, url, true, ...idsOf(contents.mainFrame))
          settle(loadError(error, url))
        } else if (!loaderId) {
          // It stayed in the same document: there is nothing to wait for.
          settle()
        }
      },
      () => settle(loadError(netError('net::ERR_FAILED'), url)),
    )
  })
  // As in Electron, nobody has to care.
  loaded.catch(() => undefined)
  return loaded
}

/** Ends a load whose page is gone. */
export function abandon(state: PageState): void {
  state.pending?.reject(loadError(netError('net::ERR_FAILED'), state.pending.url))
  state.pending = undefined
}

/** Turns what Chromium says of a page into Electron's events. */
export function watchPage(session: CdpSession, contents: WebContents, frames: FrameTree, state: PageState): void {
  const isMain = (frameId: string): boolean => frames.get(frameId) === frames.main

  session.on('Page.frameAttached', ({ frameId, parentFrameId }) => frames.attached(frameId, parentFrameId))
  session.on('Page.frameDetached', ({ frameId, reason }) => {
    if (reason !== 'swap') frames.detached(frameId)
  })
  session.on('Page.frameRequestedNavigation', ({ frameId }) => state.requested.add(frameId))
  session.on('Page.frameStartedLoading', ({ frameId }) => {
    if (!isMain(frameId) || state.loading) return
    state.loading = true
    contents.emit('did-start-loading')
  })
  session.on('Page.frameStoppedLoading', ({ frameId }) => {
    state.requested.delete(frameId)
    if (!isMain(frameId) || !state.loading) return
    state.loading = false
    contents.emit('did-stop-loading')
  })
  session.on('Page.frameNavigated', ({ frame }) => navigated(frame, contents, frames, state))
  session.on('Page.navigatedWithinDocument', ({ frameId, url }) => {
    const frame = frames.get(frameId)
    if (!frame) return
    frames.moved(frame, url)
    contents.emit('did-navigate-in-page', new StandinEvent(), toApp(url), isMain(frameId), ...idsOf(frame))
  })
  session.on('Page.domContentEventFired', () => contents.emit('dom-ready', new StandinEvent()))
  session.on('Page.loadEventFired', () => {
    if (state.pending && !state.pending.committed) return
    contents.emit('did-finish-load')
    state.pending?.resolve()
    state.pending = undefined
  })
  watchConsole(session, contents)
}

function navigated(frame: Protocol.Page.Frame, contents: WebContents, frames: FrameTree, state: PageState): void {
  const known = frames.navigated(frame)
  const main = known === frames.main
  if (main) {
    state.crashed = false
    if (state.pending) state.pending.committed = true
  }
  if (frame.unreachableUrl) {
    // A load that the main process asked for reports its failure by itself, and with the reason.
    if (state.ownLoad || state.pending) return
    const { code, errno } = netError('net::ERR_FAILED')
    contents.emit('did-fail-load', new StandinEvent(), errno, code, toApp(frame.unreachableUrl), main, ...idsOf(known))
    return
  }
  const status = state.status
  const text = status === 200 ? 'OK' : ''
  if (main) contents.emit('did-navigate', new StandinEvent(), known.url, status, text)
  contents.emit('did-frame-navigate', new StandinEvent(), known.url, status, text, main, ...idsOf(known))
}

/** Asks the app about a window that the page would open; the page has been told that it did not. */
export function windowOpened(opened: Partial<Electron.HandlerDetails>, contents: WebContents, state: PageState): void {
  const { url = '', frameName = '', features = '' } = opened
  const isPopup = /(^|,)\s*(width|height|left|top|popup)\b/.test(features)
  const answer = state.openHandler?.({
    url: toApp(url),
    frameName,
    features,
    disposition: opened.disposition ?? (isPopup ? 'new-window' : 'foreground-tab'),
    referrer: { url: contents.getURL(), policy: 'strict-origin-when-cross-origin' },
  })
  if (answer?.action !== 'deny')
    throw missing(`way to open a window for '${toApp(url)}': only { action: 'deny' } is supported`)
}

/** Whether a document may load; asks the app when a page wants to leave. */
export async function mayNavigate(
  session: CdpSession,
  contents: WebContents,
  frames: FrameTree,
  state: PageState,
  { frameId, request, redirectedRequestId }: Protocol.Fetch.requestPausedPayload,
): Promise<boolean> {
  const frame = frames.get(frameId) ?? null
  const isMainFrame = frame === frames.main
  const details = { url: toApp(request.url), isSameDocument: false, isMainFrame, frame, initiator: frame }
  const ids = frame ? idsOf(frame) : [0, 0]
  if (redirectedRequestId) {
    const event = eventWith(details)
    contents.emit('will-redirect', event, details.url, false, isMainFrame, ...ids)
    return !event.defaultPrevented
  }
  if (isMainFrame && state.ownLoad) return true
  // What the page asked for was announced before, but on another way than this request came, so give it a moment. An
  // answer of the page would be the end of that way, but Chromium holds all answers back while it reloads.
  if (!state.requested.has(frameId)) {
    await Promise.race([session.send('Runtime.evaluate', { expression: '0' }).catch(() => undefined), setTimeout(30)])
  }
  if (!state.requested.delete(frameId)) return true
  const event = eventWith(details)
  contents.emit('will-frame-navigate', event, details.url, false, isMainFrame, ...ids)
  if (isMainFrame && !event.defaultPrevented) contents.emit('will-navigate', event, details.url, false, true, ...ids)
  return !event.defaultPrevented
}

/** A page's process has ended on its own. */
export function gone(contents: WebContents, state: PageState, status: string, exitCode: number): void {
  if (state.crashed) return
  state.crashed = true
  state.loading = false
  const reason = status === 'killed' || status === 'oom' ? status : 'crashed'
  const details = { reason, exitCode }
  contents.emit('render-process-gone', eventWith({}), details)
  app.emit('render-process-gone', eventWith({}), contents, details)
}

function watchConsole(session: CdpSession, contents: WebContents): void {
  const levels = ['debug', 'info', 'warning', 'error'] as const
  const say = (level: (typeof levels)[number], message: string, lineNumber: number, sourceId: string): void => {
    const details = { message, level, lineNumber, sourceId: toApp(sourceId), frame: contents.mainFrame }
    const number = levels.indexOf(level)
    contents.emit('console-message', eventWith(details), number, message, lineNumber, details.sourceId)
  }
  session.on('Runtime.consoleAPICalled', ({ type, args, stackTrace }) => {
    if (contents.listenerCount('console-message') === 0) return
    const level =
      type === 'error' || type === 'assert'
        ? 'error'
        : type === 'warning'
          ? 'warning'
          : type === 'debug'
            ? 'debug'
            : 'info'
    const at = stackTrace?.callFrames[0]
    const text = args
      .map((arg) => String(arg.value ?? arg.unserializableValue ?? arg.description ?? arg.type))
      .join(' ')
    say(level, text, (at?.lineNumber ?? -1) + 1, at?.url ?? '')
  })
  session.on('Runtime.exceptionThrown', ({ exceptionDetails: { exception, text, lineNumber, url } }) => {
    say('error', exception?.description ? `Uncaught ${exception.description}` : text, lineNumber + 1, url ?? '')
  })
  session.on('Log.entryAdded', ({ entry }) => {
    const level = entry.level === 'verbose' ? 'debug' : entry.level
    say(level, entry.text, (entry.lineNumber ?? -1) + 1, entry.url ?? '')
  })
}

function idsOf(frame: WebFrameMain): [processId: number, routingId: number] {
  return [frame.processId, frame.routingId]
}
