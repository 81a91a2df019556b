import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { root } from './steps.mjs'

const file = path.join(root, 'node_modules/.retoma-setup.json')

/**
 * What scripts remember between runs; it goes with node_modules, and may be deleted at any time.
 * @typedef {object} Stamp
 * @property {string | undefined} [build] fingerprint of the sources that `out` was built from
 * @property {{ version: string, at: number, reason: string } | undefined} [electronFailed] the last failed download
 */

/** @returns {Stamp} */
export function readStamp() {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return {}
  }
}

/** @param {Stamp} patch a key that is undefined is forgotten */
export function writeStamp(patch) {
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, `${JSON.stringify({ ...readStamp(), ...patch }, null, 2)}\n`)
}
