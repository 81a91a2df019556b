import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { pinnedNode } from './install.mjs'
import { Explained, root } from './steps.mjs'

/**
 * How to run a tool of node_modules/.bin, or a script of ours, with the pinned Node. Shell shims are never used, so it is the same everywhere.
 * @param {string} tool the name of a bin, or a file that ends in .js, .mjs, .cjs or .ts
 * @param {readonly string[]} args
 * @returns {[command: string, args: string[]]}
 */
export function nodeCommand(tool, args) {
  if (!existsSync(pinnedNode))
    throw new Explained('The packages are not installed: run "npm start" or "npm test" first, or "npm ci".')
  return [pinnedNode, [/\.[cm]?[jt]s$/.test(tool) ? path.resolve(root, tool) : entryOf(tool), ...args]]
}

/** @param {string} tool */
function entryOf(tool) {
  const { dependencies, devDependencies } = readPackage(root) ?? {}
  // A tool mostly lives in the package of its name; some (tsc, playwright) don't.
  for (const name of [tool, ...Object.keys({ ...dependencies, ...devDependencies })]) {
    const folder = path.join(root, 'node_modules', name)
    const manifest = readPackage(folder)
    const bin = typeof manifest?.bin === 'string' ? { [path.basename(name)]: manifest.bin } : manifest?.bin
    if (bin?.[tool] !== undefined) return path.join(folder, bin[tool])
  }
  throw new Explained(`There is no tool "${tool}" among the installed packages.`)
}

/**
 * @param {string} folder
 * @returns {{ bin?: string | Record<string, string>, dependencies?: object, devDependencies?: object } | null}
 */
function readPackage(folder) {
  try {
    return JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'))
  } catch {
    return null
  }
}
