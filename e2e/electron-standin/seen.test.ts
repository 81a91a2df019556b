import { execFile } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { isHeadless } from './display.ts'
import { createPlace, executablePath, fixture } from './testApp.ts'

const place = createPlace()

/** Resizes the window as a person would, and says what its page saw; tests cannot drive what a person sees. */
const probe = `
const { app } = require('electron')
app.once('web-contents-created', (_event, contents) => {
  contents.once('did-finish-load', async () => {
    const seen = await contents.executeJavaScript(\`new Promise((resolve) => {
      const before = { size: [innerWidth, outerWidth], standalone: matchMedia('(display-mode: standalone)').matches }
      resizeTo(500, 400)
      const look = () =>
        innerWidth === 500 && history.length === 1 ? resolve({ ...before, api: typeof api }) : requestAnimationFrame(look)
      look()
    })\`)
    console.log('SEEN ' + JSON.stringify({ ...seen, url: contents.getURL() }))
    app.exit()
  })
})
`

it.runIf(process.platform === 'linux' && !isHeadless())('shows a person a window of an app', async () => {
  const file = join(place.folder, 'probe.cjs')
  writeFileSync(file, probe)
  const args = ['-r', file, fixture, `--user-data-dir=${join(place.folder, 'data')}`]
  const { stdout } = await promisify(execFile)(executablePath, args, { timeout: 20_000 })
  const seen: unknown = JSON.parse(/SEEN (.*)/.exec(stdout)?.[1] ?? 'null')
  expect(seen).toEqual({ size: [900, 900], standalone: true, api: 'object', url: 'app://retoma/' })
})
