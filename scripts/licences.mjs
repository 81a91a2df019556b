import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { root } from './steps.mjs'

/**
 * Gathers the licence texts of everything that the installers carry into out/licences: ours, those kept in
 * resources/licences, and one file for the packages that the build bundles, found from what src imports.
 */
export function writeLicences() {
  const folder = path.join(root, 'out/licences')
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  copyFileSync(path.join(root, 'LICENSE'), path.join(folder, 'retoma.txt'))
  const kept = path.join(root, 'resources/licences')
  for (const name of readdirSync(kept)) copyFileSync(path.join(kept, name), path.join(folder, name))
  writeFileSync(path.join(folder, 'packages.txt'), [...closure(importedPackages())].sort().map(entry).join('\n'))
}

/** The packages that files of src import by name. */
function importedPackages() {
  const names = new Set()
  for (const file of readdirSync(path.join(root, 'src'), { recursive: true, encoding: 'utf8' })) {
    if (!/\.(ts|tsx|css)$/.test(file) || /\.test\.tsx?$/.test(file)) continue
    const text = readFileSync(path.join(root, 'src', file), 'utf8')
    for (const [, name] of text.matchAll(/(?:from|import) ?\(?['"]((?:@[\w.-]+\/)?[\w][\w.-]*)(?:\/[^'"]*)?['"]/g))
      names.add(name)
  }
  return names
}

/**
 * These packages with all that they depend on, as folders below node_modules.
 * @param {Iterable<string>} names
 */
function closure(names) {
  /** @type {Set<string>} */
  const found = new Set()
  /**
   * @param {string} name
   * @param {string} from the folder of the package that asks for it
   */
  const add = (name, from) => {
    const folder = resolvePackage(name, from)
    if (folder === null || found.has(folder)) return
    found.add(folder)
    for (const next of Object.keys(manifest(folder).dependencies ?? {})) add(next, folder)
  }
  // Electron brings its own texts: electron-builder puts them beside the executable.
  for (const name of names) if (name !== 'electron') add(name, '')
  return found
}

/**
 * @param {string} name
 * @param {string} from
 */
function resolvePackage(name, from) {
  for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf('node_modules/') - 1))) {
    const folder = path.posix.join(at, 'node_modules', name)
    if (existsSync(path.join(root, folder, 'package.json'))) return folder
    if (at === '') return null
  }
}

/** @param {string} folder */
function entry(folder) {
  const { name, version, license, author } = manifest(folder)
  const file = readdirSync(path.join(root, folder)).find((candidate) => /^(licen[cs]e|copying)/i.test(candidate))
  const by = typeof author === 'string' ? author : author?.name
  const text =
    file === undefined
      ? `Licence: ${license}${by === undefined ? '' : `, by ${by}`}`
      : readFileSync(path.join(root, folder, file), 'utf8')
  return `${'='.repeat(80)}\n${name} ${version} (${license})\n${'='.repeat(80)}\n\n${text.trim()}\n`
}

/** @param {string} folder */
function manifest(folder) {
  return JSON.parse(readFileSync(path.join(root, folder, 'package.json'), 'utf8'))
}
