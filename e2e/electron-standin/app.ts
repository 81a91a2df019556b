import { spawn } from 'node:child_process'
import { commandLine, switches } from './commandLine.ts'
import { core } from './core.ts'
import { appEventNames } from './eventNames.ts'
import { eventWith, StandinEvent } from './event.ts'
import { createLock, type InstanceLock, type SecondInstance } from './lock.ts'
import { getPath, setPath, type Package } from './paths.ts'
import { StrictEmitter } from './strict.ts'
import { clone } from './target.ts'
import { BrowserWindow } from './window.ts'

/** What Electron asks of its app before the first window; set by main.ts. */
let pack: Package = { folder: process.cwd(), name: 'Electron', version: '0.0.0', main: '' }

/** `app`. */
export class App extends StrictEmitter {
  static override standinName = 'app'
  static override standinEvents = appEventNames

  readonly commandLine = commandLine
  readonly isPackaged: boolean = false
  readonly dock: Electron.Dock | undefined = undefined
  readonly runningUnderARM64Translation: boolean = false
  userAgentFallback = ''
  #becomeReady: () => void = () => undefined
  #whenReady = new Promise<void>((resolve) => (this.#becomeReady = resolve))
  #lock: InstanceLock | undefined
  #early: SecondInstance[] = []
  #protocols = new Set<string>()
  #badge = 0
  #login = { openAtLogin: false }
  #relaunch: Electron.RelaunchOptions | undefined
  #quitting = false
  #exiting = false
  #ended = false

  /** Called once, by main.ts. */
  static start(given: Package): void {
    pack = given
  }

