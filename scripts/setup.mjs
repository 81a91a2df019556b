import { ensureChromium, ensureLibraries, ensureXvfb, headless } from './system.mjs'
import { checkNode, install } from './install.mjs'
import { findElectron } from './electron.mjs'
import { startDisplay } from './display.mjs'

/**
 * Everything that the app needs to run on this machine; a second time it only looks.
 * @returns {Promise<{ electron: import('./electron.mjs').Electron, env: Record<string, string> }>} `env` names the display, where we had to start one
 */
export async function setup() {
  checkNode()
  await install()
  const electron = await findElectron()
  if (electron.kind === 'standin') {
    // Without a display the stand-in runs Chromium headless.
    await ensureChromium()
    return { electron, env: {} }
  }
  await ensureLibraries(electron.executable)
  if (!headless) return { electron, env: {} }
  await ensureXvfb()
  return { electron, env: { DISPLAY: await startDisplay() } }
}
