import childProcess, { type ChildProcess, type ForkOptions } from 'node:child_process'
import { registerHooks, syncBuiltinESMExports } from 'node:module'

const NAMES = new Set(['electron', 'electron/main', 'electron/common'])

/** Makes `electron` mean the stand-in, for `import` and `require` alike, in dependencies too. */
export function installHooks(): void {
  const url = new URL('electron.ts', import.meta.url).href
  registerHooks({
    resolve: (specifier, context, next) =>
      NAMES.has(specifier) ? { url, format: 'module-typescript', shortCircuit: true } : next(specifier, context),
  })
  forkAsNode()
}

/** As in Electron, a forked child is plain Node, although the executable is not. */
function forkAsNode(): void {
  const original = childProcess.fork
  childProcess.fork = (file: string | URL, ...rest: [args?: unknown, options?: ForkOptions]): ChildProcess => {
    const args = Array.isArray(rest[0]) ? (rest[0] as string[]) : []
    const options = (Array.isArray(rest[0]) || rest.length > 1 ? rest[1] : (rest[0] as ForkOptions | undefined)) ?? {}
    return original(file, args, { ...options, env: { ...(options.env ?? process.env), ELECTRON_RUN_AS_NODE: '1' } })
  }
  syncBuiltinESMExports()
}
