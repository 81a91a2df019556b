import { spawn } from 'node:child_process'
import { AppFacts } from './appFacts.ts'
import { core } from './core.ts'
import { appEventNames } from './eventNames.ts'
import { eventWith, StandinEvent } from './event.ts'
import { createLock, type InstanceLock, type SecondInstance } from './lock.ts'
import { getPath } from './paths.ts'
import { clone } from './target.ts'
import { windows } from './windowList.ts'

/** `app`: how it begins, ends and stays the only one; the rest is in the class below it. */
export class App extends AppFacts {
  static override standinName = 'app'
  static override standinEvents = appEventNames

  #becomeReady: () => void = () => undefined
  #whenReady = new Promise<void>((resolve) => (this.#becomeReady = resolve))
  #lock: InstanceLock | undefined
  #early: SecondInstance[] = []
  #relaunch: Electron.RelaunchOptions | undefined
  #quitting = false
  #exiting = false
  #ended = false

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

  quit(): void {
    if (this.#quitting || this.#ended) return
    const event = new StandinEvent()
    this.#quitting = true
    this.emit('before-quit', event)
    if (event.defaultPrevented) {
      this.#quitting = false
      return
    }
    if (windows.all.size === 0) this.#willQuit()
    for (const window of [...windows.all.values()]) window.close()
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
    for (const window of [...windows.all.values()]) window.destroy()
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

  focus(): void {
    const [first] = windows.all.values()
    first?.focus()
  }
}

/** The only one. */
export const app = new App()
