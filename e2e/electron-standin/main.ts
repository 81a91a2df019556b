import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { App, app } from './app.ts'
import { setPackage } from './appFacts.ts'
import { BrowserGone } from './cdp.ts'
import { startChromium } from './chromium.ts'
import { readCommandLine, switches } from './commandLine.ts'
import { core } from './core.ts'
import { dialog } from './dialog.ts'
import { explainNoStart } from './display.ts'
import { installHooks } from './hooks.ts'
import { readPackage, setDefaultPaths } from './paths.ts'
import { watchRequests } from './requests.ts'
import { refuseDownloads } from './session.ts'
import { watchTargets } from './targetEvents.ts'

/** The Electron whose API this is. */
const VERSIONS = { electron: '45.4.1', chrome: '150.0.0.0' }

async function boot(): Promise<void> {
  const [, , executable = '', ...args] = process.argv
  // It was for our own start, not for the app and its children.
  delete process.env['NODE_COMPILE_CACHE']
  const called = readCommandLine(args)
  if (called.app === undefined)
    throw new Error('Call the stand-in for Electron with an app: electron [switches] APP [args]')
  const given = readPackage(called.app)

  process.argv.splice(0, process.argv.length, executable, ...args)
  process.execPath = executable
  process.title = given.name
  Object.defineProperty(process.versions, 'electron', { value: VERSIONS.electron, enumerable: true })
  Object.defineProperty(process.versions, 'chrome', { value: VERSIONS.chrome, enumerable: true })
  Object.assign(process, { type: 'browser', defaultApp: true, resourcesPath: join(dirname(executable), 'resources') })

  setDefaultPaths(given.name, executable)
  setPackage(given)
  installHooks()
  handleEnds()

  const chromium = startChromium(switches)
  core.chromium = chromium
  process.on('exit', () => chromium.kill())
  let up = false
  chromium.onExit(() => {
    const end = (why: string): void => {
      console.error(why)
      process.exit(1)
    }
    if (up) end('Chromium has ended, and the stand-in for Electron with it.')
    else void chromium.lastWords().then((words) => end(explainNoStart(words)))
  })
  if (switches.has('remote-debugging-port')) {
    // Playwright waits for this line, and connects at once.
    void chromium.devtools.then((address) => process.stderr.write(`DevTools listening on ${address}\n`))
  }
  const browserReady = prepareBrowser()
  // Awaited below, after the app's own file.
  browserReady.catch(() => undefined)

  const require = createRequire(join(process.cwd(), 'index.js'))
  for (const preload of called.preloads) require(resolve(preload))
  try {
    await import(pathToFileURL(given.main).href)
  } catch (error) {
    console.error('App threw an error during load')
    throw error
  }
  await browserReady
  up = true
  App.becomeReady(app)
}

async function prepareBrowser(): Promise<void> {
  const { browser } = (core.chromium as NonNullable<typeof core.chromium>).cdp
  watchTargets()
  await Promise.all([browser.send('Target.setDiscoverTargets', { discover: true }), watchRequests()])
  refuseDownloads()
}

/** Signals end the app gracefully, and an error that nobody catches is shown but ends nothing: as in Electron. */
function handleEnds(): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => app.quit())
  const show = (error: Error): void => {
    if (process.listenerCount('uncaughtException') > 1) return
    const text = error instanceof Error ? (error.stack ?? String(error)) : String(error)
    dialog.showErrorBox('A JavaScript error occurred in the main process', text)
  }
  process.on('uncaughtException', show)
}

boot().catch((error: unknown) => {
  if (error instanceof BrowserGone) {
    // Its end says why, and ends us, too.
    core.chromium?.kill()
    return
  }
  console.error(error instanceof Error && !core.chromium ? error.message : error)
  process.exit(1)
})
