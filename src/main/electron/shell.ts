import { app, clipboard, shell as desktop } from 'electron'
import type { Route } from '../../shared/events.ts'
import type { SessionRow } from '../../shared/model/session.ts'
import { resolveLanguage } from '../../shared/strings/language.ts'
import { createTranslate } from '../../shared/strings/translate.ts'
import type { Translate } from '../../shared/strings/translateWith.ts'
import type { Dispatch } from '../dispatch.ts'
import type { SettingsStore } from '../settings/settings.ts'
import type { LaunchRequest } from '../shell/args.ts'
import { closeAction, runningTitles } from '../shell/closing.ts'
import type { Log } from '../shell/log.ts'
import { menuModel } from '../shell/menu.ts'
import { createNoteWatch } from '../shell/notify.ts'
import type { CallSender } from '../shell/page.ts'
import type { Shell } from '../shell/port.ts'
import { createQuitting } from '../shell/quitting.ts'
import { createThrottle } from '../shell/throttle.ts'
import { trayModel, waitingCount } from '../shell/tray.ts'
import { serveCalls } from './calls.ts'
import { createDialogs } from './dialogs.ts'
import { createMainWindowHolder } from './mainWindow.ts'
import { showMenuBar } from './menuBar.ts'
import { createNotifications } from './notifications.ts'
import { lockDown, servePages } from './pages.ts'
import { applyTheme, onSystemEnd, onWoke } from './system.ts'
import { exposeToTests } from './testing.ts'
import { thumbnail } from './thumbnail.ts'
import { createTrayIcon } from './trayIcon.ts'
import type { TrayIcon } from './trayIcon.ts'

/** How often tray and menu are drawn anew at most, in milliseconds. */
const REDRAW = 500
/** Menu and tray are drawn so long after the page got its first state, in milliseconds: its first paint comes before. */
const DRAW_AFTER = 400
/** Or so long after the start, should no page ask. */
const DRAW_BY = 3_000

export interface ShellDeps {
  readonly settings: SettingsStore
  /** The folder of the built pages. */
  readonly pages: string
  /** BCP 47, as the system says. */
  readonly locale: string
  /** Pending until the rest of main is up: the window is there before. When it rejects, the app ends. */
  readonly dispatch: Promise<Dispatch<CallSender>>
  /** What this start, later starts and links ask for. */
  readonly onRequest: (listener: (request: LaunchRequest) => void) => void
  /** Where a request leads, with what is read for it; never rejects. */
  readonly routeOf: (request: LaunchRequest) => Promise<Route | null>
  readonly onWoke: () => void
  /** Whether something that was typed can't be written to the disk now. */
  readonly isUnsaved: () => boolean
  /** Somebody looks at the window, or nobody does any more. */
  readonly onWatched: (watched: boolean) => void
  /** Ends everything that was started below. */
  readonly dispose: () => Promise<void>
  readonly log: Log & { readonly path: string }
  readonly packaged: boolean
  readonly test: boolean
}

