import { commandLine, switches } from './commandLine.ts'
import { core } from './core.ts'
import { getPath, setPath, type Package } from './paths.ts'
import { StrictEmitter } from './strict.ts'

/** What package.json says of the app; set by main.ts. */
let pack: Package = { folder: process.cwd(), name: 'Electron', version: '0.0.0', main: '' }

/** Called once, by main.ts, before the app's first line runs. */
export function setPackage(given: Package): void {
  pack = given
}

/** What `app` tells and remembers of the app, its folders and its place on the desktop. */
export abstract class AppFacts extends StrictEmitter {
  readonly commandLine = commandLine
  readonly isPackaged: boolean = false
  readonly dock: Electron.Dock | undefined = undefined
  readonly runningUnderARM64Translation: boolean = false
  userAgentFallback = ''
  #protocols = new Set<string>()
  #badge = 0
  #login = { openAtLogin: false }

  isReady(): boolean {
    return core.ready
  }

  setAsDefaultProtocolClient(protocol: string): boolean {
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

  setAppUserModelId(): void {
    // Only Windows groups by it.
  }

  setLoginItemSettings(settings: Electron.Settings): void {
    this.#login = { openAtLogin: settings.openAtLogin ?? false }
  }

  getLoginItemSettings(): Electron.LoginItemSettings {
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