  /** Called once, when the app's main file has loaded and Chromium answers. */
  static becomeReady(app: App): void {
    app.emit('will-finish-launching')
    core.ready = true
    app.#becomeReady()
    app.emit('ready', new StandinEvent(), {})
    for (const second of app.#early.splice(0)) app.#second(second)
  }

  /** Called when a window is gone, unless others are left. */
  static allClosed(app: App): void {
    if (app.#exiting) return
    if (app.#quitting) app.#willQuit()
    else if (!app.emit('window-all-closed')) app.quit()
  }

  /** Called when a window refused to close. */
  static stayed(app: App): void {
    app.#quitting = false
  }

  whenReady(): Promise<void> {
    return this.#whenReady
  }

  isReady(): boolean {
    return core.ready
  }

  quit(): void {
    if (this.#quitting || this.#ended) return
    const event = new StandinEvent()
    this.#quitting = true
    this.emit('before-quit', event)
    if (event.defaultPrevented) {
      this.#quitting = false
      return
    }
    const windows = BrowserWindow.getAllWindows()
    if (windows.length === 0) this.#willQuit()
    for (const window of windows) window.close()
  }

  #willQuit(): void {
    const event = new StandinEvent()
    this.emit('will-quit', event)
    if (event.defaultPrevented) this.#quitting = false
    else this.#end(0)
  }

  exit(exitCode = 0): void {
    if (this.#ended || this.#exiting) return
    // No events but those of what is destroyed: nobody is asked.
    this.#exiting = true
    for (const window of BrowserWindow.getAllWindows()) window.destroy()
    this.#end(exitCode)
  }

  #end(exitCode: number): void {
    if (this.#ended) return
    this.#ended = true
    this.emit('quit', eventWith({}), exitCode)
    this.#lock?.release()
    const next = this.#relaunch
    if (next) {
      const { execPath = process.execPath, args = process.argv.slice(1) } = next
      spawn(execPath, args, { detached: true, stdio: 'ignore' }).unref()
    }
    setImmediate(() => process.exit(exitCode))
  }

  relaunch(options: Electron.RelaunchOptions = {}): void {
    this.#relaunch = options
  }

  requestSingleInstanceLock(additionalData: Record<string, unknown> = {}): boolean {
    // Cloned at once, so that what cannot be cloned throws here.
    clone.encode(additionalData)
    this.#lock ??= createLock(getPath('userData'), process.pid, (second) => {
      if (core.ready) this.#second(second)
      else this.#early.push(second)
    })
    return this.#lock.request(additionalData)
  }

  #second({ argv, workingDirectory, additionalData }: SecondInstance): void {
    this.emit('second-instance', new StandinEvent(), argv, workingDirectory, additionalData)
  }

  hasSingleInstanceLock(): boolean {
    return this.#lock?.held() ?? false
  }

  releaseSingleInstanceLock(): void {
    this.#lock?.release()
    this.#lock = undefined
  }

  setAsDefaultProtocolClient(protocol: string, path?: string, args?: string[]): boolean {
    void path
    void args
    this.#protocols.add(protocol)
    return true
  }

  removeAsDefaultProtocolClient(protocol: string): boolean {
    return this.#protocols.delete(protocol)
  }

  isDefaultProtocolClient(protocol: string): boolean {
    return this.#protocols.has(protocol)
  }

  getPath(name: string): string {
    return getPath(name)
  }

  setPath(name: string, path: string): void {
    setPath(name, path)
  }

  setAppLogsPath(path?: string): void {
    setPath('logs', path ?? getPath('logs'))
  }

  getAppPath(): string {
    return pack.folder
  }

  getName(): string {
    return pack.name
  }

  setName(name: string): void {
    pack = { ...pack, name }
  }

  get name(): string {
    return pack.name
  }

  set name(name: string) {
    this.setName(name)
  }

  getVersion(): string {
    return pack.version
  }

  getLocale(): string {
    return core.ready ? switches.get('lang') || systemLanguage() : ''
  }

  getSystemLocale(): string {
    return core.ready ? systemLanguage() : ''
  }

  getPreferredSystemLanguages(): string[] {
    return [systemLanguage()]
  }

  focus(options?: Electron.FocusOptions): void {
    void options
    BrowserWindow.getAllWindows()[0]?.focus()
  }

  setBadgeCount(count = 0): boolean {
    this.#badge = count
    return true
  }

  getBadgeCount(): number {
    return this.#badge
  }

  get badgeCount(): number {
    return this.#badge
  }

  set badgeCount(count: number) {
    this.#badge = count
  }

  setAppUserModelId(id: string): void {
    void id
  }

  setLoginItemSettings(settings: Electron.Settings): void {
    this.#login = { openAtLogin: settings.openAtLogin ?? false }
  }

  getLoginItemSettings(options?: Electron.LoginItemSettingsOptions): Electron.LoginItemSettings {
    void options
    const none = { wasOpenedAtLogin: false, executableWillLaunchAtLogin: false, launchItems: [] }
    return { ...this.#login, ...none, status: 'not-registered' }
  }

  enableSandbox(): void {
    if (core.ready) throw new Error('app.enableSandbox() can only be called before app is ready')
  }

  disableHardwareAcceleration(): void {
    if (core.ready) throw new Error('app.disableHardwareAcceleration() can only be called before app is ready')
  }

  getAppMetrics(): Electron.ProcessMetric[] {
    const { rss } = process.memoryUsage()
    return [
      {
        pid: process.pid,
        type: 'Browser',
        creationTime: Date.now() - process.uptime() * 1000,
        cpu: { percentCPUUsage: 0, idleWakeupsPerSecond: 0 },
        memory: {
          workingSetSize: Math.round(rss / 1024),
          peakWorkingSetSize: Math.round(process.resourceUsage().maxRSS),
        },
        ...(process.platform === 'linux' ? {} : { sandboxed: false }),
      },
    ]
  }
}

/** The language that the environment asks for, as a BCP 47 tag. */
function systemLanguage(): string {
  const { LC_ALL, LC_MESSAGES, LANG } = process.env
  const name = (LC_ALL || LC_MESSAGES || LANG || '').split('.')[0] ?? ''
  return name === '' || name === 'C' || name === 'POSIX' ? 'en-US' : name.replace('_', '-')
}

/** The only one. */
export const app = new App()
