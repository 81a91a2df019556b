import { constants } from 'node:fs'
import { access, stat } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { AppError } from '../../shared/errors.ts'

/** The runtime that comes with the SDK, outside the archive in a packaged app; throws `runtimeMissing`. */
export function bundledRuntimePath(): string {
  const systems = process.platform === 'linux' ? ['linux', 'linuxmusl'] : [process.platform]
  const require = createRequire(import.meta.url)
  for (const platform of systems.map((system) => `${system}-${process.arch}`)) {
    try {
      // The platform package may stand inside the SDK's own node_modules.
      const fromSdk = createRequire(require.resolve('@github/copilot-sdk'))
      const root = dirname(fromSdk.resolve(`@github/copilot-sdk-${platform}/package.json`))
      const file = process.platform === 'win32' ? 'copilot-runtime.exe' : 'copilot-runtime'
      return outsideArchive(join(root, 'prebuilds', platform, file))
    } catch {
      // Only the package for this system is installed: the next name is tried.
    }
  }
  throw new AppError('runtimeMissing', `@github/copilot-sdk-${process.platform}-${process.arch}`)
}

/** Nothing can be executed inside app.asar: the packager leaves executables beside it. */
export function outsideArchive(path: string): string {
  return path.replace(/([\\/])app\.asar([\\/])/u, '$1app.asar.unpacked$2')
}

/** Rejects with `runtimeMissing` or `runtimeNotExecutable`: the SDK answers to both in ways that nobody can catch. */
export async function checkRuntime(path: string): Promise<void> {
  const found = await stat(path).catch(() => null)
  if (found === null || !found.isFile() || found.size === 0) throw new AppError('runtimeMissing', path)
  await access(path, constants.X_OK).catch((error: unknown) => {
    throw new AppError('runtimeNotExecutable', path, { cause: error })
  })
}
