import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { readStamp, writeStamp } from './stamp.mjs'
import { Explained, root, run, step } from './steps.mjs'
import { nodeCommand } from './tools.mjs'

/** What the build is made from. */
const sources = [
  'src',
  'resources',
  'package.json',
  'package-lock.json',
  'tsconfig.base.json',
  'electron.vite.config.ts',
]

/** Builds `out` when the sources changed since the last time. */
export async function build() {
  const now = fingerprint()
  if (readStamp().build === now && existsSync(path.join(root, 'out/main/index.js'))) return
  await step('Building the app', async () => {
    // Should it fail half-way, `out` is nobody's build.
    writeStamp({ build: undefined })
    const [command, args] = nodeCommand('electron-vite', ['build', '--logLevel', 'warn'])
    const result = await run(command, args, { quiet: true })
    if (result.code !== 0) throw new Explained(`${result.output.trim()}\n\nThe app could not be built.`)
  })
  writeStamp({ build: now })
}

/** A hash over the contents of all sources; tests among them don't count. */
function fingerprint() {
  const hash = createHash('sha256')
  /** @param {string} file */
  const add = (file) => {
    hash.update(`${path.relative(root, file)}\0`).update(readFileSync(file))
  }
  for (const name of sources) {
    const at = path.join(root, name)
    if (!existsSync(at)) continue
    const inside = readdirSafe(at)
    if (inside === null) add(at)
    else for (const file of inside) if (!/\.test\.tsx?$/.test(file)) add(path.join(at, file))
  }
  return hash.digest('hex')
}

/**
 * @param {string} at
 * @returns {string[] | null} every file below a folder, in a fixed order; null for a file
 */
function readdirSafe(at) {
  try {
    return readdirSync(at, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(at, path.join(entry.parentPath, entry.name)))
      .sort()
  } catch {
    return null
  }
}
