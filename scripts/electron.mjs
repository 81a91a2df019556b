import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import process from 'node:process'
import { clearInterval, setInterval } from 'node:timers'
import { pinnedNode } from './install.mjs'
import { readStamp, writeStamp } from './stamp.mjs'
import { Explained, root, run, say, step } from './steps.mjs'

const folder = path.join(root, 'node_modules/electron')
const standIn = path.join(root, 'e2e/electron-standin/electron')

const DOWNLOAD_MS = 120_000
/** Without a first byte after so long nothing will come. */
const SILENCE_MS = 10_000
const RETRY_AFTER_MS = 24 * 3_600_000

/**
 * @typedef {object} Electron
 * @property {'real' | 'standin'} kind
 * @property {string} executable
 * @property {string} version
 */

/**
 * Electron's own executable, fetched if need be; where it can't be had, the stand-in. RETOMA_ELECTRON=real|standin forces one.
 * @returns {Promise<Electron>}
 */
export async function findElectron() {
  const version = electronVersion()
  const forced = process.env['RETOMA_ELECTRON']
  if (forced === 'standin') {
    say('Running on the stand-in for Electron, as RETOMA_ELECTRON says.')
    return { kind: 'standin', executable: standIn, version }
  }
  const reason = await ensureElectron(forced === 'real')
  if (reason === null) {
    const executable = installedElectron()
    if (executable !== null) return { kind: 'real', executable, version }
  }
  if (forced === 'real') {
    throw new Explained(
      `Electron ${version} can't be had here (${reason ?? 'unknown'}), and RETOMA_ELECTRON=real asks for it.\n` +
        'Without RETOMA_ELECTRON, Retoma runs on its stand-in.',
    )
  }
  say(
    `Electron ${version} can't be downloaded here (${reason ?? 'unknown'}): running on the stand-in (Node 24 and Chromium).`,
  )
  return { kind: 'standin', executable: standIn, version }
}

/**
 * Fetches Electron unless it is there; a failure is remembered for a day.
 * @param {boolean} insist try again although it failed a short while ago
 * @returns {Promise<string | null>} null when it is there, else why it is not
 */
export async function ensureElectron(insist) {
  if (installedElectron() !== null) return null
  const version = electronVersion()
  const failed = readStamp().electronFailed
  if (!insist && failed?.version === version && Date.now() - failed.at < RETRY_AFTER_MS) return failed.reason
  const reason = await step(`Downloading Electron ${version} (about 120 MB, two minutes at most)`, download)
  writeStamp({ electronFailed: reason === null ? undefined : { version, at: Date.now(), reason } })
  return reason
}

/** The version of Electron that package.json asks for. */
export function electronVersion() {
  return String(JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')).version)
}

/** Electron's own executable, or null when it was not downloaded (or is that of another version). */
function installedElectron() {
  try {
    const version = readFileSync(path.join(folder, 'dist/version'), 'utf8').trim().replace(/^v/, '')
    const executable = path.join(folder, 'dist', readFileSync(path.join(folder, 'path.txt'), 'utf8').trim())
    return version === electronVersion() && existsSync(executable) ? executable : null
  } catch {
    return null
  }
}

/** Runs Electron's own installer within bounds; resolves to null, or to why there is none. */
async function download() {
  const temporary = mkdtempSync(path.join(os.tmpdir(), 'retoma-electron-'))
  const started = Date.now()
  let silent = false
  try {
    const result = await run(pinnedNode, [path.join(folder, 'install.js')], {
      quiet: true,
      timeoutMs: DOWNLOAD_MS,
      env: { TMPDIR: temporary, TMP: temporary, TEMP: temporary, ELECTRON_GET_NO_PROGRESS: '1' },
      watch: (stop) => {
        const timer = setInterval(() => {
          if (hasBytes(temporary) || hasBytes(path.join(folder, 'dist'))) clearInterval(timer)
          else if (Date.now() - started > SILENCE_MS) {
            silent = true
            stop()
          }
        }, 250)
        return () => {
          clearInterval(timer)
        }
      },
    })
    if (installedElectron() !== null) return null
    if (silent) return `no answer within ${SILENCE_MS / 1000} s`
    if (result.stopped) return `not done within ${DOWNLOAD_MS / 1000} s`
    return explain(result.output)
  } finally {
    rmSync(temporary, { recursive: true, force: true })
  }
}

/**
 * The innermost word on what went wrong, in one line.
 * @param {string} output
 */
function explain(output) {
  const status = /Response code (\d+[^\n]*?) for /.exec(output)?.[1]
  if (status !== undefined) return `the server answered ${status}`
  const code =
    /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ENETUNREACH|EHOSTUNREACH|ETIMEDOUT|ENOSPC|EACCES|CERT_\w+|UNABLE_TO_\w+)\b/.exec(
      output,
    )?.[1]
  if (code !== undefined) return code
  if (output.includes('fetch failed')) return 'its download is not reachable'
  return /^\w*Error: (.+)$/m.exec(output)?.[1] ?? 'its installer failed'
}

/**
 * @param {string} directory
 * @returns {boolean} whether any file in it holds anything yet
 */
function hasBytes(directory) {
  try {
    return readdirSync(directory, { withFileTypes: true }).some((entry) => {
      const file = path.join(directory, entry.name)
      return entry.isDirectory() ? hasBytes(file) : statSync(file).size > 0
    })
  } catch {
    return false
  }
}
