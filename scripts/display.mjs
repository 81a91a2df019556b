import { spawn } from 'node:child_process'
import { clearTimeout, setTimeout } from 'node:timers'
import { Explained, atEnd } from './steps.mjs'

/**
 * Starts a display that nobody sees, and ends it with the script.
 * @returns {Promise<string>} what to put into DISPLAY
 */
export function startDisplay() {
  return new Promise((resolve, reject) => {
    // In a process group of its own: Ctrl-C must end the app first, its display afterwards.
    const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1920x1200x24', '-nolisten', 'tcp'], {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
      detached: true,
    })
    atEnd(() => server.kill())
    server.unref()
    const fail = () => {
      reject(new Explained('A display could not be started (Xvfb). Set DISPLAY to one that runs.'))
    }
    const timer = setTimeout(fail, 15_000)
    server.once('error', fail)
    server.once('exit', fail)
    const answer = server.stdio[3]
    answer?.once('data', (/** @type {Buffer} */ data) => {
      clearTimeout(timer)
      // It must not keep us alive.
      answer.destroy()
      resolve(`:${data.toString().trim()}`)
    })
  })
}
