import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import process from 'node:process'
import { Explained, root, run, step } from './steps.mjs'

/** The Node that scripts, tests and bench run on: the same major that Electron embeds. */
export const pinnedNode = path.join(root, 'node_modules/node/bin', process.platform === 'win32' ? 'node.exe' : 'node')

/** Ends with a sentence when this Node is too old to go on. */
export function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 19)) return
  throw new Explained(
    `Retoma needs Node 20.19 or newer to install; this is ${process.version}. Get it from https://nodejs.org.`,
  )
}

/** Installs the packages when they are not those of package-lock.json, and the pinned Node when npm left it out. */
export async function install() {
  if (!isInstalled()) {
    await step('Installing the packages (npm ci)', () => npm(['ci', '--no-audit', '--no-fund', '--loglevel=error']))
  }
  if (!existsSync(pinnedNode)) await step('Installing the pinned Node', installPinnedNode)
}

/** npm itself writes down what it installed, last of all: comparing with that sees interrupted and other people's installs too. */
function isInstalled() {
  const wanted = packages(path.join(root, 'package-lock.json'))
  const present = packages(path.join(root, 'node_modules/.package-lock.json'))
  if (wanted === null || present === null) return false
  const missing = Object.entries(wanted).some(
    ([name, entry]) => name !== '' && !entry.optional && !entry.devOptional && present[name]?.version !== entry.version,
  )
  const stale = Object.entries(present).some(
    // The pinned Node's own package is not in the lock: its installer fetches it.
    ([name, entry]) => wanted[name] !== undefined && wanted[name].version !== entry.version,
  )
  return !missing && !stale
}

/**
 * @param {string} file
 * @returns {Record<string, { version?: string, optional?: boolean, devOptional?: boolean }> | null}
 */
function packages(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages
  } catch {
    return null
  }
}

/** @param {readonly string[]} args */
async function npm(args) {
  const cli = process.env['npm_execpath']
  const known = cli !== undefined && path.basename(cli) === 'npm-cli.js'
  const result = known
    ? await run(process.execPath, [cli, ...args], { quiet: true })
    : await run('npm', args, { quiet: true, shell: process.platform === 'win32' })
  if (result.code === 0) return
  throw new Explained(
    `${result.output.trim()}\n\nnpm could not install the packages. Run "npm ${args[0] ?? ''}" to see more.`,
  )
}

/** Where npm's policy forbids install scripts, the one that is needed is run by hand. */
async function installPinnedNode() {
  const folder = path.join(root, 'node_modules/node')
  const script = 'installArchSpecificPackage.js'
  const result = await run(process.execPath, [script], { cwd: folder, quiet: true })
  if (existsSync(pinnedNode)) return
  throw new Explained(
    `${result.output.trim()}\n\nThe pinned Node (package "node") is missing, since its install script did not run.\n` +
      `Allow it, or run it yourself:  cd ${folder} && node ${script}`,
  )
}
