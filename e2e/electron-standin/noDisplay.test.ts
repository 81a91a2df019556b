import { execFile } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { createPlace, executablePath, fixture } from './testApp.ts'

const place = createPlace()

async function startFailing(env: Readonly<Record<string, string>>): Promise<string> {
  const args = [fixture, `--user-data-dir=${join(place.folder, 'data')}`]
  const failed: unknown = await promisify(execFile)(executablePath, args, {
    timeout: 20_000,
    env: { ...process.env, WAYLAND_DISPLAY: '', ...env },
  }).catch((error: unknown) => error)
  expect(failed).toMatchObject({ code: 1, stdout: '' })
  return (failed as { readonly stderr: string }).stderr
}

/** A Chromium that says this and ends. */
function ending(words: string, code: number): string {
  const path = join(place.folder, `chromium-${code}`)
  writeFileSync(path, `#!/bin/sh\ncat >&2 <<'WORDS'\n${words}\nWORDS\nexit ${code}\n`, { mode: 0o755 })
  return path
}

it.runIf(process.platform === 'linux')('says what to do where the display that is named is not there', async () => {
  // Its words for that; the headless shell, which may be the one that is installed, asks for no display.
  const words =
    '[9:9:ERROR:ui/ozone/platform/x11/ozone_platform_x11.cc:256] Missing X server or $DISPLAY\n' +
    '[9:9:ERROR:ui/aura/env.cc:246] The platform failed to initialize.  Exiting.'
  expect(await startFailing({ DISPLAY: ':987', RETOMA_CHROMIUM: ending(words, 1) })).toBe(
    'No window can be shown: there is no display at DISPLAY=:987. Start from a desktop, over "ssh -X", or with a display that runs. ' +
      'Without one ("env -u DISPLAY npm start") the window is drawn where nobody sees it.\n',
  )
})

it.runIf(process.platform !== 'win32')('gives the last words of a Chromium that ends at once', async () => {
  expect(await startFailing({ RETOMA_CHROMIUM: ending('library x is missing', 127) })).toBe(
    'Chromium, in which the stand-in for Electron shows its windows, ended as soon as it was started. It said last:\n' +
      'library x is missing\n',
  )
})
