import { join } from 'node:path'
import { BrowserWindow, app, nativeTheme, screen } from 'electron'
import type { WindowPlace } from '../settings/schema.ts'
import { MIN_SIZE, fitBounds } from '../shell/bounds.ts'
import { createCrashPolicy } from '../shell/closing.ts'
import type { Log } from '../shell/log.ts'
import { backgroundColour } from '../shell/looks.ts'
import { DIAGRAM_URL, PAGE_URL, isOurPage } from '../shell/page.ts'

/** How long the window may rest before its place is kept, in milliseconds. */
const PLACE_DELAY = 300

export interface WindowDeps {
  readonly place: WindowPlace | null
  readonly onPlace: (place: WindowPlace) => void
  /** The person closes the window; returns whether it may close. */
  readonly mayClose: () => boolean
  readonly onClosed: () => void
  /** The page crashed again shortly after it had been loaded anew. */
  readonly onCrashedTwice: () => void
  /** The system ends the person's session. */
  readonly onSessionEnd: () => void
  readonly log: Log
}

/** Creates the one window and loads our page into it; it shows when there is something to see. */
export function createMainWindow(deps: WindowDeps): BrowserWindow {
  const { place, log } = deps
  const primary = screen.getPrimaryDisplay()
  const displays = [primary, ...screen.getAllDisplays().filter((display) => display.id !== primary.id)]
  const window = new BrowserWindow({
    ...fitBounds(
      place,
      displays.map((display) => display.workArea),
    ),
    minWidth: MIN_SIZE.width,
    minHeight: MIN_SIZE.height,
    show: false,
    title: app.getName(),
    backgroundColor: backgroundColour(nativeTheme.shouldUseDarkColors),
    autoHideMenuBar: true,
    ...(process.platform === 'linux' ? { icon: join(app.getAppPath(), 'resources/icon.png') } : {}),
    webPreferences: {
      preload: join(app.getAppPath(), 'out/preload/index.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      // Only macOS checks spelling by itself; elsewhere dictionaries would come from the network.
      spellcheck: process.platform === 'darwin',
    },
  })
  window.once('ready-to-show', () => {
    if (place?.maximised === true) window.maximize()
    if (place?.fullScreen === true) window.setFullScreen(true)
    window.show()
  })
  keepPlace(window, deps.onPlace)
  keepInside(window)
  reviveAfterCrash(window, deps)
  window.on('close', (event) => {
    if (!deps.mayClose()) event.preventDefault()
  })
  window.on('closed', deps.onClosed)
  window.on('session-end', deps.onSessionEnd)
  window.webContents.on('preload-error', () => log.error('window.preloadFailed'))
  window.webContents.on('did-fail-load', (_event, code) => log.error('window.loadFailed', { code }))
  void window.loadURL(PAGE_URL).catch(() => undefined)
  return window
}

function keepPlace(window: BrowserWindow, onPlace: (place: WindowPlace) => void): void {
  let timer: NodeJS.Timeout | null = null
  const keep = (): void => {
    if (timer !== null) clearTimeout(timer)
    timer = null
    if (window.isDestroyed()) return
    // Without the place that maximising took it from, un-maximising would have nowhere to go after a restart.
    const { x, y, width, height } = window.getNormalBounds()
    onPlace({ x, y, width, height, maximised: window.isMaximized(), fullScreen: window.isFullScreen() })
  }
  const soon = (): void => {
    if (timer !== null) clearTimeout(timer)
    timer = setTimeout(keep, PLACE_DELAY)
  }
  window.on('resize', soon)
  window.on('move', soon)
  window.on('maximize', soon)
  window.on('unmaximize', soon)
  window.on('enter-full-screen', soon)
  window.on('leave-full-screen', soon)
  window.on('close', keep)
  window.on('closed', () => {
    if (timer !== null) clearTimeout(timer)
  })
}

/** The page never leaves our address, opens nothing, and frames nothing but the page that draws diagrams. */
function keepInside({ webContents }: BrowserWindow): void {
  webContents.setWindowOpenHandler(() => ({ action: 'deny' }))
  webContents.on('will-frame-navigate', (details) => {
    const isDiagram = details.url === DIAGRAM_URL
    const mayGo = details.isMainFrame ? isOurPage(details.url) && !isDiagram : isDiagram
    if (!mayGo) details.preventDefault()
  })
  webContents.on('will-redirect', (details) => details.preventDefault())
  webContents.on('will-attach-webview', (event) => event.preventDefault())
}

function reviveAfterCrash(window: BrowserWindow, { onCrashedTwice, log }: WindowDeps): void {
  const decide = createCrashPolicy(Date.now)
  window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    if (reason === 'clean-exit') return
    log.error('window.crashed', { reason, exitCode })
    if (decide() === 'reload') window.webContents.reload()
    else onCrashedTwice()
  })
}
