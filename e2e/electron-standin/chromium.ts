import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { accessSync, constants, mkdtempSync, rmSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { setTimeout as delay } from 'node:timers/promises'
import { connectCdp, type Cdp } from './cdp.ts'
import { isHeadless } from './display.ts'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
/** Without a browser around the pages, as Electron is: it starts in a third of the time. It has no windows to show. */
const HEADLESS_NAMES = ['chromium-headless-shell', 'chrome-headless-shell']

const SWITCHES = [
  '--remote-debugging-pipe',
  '--no-startup-window',
  // The app may live on without a window, in the tray.
  '--keep-alive-for-test',
  '--deny-permission-prompts',
  '--disable-gpu',
  '--disable-quic',
  '--disable-extensions',
  '--disable-component-update',
  '--disable-background-networking',
  '--disable-client-side-phishing-detection',
  '--disable-default-apps',
  '--disable-sync',
  '--disable-breakpad',
  '--disable-crash-reporter',
  '--disable-hang-monitor',
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
  '--disable-ipc-flooding-protection',
  '--disable-search-engine-choice-screen',
  '--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup,PreloadTopChromeWebUI,Translate,HttpsUpgrades,HttpsFirstBalancedModeAutoEnable,MediaRouter,OptimizationHints',
  '--no-first-run',
  '--no-default-browser-check',
  '--password-store=basic',
  '--use-mock-keychain',
  '--force-color-profile=srgb',
  '--metrics-recording-only',
]

/** Switches of the app's own command line that are passed on to Chromium. */
const PASSED_ON = new Set(['force-device-scale-factor', 'high-dpi-support', 'disable-dev-shm-usage', 'lang'])

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

function candidates(): string[] {
  const { RETOMA_CHROMIUM, PATH = '', LOCALAPPDATA, PROGRAMFILES } = process.env
  if (RETOMA_CHROMIUM) return [RETOMA_CHROMIUM]
  const names = isHeadless() ? [...HEADLESS_NAMES, ...NAMES] : NAMES
  const onPath = names.flatMap((name) => PATH.split(delimiter).map((folder) => join(folder, name)))
  if (process.platform === 'darwin') {
    const apps = ['Chromium.app/Contents/MacOS/Chromium', 'Google Chrome.app/Contents/MacOS/Google Chrome']
    return [
      ...onPath,
      ...['/Applications', join(homedir(), 'Applications')].flatMap((at) => apps.map((a) => join(at, a))),
    ]
  }
  if (process.platform === 'win32') {
    const roots = [LOCALAPPDATA, PROGRAMFILES].filter((root) => root !== undefined)
    const apps = ['Chromium\\Application\\chrome.exe', 'Google\\Chrome\\Application\\chrome.exe']
    return roots.flatMap((root) => apps.map((app) => join(root, app)))
  }
  return onPath
}

/** The Chromium to use; throws in one line what to install when there is none. */
export function findChromium(): string {
  const found = candidates().find(isExecutable)
  if (found) return found
  throw new Error(
    'The stand-in for Electron needs Chromium: install it (Debian: apt-get install chromium), or name one in RETOMA_CHROMIUM.',
  )
}

/** So much of what it writes to its error output is remembered, in characters. */
const REMEMBERED = 4_000

/** A running Chromium. */
export interface Chromium {
  cdp: Cdp
  /** Resolves with the address that Playwright connects to, if one was asked for. */
  devtools: Promise<string>
  /** Opens a window for one address, without tabs and address bar; the new target tells when it is there. */
  openApp(url: string): void
  onExit(listener: () => void): void
  /** What it wrote to its error output last, once it has ended. */
  lastWords(): Promise<string>
  /** Ends it at once; safe to call while the process exits. */
  kill(): void
}

/** Starts Chromium; `switches` are those of the app's command line, by name. */
export function startChromium(switches: ReadonlyMap<string, string>): Chromium {
  const file = findChromium()
  const profile = mkdtempSync(join(tmpdir(), 'electron-standin-'))
  const own = [`--user-data-dir=${profile}`]
  if (switches.has('no-sandbox') || process.getuid?.() === 0) own.push('--no-sandbox')
  const args = [...SWITCHES, ...own]
  const port = switches.get('remote-debugging-port')
  if (port !== undefined) args.push(`--remote-debugging-port=${port || '0'}`)
  // Glyphs are drawn as in a window: the shell has hints of its own.
  if (isHeadless()) args.push('--headless=new', '--font-render-hinting=slight')
  for (const [name, value] of switches) if (PASSED_ON.has(name)) args.push(value ? `--${name}=${value}` : `--${name}`)

  const child = spawn(file, args, {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
  })
  watchOver(child, profile)
  let heard = ''
  const devtools = new Promise<string>((resolve) => {
    child.stderr?.on('data', (data: Buffer) => {
      heard += data.toString()
      const address = /DevTools listening on (ws:\S+)\s/.exec(heard)?.[1]
      if (address) resolve(address)
      heard = heard.slice(-REMEMBERED)
    })
  })
  return {
    cdp: connectCdp(child.stdio[4] as Readable, child.stdio[3] as Writable),
    devtools,
    openApp: (url) => {
      // It hands its command line to the Chromium that has the profile, and ends.
      const messenger = spawn(file, [...own, `--app=${url}`], { stdio: 'ignore', timeout: 5000 })
      messenger.on('error', () => undefined)
    },
    onExit: (listener) => {
      child.once('exit', listener)
      child.once('error', listener)
    },
    lastWords: async () => {
      // What it said last may still be on its way; a child of it may hold the pipe open.
      const { stderr } = child
      if (stderr !== null && !stderr.closed) await Promise.race([once(stderr, 'close'), delay(500)])
      return heard.trim()
    },
    kill: () => {
      killGroup(child)
      if (process.platform === 'win32') rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return
  try {
    if (process.platform === 'win32') child.kill()
    else process.kill(-child.pid, 'SIGKILL')
  } catch {
    // It is gone already.
  }
}

/**
 * Chromium ends when its debugging pipe closes, but leaves its profile, and may take its time. A shell that waits for
 * the end of *our* process (its input closes, however we die) ends the whole process group and removes the profile.
 */
function watchOver(child: ChildProcess, profile: string): void {
  if (process.platform === 'win32' || child.pid === undefined) return
  // What was killed may still hold the profile for a moment: one second at most, should nobody reap it.
  const script =
    'cat >/dev/null; kill -9 -- "-$1" 2>/dev/null; rm -rf "$2"; n=0; ' +
    'while [ $n -lt 20 ] && kill -0 -- "-$1" 2>/dev/null; do sleep 0.05; n=$((n + 1)); done; rm -rf "$2"'
  const watchdog = spawn('/bin/sh', ['-c', script, 'sh', String(child.pid), profile], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  })
  watchdog.unref()
  watchdog.on('error', () => undefined)
}
