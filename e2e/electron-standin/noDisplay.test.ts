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

it.runIf(process.platform === 'linux')('says what to do where the display that is named is not there', async () => {
  expect(await startFailing({ DISPLAY: ':987' })).toBe(
    'No window can be shown: there is no display at DISPLAY=:987. Start from a desktop, over "ssh -X", or with a display that runs. ' +
      'Without one ("env -u DISPLAY npm start") the window is drawn where nobody sees it.\n',
  )
})

it.runIf(process.platform !== 'win32')('gives the last words of a Chromium that ends at once', async () => {
  const broken = join(place.folder, 'chromium')
  writeFileSync(broken, '#!/bin/sh\necho "library x is missing" >&2\nexit 127\n', { mode: 0o755 })
  expect(await startFailing({ RETOMA_CHROMIUM: broken })).toBe(
    'Chromium, in which the stand-in for Electron shows its windows, ended as soon as it was started. It said last:\n' +
      'library x is missing\n',
  )
})
