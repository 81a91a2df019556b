/** npm start [-- ARGS]: installs and builds what is missing, then runs the app with the person's own profile. */
import { spawn } from 'node:child_process'
import process from 'node:process'
import { clearTimeout, setTimeout } from 'node:timers'
import { build } from './build.mjs'
import { setup } from './setup.mjs'
import { main, root, say } from './steps.mjs'
import { headless } from './system.mjs'

/** How long the app may take to save and end after Ctrl-C. */
const QUIT_MS = 10_000

await main(async () => {
  const { electron, env } = await setup()
  await build()
  if (headless) {
    say(
      'There is no display here, so the window is drawn where nobody sees it. To see it, start from a desktop, set DISPLAY, or use "ssh -X".',
    )
  }
  const switches = []
  if (electron.kind === 'real' && process.platform === 'linux' && process.getuid?.() === 0) {
    say("Running as root: Electron's own sandbox is off (--no-sandbox). Start it as another user to have it on.")
    switches.push('--no-sandbox')
  }
  say(`Retoma is running (${electron.kind === 'real' ? `Electron ${electron.version}` : 'stand-in'}). Ctrl-C ends it.`)
  return runApp(electron.executable, [...switches, root, ...process.argv.slice(2)], env)
})

/**
 * @param {string} executable
 * @param {readonly string[]} args
 * @param {Record<string, string>} env
 * @returns {Promise<number>} its exit code
 */
function runApp(executable, args, env) {
  return new Promise((resolve, reject) => {
    const child = spawn(executable, args, { stdio: 'inherit', env: { ...process.env, ...env } })
    /** @type {NodeJS.Timeout | undefined} */
    let timer
    let asked = 0
    /** @param {NodeJS.Signals} signal */
    const quit = (signal) => {
      asked += 1
      // A terminal sends Ctrl-C to the app as well; asking twice would make it hurry.
      if (asked === 1 && !(signal === 'SIGINT' && process.stdin.isTTY)) child.kill('SIGTERM')
      if (asked === 2) child.kill('SIGKILL')
      timer ??= setTimeout(() => child.kill('SIGKILL'), QUIT_MS)
    }
    for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(signal, quit)
    process.on('exit', () => child.kill('SIGKILL'))
    child.once('error', reject)
    child.once('close', (code, signal) => {
      clearTimeout(timer)
      resolve(asked > 0 && signal !== null ? 130 : (code ?? 1))
    })
  })
}
