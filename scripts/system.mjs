import { accessSync, constants, existsSync } from 'node:fs'
import { homedir } from 'node:os'
import path from 'node:path'
import process from 'node:process'
import { Explained, run, step } from './steps.mjs'

/** True on Linux where no window can be shown. */
export const headless = process.platform === 'linux' && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY']

/** True when system packages can be installed without asking: Debian or Ubuntu, as root. */
const isDebianRoot = existsSync('/etc/debian_version') && onPath('apt-get') !== null && process.getuid?.() === 0

/** Makes sure that a Chromium for the stand-in is there. */
export async function ensureChromium() {
  if (findChromium() !== null) return
  await ensurePackages(
    [headless ? 'chromium-headless-shell|chromium' : 'chromium', 'fonts-liberation'],
    'Chromium, which the stand-in for Electron shows its windows in',
  )
  if (findChromium() !== null) return
  throw new Explained('Chromium was installed, but is not on the PATH. Name it in RETOMA_CHROMIUM.')
}

/**
 * Where a Chromium is, or null; the same places that the stand-in looks into.
 * @returns {string | null}
 */
export function findChromium() {
  const { RETOMA_CHROMIUM, LOCALAPPDATA, PROGRAMFILES } = process.env
  if (RETOMA_CHROMIUM) return RETOMA_CHROMIUM
  const places = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'].map(onPath)
  if (headless) places.unshift(...['chromium-headless-shell', 'chrome-headless-shell'].map(onPath))
  if (process.platform === 'darwin') {
    for (const folder of ['/Applications', path.join(homedir(), 'Applications')]) {
      for (const app of ['Chromium', 'Google Chrome'])
        places.push(path.join(folder, `${app}.app/Contents/MacOS/${app}`))
    }
  }
  if (process.platform === 'win32') {
    for (const folder of [LOCALAPPDATA, PROGRAMFILES]) {
      for (const app of ['Chromium', 'Google\\Chrome'])
        places.push(path.join(folder ?? '', app, 'Application\\chrome.exe'))
    }
  }
  return places.find((file) => file !== null && existsSync(file)) ?? null
}

/** Makes sure that a display without a screen can be had on Linux. */
export async function ensureXvfb() {
  if (onPath('Xvfb') === null) await ensurePackages(['xvfb'], 'Xvfb, a display for windows that nobody looks at')
}

/**
 * Makes sure that the system libraries which Electron links to are there (Linux).
 * @param {string} executable
 */
export async function ensureLibraries(executable) {
  if (process.platform !== 'linux' || onPath('ldd') === null) return
  const { output } = await run('ldd', [executable], { quiet: true })
  const missing = [...output.matchAll(/^\s*(\S+) => not found/gm)].map((match) => match[1] ?? '')
  if (missing.length === 0) return
  await ensurePackages(libraries, `libraries that Electron needs (${missing.join(', ')})`)
}

/** Names that differ between releases are given as alternatives. */
const libraries = [
  'libgtk-3-0t64|libgtk-3-0',
  'libnss3',
  'libasound2t64|libasound2',
  'libgbm1',
  'libxss1',
  'libxtst6',
  'libnotify4',
  'libsecret-1-0',
  'fonts-liberation',
]

/**
 * @param {readonly string[]} names alternatives are separated by `|`
 * @param {string} purpose
 */
async function ensurePackages(names, purpose) {
  if (!isDebianRoot)
    throw new Explained(`Missing: ${purpose}. ${advice(names.map((name) => name.split('|').at(-1) ?? name))}`)
  await step(`Installing ${purpose} (apt-get)`, async () => {
    await apt(['update'])
    const chosen = []
    for (const name of names) chosen.push(await firstKnown(name.split('|')))
    await apt(['install', '-y', '--no-install-recommends', ...chosen])
  })
}

/** @param {readonly string[]} names */
function advice(names) {
  if (process.platform === 'linux') {
    return existsSync('/etc/debian_version')
      ? `Install it and start again:\n\n  sudo apt-get install -y --no-install-recommends ${names.join(' ')}\n`
      : `Install it with your distribution's package manager and start again (Debian calls it: ${names.join(' ')}).`
  }
  const command = process.platform === 'darwin' ? 'brew install --cask chromium' : 'winget install Google.Chrome'
  return `Install it and start again:\n\n  ${command}\n`
}

/** @param {readonly string[]} args */
async function apt(args) {
  const result = await run('apt-get', ['-q', ...args], { quiet: true, env: { DEBIAN_FRONTEND: 'noninteractive' } })
  if (result.code === 0) return
  throw new Explained(`${result.output.trim()}\n\n"apt-get ${args.join(' ')}" failed.`)
}

/** @param {readonly string[]} names */
async function firstKnown(names) {
  for (const name of names) {
    const { code, output } = await run('apt-cache', ['policy', name], { quiet: true })
    if (code === 0 && /Candidate: (?!\(none\))/.test(output)) return name
  }
  return names[0] ?? ''
}

/**
 * Where a program is, or null.
 * @param {string} name
 */
function onPath(name) {
  for (const folder of (process.env['PATH'] ?? '').split(path.delimiter)) {
    try {
      const file = path.join(folder, name)
      accessSync(file, constants.X_OK)
      return file
    } catch {
      // Not in this folder.
    }
  }
  return null
}
