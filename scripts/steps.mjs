import { spawn } from 'node:child_process'
import path from 'node:path'
import process from 'node:process'
import { clearTimeout, setTimeout } from 'node:timers'
import { fileURLToPath } from 'node:url'

/** The repository's root folder. */
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')

/** A failure that says what to do: shown as it is, without a stack trace. */
export class Explained extends Error {}

/**
 * Prints one line.
 * @param {string} text
 */
export function say(text) {
  process.stdout.write(`${text}\n`)
}

/**
 * Seconds since `from` (a `Date.now()`), as they are printed.
 * @param {number} from
 */
export function since(from) {
  return `${((Date.now() - from) / 1000).toFixed(1)} s`
}

/**
 * One line for one step: what is being done, then how long it took.
 * @template T
 * @param {string} title
 * @param {() => Promise<T>} work quiet work: what it prints would tear the line apart
 * @returns {Promise<T>}
 */
export async function step(title, work) {
  const from = Date.now()
  process.stdout.write(`${title} … `)
  try {
    const result = await work()
    process.stdout.write(`${since(from)}\n`)
    return result
  } catch (error) {
    process.stdout.write(`failed after ${since(from)}\n`)
    throw error
  }
}

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set()

/**
 * @typedef {object} RunOptions
 * @property {NodeJS.ProcessEnv} [env] added to our own environment
 * @property {string} [cwd]
 * @property {boolean} [quiet] gather the output instead of showing it
 * @property {boolean} [shell]
 * @property {number} [timeoutMs] end it, by force, after so long
 * @property {(stop: () => void) => () => void} [watch] may stop it early; returns how to end the watching
 *
 * @typedef {object} RunResult
 * @property {number} code its exit code, 1 when it was ended by a signal
 * @property {string} output what it printed, when `quiet`
 * @property {boolean} stopped true when we ended it
 */

/**
 * Runs a program to its end; only failing to start it rejects.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<RunResult>}
 */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: options.cwd ?? root,
      env: { ...process.env, ...options.env },
      stdio: options.quiet === true ? ['ignore', 'pipe', 'pipe'] : 'inherit',
      shell: options.shell ?? false,
      windowsHide: options.quiet === true,
    })
    running.add(child)
    let output = ''
    let stopped = false
    const stop = () => {
      stopped = true
      child.kill('SIGKILL')
    }
    const timer = options.timeoutMs === undefined ? undefined : setTimeout(stop, options.timeoutMs)
    const unwatch = options.watch?.(stop)
    const settle = () => {
      running.delete(child)
      clearTimeout(timer)
      unwatch?.()
    }
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
        output += text
      })
    }
    child.once('error', (error) => {
      settle()
      reject(error)
    })
    child.once('close', (code) => {
      settle()
      resolve({ code: code ?? 1, output, stopped })
    })
  })
}

/** @type {(() => void)[]} */
const cleanups = []

/**
 * Does this when the script ends, however it ends.
 * @param {() => void} work
 */
export function atEnd(work) {
  cleanups.push(work)
}

/**
 * Runs a script to its exit code. Ctrl-C and SIGTERM end what it started too, at once, unless the script listens to them
 * itself; explained failures are shown in their own words.
 * @param {() => Promise<number>} script
 */
export async function main(script) {
  process.on('exit', () => {
    for (const child of running) child.kill('SIGKILL')
    for (const work of cleanups.reverse()) work()
  })
  for (const [signal, code] of /** @type {const} */ ([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ])) {
    process.on(signal, () => {
      if (process.listenerCount(signal) > 1) return
      for (const child of running) child.kill('SIGTERM')
      process.exit(code)
    })
  }
  try {
    process.exitCode = await script()
  } catch (error) {
    process.stderr.write(
      `\n${error instanceof Explained ? error.message : String(/** @type {any} */ (error)?.stack ?? error)}\n`,
    )
    process.exitCode = 1
  }
}
