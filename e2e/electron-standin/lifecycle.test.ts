import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { ElectronApplication } from '@playwright/test'
import { expect, it, vi } from 'vitest'
import { createPlace, executablePath, fixture, logged, opened } from './testApp.ts'

const place = createPlace()

async function untilExit(
  app: ElectronApplication,
  act: () => Promise<unknown>,
): Promise<[text: string, code: unknown]> {
  let text = ''
  const child = app.process()
  child.stdout?.on('data', (data: Buffer) => (text += data.toString()))
  const ended = once(child, 'close')
  await act().catch(() => undefined)
  const [code] = (await ended) as [unknown]
  return [text, code]
}

it('quits in Electron’s order, and not when asked to stay', async () => {
  const app = await place.launch('quit')
  await opened(app)
  await app.evaluate(({ app }) => {
    globalThis.fixture.stay = true
    app.quit()
    globalThis.fixture.stay = false
    globalThis.fixture.log.length = 0
  })
  const [text, code] = await untilExit(app, () => app.close())
  expect(text).toContain('ORDER ["before-quit","closed","will-quit","quit 0"]')
  expect(code).toBe(0)
})

it('exits with a code and without questions', async () => {
  const app = await place.launch('exit')
  await opened(app)
  const [text, code] = await untilExit(app, () =>
    app.evaluate(({ app }) => {
      globalThis.fixture.log.length = 0
      app.exit(7)
    }),
  )
  expect(text).toContain('ORDER ["closed","quit 7"]')
  expect(code).toBe(7)
})

it('lives on without a window if the app listens', async () => {
  const app = await place.launch('tray')
  const page = await opened(app)
  await (await app.browserWindow(page)).evaluate((one: Electron.BrowserWindow) => one.close())
  await logged(app, 'window-all-closed')
  const next = app.waitForEvent('window')
  await app.evaluate(() => void globalThis.fixture.open())
  await (await next).waitForSelector('h1')
  await app.close()
})

it('tells the first instance of the second, and replaces a killed one', async () => {
  const first = await place.launch('single')
  await opened(first)
  const second = spawn(executablePath, [fixture, `--user-data-dir=${join(place.folder, 'single')}`, 'app-link://x'], {
    cwd: place.folder,
  })
  const [code] = (await once(second, 'exit')) as [number]
  expect(code).toBe(0)
  await logged(first, `second-instance app-link://x ${place.folder} 1`)
  const killed = once(first.process(), 'exit')
  first.process().kill('SIGKILL')
  await killed
  const third = await place.launch('single')
  await opened(third)
  await third.close()
})

it.runIf(process.platform === 'linux')('leaves neither Chromium nor its profile behind when killed', async () => {
  const temporary = join(place.folder, 'temporary')
  mkdirSync(temporary)
  const profiles = (): string[] => readdirSync(temporary).filter((name) => name.startsWith('electron-standin-'))
  const app = await place.launch('kill', [], { TMPDIR: temporary })
  await opened(app)
  const [profile = 'none'] = profiles()
  const processes = (): string => {
    try {
      return execFileSync('pgrep', ['-f', profile], { encoding: 'utf8' })
    } catch {
      return ''
    }
  }
  expect(processes()).not.toBe('')
  const ended = once(app.process(), 'exit')
  app.process().kill('SIGKILL')
  await ended
  await vi.waitFor(() => expect([processes(), profiles().includes(profile)]).toEqual(['', false]), 3000)
})

it('does without a keychain if asked to', async () => {
  const app = await place.launch('bare', [], { RETOMA_STANDIN_NO_KEYCHAIN: '1' })
  expect(await app.evaluate(({ safeStorage }) => safeStorage.isAsyncEncryptionAvailable())).toBe(false)
  await app.close()
})
