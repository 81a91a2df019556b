import { accessSync, constants } from 'node:fs'
import { isAbsolute } from 'node:path'
import { app, protocol } from 'electron'
import { parseArgs, passedArguments } from '../shell/args.ts'
import type { LaunchRequest } from '../shell/args.ts'
import { LINK_SCHEME } from '../../shared/links.ts'
import { parseDeepLink } from '../shell/links.ts'
import { PAGE_SCHEME } from '../shell/page.ts'

type Env = Readonly<Record<string, string | undefined>>

/** What is known before Electron is ready. */
export interface PreparedApp {
  /** False when another instance runs on the same data: it has been told, and this one must do nothing but exit. */
  readonly isFirst: boolean
  /** The folder of our own data. */
  readonly userData: string
  readonly version: string
  readonly packaged: boolean
  /** Everything that other starts and links ask for from now on, and what this start asked for. */
  readonly onRequest: (listener: (request: LaunchRequest) => void) => void
}

/**
 * What has to happen before Electron is ready: the folder of our data, the scheme of our pages, the sandbox, the lock that keeps
 * a second instance away. `RETOMA_USER_DATA` (absolute) moves the data; with `RETOMA_TEST=1` the system is not told of our links.
 */
export function prepareApp(env: Env, argv: readonly string[]): PreparedApp {
  const folder = env['RETOMA_USER_DATA'] ?? app.commandLine.getSwitchValue('user-data-dir')
  if (isAbsolute(folder)) app.setPath('userData', folder)
  app.enableSandbox()
  if (process.platform === 'win32') app.setAppUserModelId('dev.retoma.app')
  protocol.registerSchemesAsPrivileged([
    { scheme: PAGE_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ])

  const waiting: LaunchRequest[] = [parseArgs(argv.slice(1), process.cwd())]
  let listener: ((request: LaunchRequest) => void) | null = null
  const ask = (request: LaunchRequest): void => {
    if (listener === null) waiting.push(request)
    else listener(request)
  }
  // Chromium reorders what stands on a command line, so it is passed on as data, too.
  // Nobody gets a lock in a folder that takes nothing: that is not another instance, and there is still much to read.
  const isFirst =
    app.requestSingleInstanceLock({ argv: argv.slice(1), folder: process.cwd() }) ||
    !takesFiles(app.getPath('userData'))
  app.on('second-instance', (_event, line, at, data) => {
    const given = passedArguments(data, { argv: line, folder: at })
    ask(parseArgs(given.argv, given.folder))
  })
  // A link that starts the app arrives before it is ready.
  app.on('open-url', (event, url) => {
    event.preventDefault()
    ask({ to: parseDeepLink(url), hidden: false, draftFile: null })
  })
  if (isFirst && app.isPackaged && env['RETOMA_TEST'] !== '1') app.setAsDefaultProtocolClient(LINK_SCHEME)

  return {
    isFirst,
    userData: app.getPath('userData'),
    version: app.getVersion(),
    packaged: app.isPackaged,
    onRequest: (next) => {
      listener = next
      for (const request of waiting.splice(0)) next(request)
    },
  }
}

function takesFiles(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK)
    return true
  } catch {
    return false
  }
}

/** Resolves when Electron is ready, with the language of the system (BCP 47). */
export async function whenReady(): Promise<{ readonly locale: string }> {
  await app.whenReady()
  return { locale: app.getPreferredSystemLanguages()[0] ?? app.getLocale() }
}

/** Ends a process that must not go on, before anything was started. */
export function exitNow(code: number): void {
  app.exit(code)
}
