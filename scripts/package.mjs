/** npm run package [-- ARGS]: installers for this system in dist/, with electron-builder (its arguments are passed on). */
import process from 'node:process'
import { build } from './build.mjs'
import { electronVersion, ensureElectron } from './electron.mjs'
import { checkNode, install } from './install.mjs'
import { writeLicences } from './licences.mjs'
import { Explained, main, run, say } from './steps.mjs'
import { nodeCommand } from './tools.mjs'

await main(async () => {
  checkNode()
  await install()
  const reason = await ensureElectron(true)
  if (reason !== null) {
    throw new Explained(
      `Retoma can't be packaged here: Electron ${electronVersion()} itself is needed for that, and it can't be downloaded (${reason}).\n` +
        'Do it on a machine that reaches the download, behind a proxy with HTTPS_PROXY and ELECTRON_GET_USE_PROXY=1, or from a\n' +
        'mirror of your own with ELECTRON_MIRROR. The workflow .github/workflows/release.yml builds for all three systems.',
    )
  }
  await build()
  writeLicences()
  // The Electron that is there already is used again, instead of a second download.
  const [command, args] = nodeCommand('electron-builder', [
    '--publish',
    'never',
    '--config.electronDist=node_modules/electron/dist',
    ...process.argv.slice(2),
  ])
  const { code } = await run(command, args)
  if (code === 0) say('The installers are in dist/.')
  return code
})