/** Window, tray, menu, dialogs and notifications as one. Call when Electron is ready: the window is created at once. */
export function createShell(deps: ShellDeps): Shell {
  const { settings, locale, log } = deps
  const { platform } = process
  let language = resolveLanguage(settings.get().language, locale)
  let translate: Translate | null = null
  // Made when the first word is needed: the window does not wait for it.
  const t: Translate = (key, values) => (translate ??= createTranslate(language))(key, values)
  let rows: readonly SessionRow[] = []
  let tray: TrayIcon | null = null

  const dialogs = createDialogs({ t: () => t, parent: () => main.visible() })
  const quitting = createQuitting({
    confirm: async () => {
      if (deps.isUnsaved() && !(await dialogs.askUnsaved())) return false
      const titles = runningTitles(rows)
      return titles.length === 0 || dialogs.askQuitting(titles)
    },
    closeWindows: () => main.close(),
    dispose: async () => {
      tray?.dispose()
      tray = null
      notifications.dispose()
      clearTimeout(drawTimer)
      redraw.dispose()
      await deps.dispose()
      settings.dispose()
    },
    finish: () => app.quit(),
    exit: (code) => app.exit(code),
    log,
  })
  const main = createMainWindowHolder({
    settings,
    log,
    mayClose: () => {
      const { onClose, tray: wanted } = settings.get()
      const action = closeAction({ onClose, tray: wanted, platform, quitting: quitting.isQuitting() })
      if (action === 'hide') main.hide()
      else if (action === 'quit') app.quit()
      else if (action === 'ask') void askClosing()
      return action === 'close'
    },
    onCrashedTwice: () => void offerReload(),
    onSessionEnd: () => quitting.force(),
    onAttention: () => {
      deps.onWatched(main.visible() !== null)
      notifications.apply(notes.look(rows))
      redraw.ask()
    },
  })
  const askClosing = async (): Promise<void> => {
    const onClose = await dialogs.askClosing()
    if (onClose === null) return
    settings.set({ onClose })
    if (onClose === 'tray') main.hide()
    else app.quit()
  }
  const offerReload = async (): Promise<void> => {
    if (await dialogs.askReload()) main.reload()
    else quitting.force()
  }
  const showWindow = (to: Route | null): void => {
    if (!quitting.isQuitting()) main.show(to)
  }
  const openSession = (id: string): void => showWindow({ kind: 'session', id })
  let shown: ReadonlySet<string> = new Set()
  const isInView = (id: string): boolean => main.hasFocus() && shown.has(id)
  const notifications = createNotifications(openSession)
  const notes = createNoteWatch({ t: () => t, enabled: () => settings.get().notifications, isInView })

  let drawnMenu = ''
  let drawnTray = ''
  const drawMenu = (): void => {
    const { sessionId } = settings.where()
    const running = rows.some((row) => row.id === sessionId && (row.state === 'running' || row.state === 'needsYou'))
    const state = { theme: settings.get().theme, session: sessionId !== null, running }
    const model = menuModel({ platform, t, state, developer: !deps.packaged })
    const text = JSON.stringify(model)
    if (text === drawnMenu) return
    drawnMenu = text
    showMenuBar(model, {
      command: (command) => {
        showWindow(null)
        main.send([{ type: 'commanded', command }])
      },
      theme: (theme) => settings.set({ theme }),
    })
  }
  const drawTray = (): void => {
    if (!settings.get().tray) {
      tray?.dispose()
      tray = null
      drawnTray = ''
      return
    }
    tray ??= createTrayIcon({
      openSession,
      newSession: () => showWindow({ kind: 'newSession' }),
      show: () => showWindow(null),
      quit: () => app.quit(),
    })
    const model = trayModel({ rows, lastId: settings.where().sessionId, t })
    const text = JSON.stringify(model)
    if (text === drawnTray) return
    drawnTray = text
    tray.update(model)
  }
  let badged = 0
  /** In the dock or the taskbar, whether or not there is a tray. */
  const drawBadge = (): void => {
    const waiting = waitingCount(rows)
    if (waiting === badged) return
    badged = waiting
    // Windows has no number there: a small square over the icon, as the list has it.
    if (platform !== 'win32') app.setBadgeCount(waiting)
    else main.overlay(waiting === 0 ? null : { name: 'needsYou.png', words: t('badge.waiting', { count: waiting }) })
  }
  /** Words and menus take their time, and nobody sees them before the window. */
  let drawing = false
  const redraw = createThrottle(() => {
    if (!drawing || quitting.isQuitting()) return
    drawMenu()
    drawTray()
    drawBadge()
  }, REDRAW)
  const beginDrawing = (): void => {
    clearTimeout(drawTimer)
    if (drawing) return
    drawing = true
    redraw.dispose()
    redraw.ask()
  }
  let drawTimer = setTimeout(beginDrawing, DRAW_BY)

  applyTheme(settings.get().theme)
  lockDown()
  servePages(deps.pages, () => language)
  serveCalls({
    dispatch: deps.dispatch,
    isOurs: (contents) => main.isOurs(contents),
    onCalled: (name) => {
      if (name === 'app.boot') main.bootCalled()
    },
    onAnswered: (name) => {
      // The answer itself has to be on its way first.
      if (name === 'app.boot') {
        setImmediate(() => main.bootAnswered())
        clearTimeout(drawTimer)
        drawTimer = setTimeout(beginDrawing, DRAW_AFTER)
      }
      if (name === 'where.save') redraw.ask()
    },
  })
  let first = true
  deps.onRequest((request) => {
    // Hidden without a tray would be a process that nobody can reach.
    const stays = first && request.hidden && settings.get().tray
    first = false
    if (stays) beginDrawing()
    // The window does not wait for a file: the way there comes after it.
    else if (request.draftFile === null) showWindow(request.to)
    else {
      showWindow(null)
      void deps.routeOf(request).then(showWindow)
    }
  })

  settings.onChanged((next) => {
    applyTheme(next.theme)
    const chosen = resolveLanguage(next.language, locale)
    if (chosen !== language) translate = null
    language = chosen
    main.send([{ type: 'settings.changed', settings: next }])
    redraw.ask()
  })
  onWoke(deps.onWoke)
  onSystemEnd(() => quitting.force())
  app.on('activate', () => showWindow(null))
  app.on('before-quit', (event) => {
    if (!quitting.requested()) event.preventDefault()
  })
  // Listening keeps the app alive: closing the window has been decided before, by the setting.
  app.on('window-all-closed', () => undefined)
  deps.dispatch.catch(() => quitting.force())
  if (deps.test) exposeToTests({ trayMenu: () => tray?.menu() ?? null, notifications: () => notifications.shown() })

  return {
    showWindow: (to) => showWindow(to ?? null),
    send: (batch) => main.send(batch),
    pickSavePath: (suggestion, format) => dialogs.pickSavePath(suggestion, format),
    pickFolder: () => dialogs.pickFolder(),
    pickAttachments: (what) => dialogs.pickAttachments(what),
    pickImports: (what) => dialogs.pickImports(what),
    thumbnail,
    confirmAndOpenLink: (url) => dialogs.confirmAndOpenLink(url),
    reveal: (path) => desktop.showItemInFolder(path),
    writeClipboard: (text) => clipboard.writeText(text),
    setRows: (next) => {
      rows = next
      notifications.apply(notes.look(next))
      redraw.ask()
    },
    setInView: (ids) => {
      shown = new Set(ids)
    },
    isInView,
    askTryAgain: (failure) => dialogs.askTryAgain(failure, log.path),
    quit: () => {
      app.quit()
    },
  }
}
