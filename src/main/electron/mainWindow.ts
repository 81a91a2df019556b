import { join } from 'node:path'
import { app, nativeImage } from 'electron'
import type { BrowserWindow, WebContents } from 'electron'
import type { AppEvent, Route } from '../../shared/events.ts'
import type { SettingsStore } from '../settings/settings.ts'
import type { Log } from '../shell/log.ts'
import { createMainWindow } from './window.ts'

/** How long closing windows may take when the app quits, in milliseconds. */
const CLOSE_PATIENCE = 1000

export interface MainWindowDeps {
  readonly settings: SettingsStore
  readonly mayClose: () => boolean
  readonly onCrashedTwice: () => void
  readonly onSessionEnd: () => void
  /** The window was shown, hidden, closed, or got or lost the focus. */
  readonly onAttention: () => void
  readonly log: Log
}

/** The main window, whether it exists or not. */
export interface MainWindow {
  /** Shows it, creating it where there is none, and goes to a place. */
  show(to: Route | null): void
  hide(): void
  reload(): void
  send(batch: readonly AppEvent[]): void
  isOurs(contents: WebContents): boolean
  /** Null when there is none or nobody sees it. */
  visible(): BrowserWindow | null
  hasFocus(): boolean
  /** The page asks for its first state: from here on it hears every event. */
  bootCalled(): void
  bootAnswered(): void
  /** Lays a small picture over its icon in the taskbar, with words for those who don't see it; null takes it off. Windows only. */
  overlay(mark: { readonly name: string; readonly words: string } | null): void
  /** Closes it for good; resolves when its page had the chance to save. */
  close(): Promise<void>
}

/** Nothing is created before the first `show`. */
export function createMainWindowHolder(deps: MainWindowDeps): MainWindow {
  const { settings } = deps
  let window: BrowserWindow | null = null
  let listening = false
  let booted = false
  /** The first paint is there: before it, showing would flash. */
  let painted = false
  /** Where to go once the page can, one after the other: each may bring a text, or make what it leads to. */
  let goals: Route[] = []

  const create = (): BrowserWindow => {
    const made = createMainWindow({
      place: settings.place(),
      onPlace: (place) => settings.setPlace(place),
      mayClose: deps.mayClose,
      onClosed: () => {
        if (window !== made) return
        window = null
        listening = false
        booted = false
        painted = false
        deps.onAttention()
      },
      onCrashedTwice: deps.onCrashedTwice,
      onSessionEnd: deps.onSessionEnd,
      log: deps.log,
    })
    made.once('ready-to-show', () => {
      painted = true
      if (mark !== null) drawMark()
    })
    // A page that is loaded anew starts from nothing.
    made.webContents.on('did-start-loading', () => {
      listening = false
      booted = false
    })
    for (const event of ['show', 'hide', 'focus', 'blur'] as const) {
      made.on(event as 'show', deps.onAttention)
    }
    return made
  }
  let mark: Parameters<MainWindow['overlay']>[0] = null
  const drawMark = (): void => {
    if (window === null || window.isDestroyed()) return
    const picture = mark === null ? null : join(app.getAppPath(), 'resources', mark.name)
    window.setOverlayIcon(picture === null ? null : nativeImage.createFromPath(picture), mark?.words ?? '')
  }
  const send = (batch: readonly AppEvent[]): void => {
    if (listening && window !== null && !window.isDestroyed()) window.webContents.send('events', batch)
  }

  const go = (): void => {
    if (!booted || goals.length === 0) return
    send(goals.map((to) => ({ type: 'navigated', to })))
    goals = []
  }

  return {
    show: (to) => {
      if (to !== null) goals.push(to)
      if (window === null) {
        window = create()
        return
      }
      if (painted) {
        if (window.isMinimized()) window.restore()
        window.show()
        window.focus()
      }
      // The page may be told before it is seen.
      go()
    },
    hide: () => window?.hide(),
    reload: () => window?.webContents.reload(),
    send,
    isOurs: (contents) => window !== null && !window.isDestroyed() && window.webContents === contents,
    visible: () => (window !== null && !window.isDestroyed() && window.isVisible() ? window : null),
    hasFocus: () => window !== null && !window.isDestroyed() && window.isVisible() && window.isFocused(),
    bootCalled: () => {
      listening = true
    },
    bootAnswered: () => {
      booted = true
      go()
    },
    overlay: (next) => {
      mark = next
      drawMark()
    },
    close: async () => {
      const closing = window
      if (closing === null || closing.isDestroyed()) return
      const { promise, resolve } = Promise.withResolvers<undefined>()
      closing.once('closed', () => resolve(undefined))
      const timer = setTimeout(() => closing.destroy(), CLOSE_PATIENCE)
      closing.close()
      await promise
      clearTimeout(timer)
    },
  }
}
