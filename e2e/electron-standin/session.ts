import { cdp, ignore } from './core.ts'
import { sessionEvents } from './eventNames.ts'
import { netFetch } from './net.ts'
import { assertSession, protocol } from './protocol.ts'
import { toPage } from './schemes.ts'
import { strict, StrictEmitter } from './strict.ts'
import { webRequest } from './webRequest.ts'

/** `Session`: there is only the default one. */
export class Session extends StrictEmitter {
  static override standinName = 'session'
  static override standinEvents = sessionEvents

  readonly protocol = protocol
  readonly webRequest = webRequest
  readonly availableSpellCheckerLanguages: string[] = ['en-US', 'pt-BR']
  spellCheckerEnabled = true
  #languages: string[] = ['en-US']
  #preloads: Array<{ id: string; filePath: string }> = []
  #userAgent = ''

  /** Prompts are always refused, which is what the handlers of a careful app say, too; they are not asked. */
  setPermissionRequestHandler(): void {
    // Refused without asking.
  }

  setPermissionCheckHandler(): void {
    // Refused without asking.
  }

  setDevicePermissionHandler(): void {
    // Refused without asking.
  }

  setDisplayMediaRequestHandler(): void {
    // Refused without asking.
  }

  async clearCache(): Promise<void> {
    // Nothing that the app serves is cached.
  }

  async clearStorageData(options: Electron.ClearStorageDataOptions = {}): Promise<void> {
    const storageTypes = options.storages?.join(',') ?? 'all'
    if (options.origin)
      await cdp().browser.send('Storage.clearDataForOrigin', { origin: toPage(options.origin), storageTypes })
    else await cdp().browser.send('Storage.clearCookies')
  }

  flushStorageData(): void {
    // The profile does not outlive the process.
  }

  isSpellCheckerEnabled(): boolean {
    return this.spellCheckerEnabled
  }

  setSpellCheckerEnabled(enable: boolean): void {
    this.spellCheckerEnabled = enable
  }

  setSpellCheckerLanguages(languages: string[]): void {
    this.#languages = languages
  }

  getSpellCheckerLanguages(): string[] {
    return this.#languages
  }

  addWordToSpellCheckerDictionary(word: string): boolean {
    return word !== ''
  }

  getUserAgent(): string {
    return this.#userAgent
  }

  setUserAgent(userAgent: string): void {
    this.#userAgent = userAgent
  }

  isPersistent(): boolean {
    return true
  }

  fetch(input: string | Request, init?: RequestInit): Promise<Response> {
    return netFetch(input, init)
  }

  setPreloads(preloads: string[]): void {
    this.#preloads = preloads.map((filePath) => ({ id: filePath, filePath }))
  }

  getPreloads(): string[] {
    return this.#preloads.map(({ filePath }) => filePath)
  }

  registerPreloadScript({ id, filePath, type }: Electron.PreloadScriptRegistration): string {
    if (type === 'frame') this.#preloads.push({ id: id ?? filePath, filePath })
    return id ?? filePath
  }

  unregisterPreloadScript(id: string): void {
    this.#preloads = this.#preloads.filter((script) => script.id !== id)
  }
}

let only: Session | undefined

/** `session`. */
export const session = strict('session', {
  get defaultSession(): Session {
    assertSession()
    return (only ??= new Session())
  },
})

/** Refuses downloads: no file is written that nobody asked for. */
export function refuseDownloads(): void {
  ignore(cdp().browser.send('Browser.setDownloadBehavior', { behavior: 'deny' }))
}
