import { join } from 'node:path'
import { expect, it } from 'vitest'
import { createPlace, fixture, launchOnce, logOf, logged } from './testApp.ts'

const place = createPlace()
const one = launchOnce(place)

it('maps the scheme of the app, and keeps headers and policy', async () => {
  const { app, page } = one
  const { url, origin, main } = await app.evaluate(async ({ BrowserWindow, ipcMain }) => {
    const contents = (BrowserWindow.getAllWindows()[0] as Electron.BrowserWindow).webContents
    const asked = new Promise<Electron.IpcMainInvokeEvent>((resolve) =>
      ipcMain.handleOnce('who', (event) => resolve(event)),
    )
    await contents.executeJavaScript("void api.call('who')")
    const { senderFrame, sender } = await asked
    return { url: contents.getURL(), origin: senderFrame?.origin, main: senderFrame === sender.mainFrame }
  })
  expect({ url, origin, main }).toEqual({ url: 'app://retoma/', origin: 'app://retoma', main: true })
  const echoed = await page.evaluate(async () => {
    const answer = await fetch('/echo?x=1', { method: 'POST', body: new Uint8Array([0, 200, 255]) })
    const bytes = [...new Uint8Array(await answer.arrayBuffer())]
    return [...['x-url', 'x-method', 'x-origin'].map((name) => answer.headers.get(name)), bytes]
  })
  expect(echoed).toEqual(['app://retoma/echo?x=1', 'POST', 'app://retoma', [0, 200, 255]])
  const refused = await page.evaluate(async () => {
    const violated = new Promise((resolve) =>
      addEventListener('securitypolicyviolation', (event) => resolve(event.violatedDirective)),
    )
    const fetched = await fetch('https://example.invalid/').catch(() => 'failed')
    return [fetched, await violated, (await fetch('/')).headers.get('x-own')]
  })
  expect(refused).toEqual(['failed', 'connect-src', 'yes'])
})

it('stops what will-navigate prevents, and lets the rest through', async () => {
  const { app, page } = one
  await page.click('#away')
  await logged(app, 'will-navigate https://example.invalid/')
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getURL())).toBe(
    'app://retoma/',
  )
  await page.click('#own')
  await page.waitForURL('**/other')
  await logged(app, 'will-navigate app://retoma/other')
  const before = (await logOf(app)).filter((line) => line.startsWith('will-navigate')).length
  await page.reload()
  expect(await page.evaluate(() => globalThis.atStart)).toBe('object')
  expect((await logOf(app)).filter((line) => line.startsWith('will-navigate'))).toHaveLength(before)
})

it('denies windows that the page opens', async () => {
  const { app, page } = one
  expect(await page.evaluate(() => window.open('https://example.invalid/new', 'x', 'width=200') === null)).toBe(true)
  await logged(app, 'open https://example.invalid/new')
  await page.evaluate(() =>
    document.body.insertAdjacentHTML(
      'beforeend',
      '<a id="blank" target="_blank" href="https://example.invalid/blank">blank</a>',
    ),
  )
  await page.click('#blank')
  await logged(app, 'open https://example.invalid/blank')
  await page.click('#own', { modifiers: ['ControlOrMeta'] })
  await logged(app, 'open app://retoma/other')
  expect(app.windows()).toHaveLength(1)
})

it('gives files their paths', async () => {
  const { page } = one
  await page.evaluate(() => {
    const input = document.querySelector<HTMLInputElement>('#file')
    input?.addEventListener(
      'change',
      () => (globalThis.seen = [...(input.files ?? [])].map((file) => globalThis.api.pathOf(file))),
    )
    globalThis.seen = []
  })
  const file = join(fixture, 'package.json')
  await page.setInputFiles('#file', file)
  await page.waitForFunction(() => globalThis.seen.length > 0)
  expect(await page.evaluate(() => globalThis.seen)).toEqual([file])
})

it('emulates the theme', async () => {
  const { app, page } = one
  const dark = (): Promise<boolean> => page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)
  expect(await dark()).toBe(false)
  await app.evaluate(({ nativeTheme }) => (nativeTheme.themeSource = 'dark'))
  await page.waitForFunction(() => matchMedia('(prefers-color-scheme: dark)').matches)
  await logged(app, 'theme true')
  await app.evaluate(({ nativeTheme }) => (nativeTheme.themeSource = 'system'))
})

it('survives the crash of a page', async () => {
  const { app, page } = one
  const crashed = page.waitForEvent('crash')
  await (
    await app.browserWindow(page)
  ).evaluate((one: Electron.BrowserWindow) => one.webContents.forcefullyCrashRenderer())
  await crashed
  await logged(app, 'gone crashed')
  await app.evaluate(async ({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents
    const loaded = new Promise((resolve) => contents?.once('did-finish-load', () => resolve(true)))
    contents?.reload()
    await loaded
  })
  const works = await app.evaluate(({ BrowserWindow }) => {
    const window = BrowserWindow.getAllWindows()[0]
    return window?.webContents.executeJavaScript("api.call('echo', 5)") as Promise<unknown>
  })
  expect(works).toEqual([5])
})
