import { existsSync } from 'node:fs'
import path from 'node:path'
import { root } from './steps.mjs'

/** How electron-builder numbers processors. */
const CPUS = ['ia32', 'x64', 'armv7l', 'arm64', 'universal']

/**
 * electron-builder's beforePack hook: stops when the Copilot runtime of the system that is packaged for is not installed,
 * since the app would start and then be unable to do anything.
 * @param {{ electronPlatformName: string, arch: number }} context
 */
export default function checkRuntime(context) {
  const name = `@github/copilot-sdk-${context.electronPlatformName}-${CPUS[context.arch] ?? 'unknown'}`
  if (existsSync(path.join(root, 'node_modules', name))) return
  throw new Error(`${name} is not installed here: package on a machine of that system and processor.`)
}
