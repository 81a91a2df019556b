import type { Page } from '@playwright/test'
import { expect, it, vi } from 'vitest'
import { createPlace, launchOnce, logged } from './testApp.ts'

const place = createPlace()
const one = launchOnce(place)

it('keeps a hidden window’s page, and its size follows', async () => {
  const { app, page } = one
  const window = await app.browserWindow(page)
  await page.evaluate(() => (globalThis.seen = ['kept']))
  await window.evaluate((one: Electron.BrowserWindow) => one.hide())
  await page.waitForFunction(() => document.visibilityState === 'hidden')
  expect(await window.evaluate((one: Electron.BrowserWindow) => one.isVisible())).toBe(false)
  await window.evaluate((one: Electron.BrowserWindow) => {
    one.show()
    one.setBounds({ width: 1200, height: 800 })
  })
  await page.waitForFunction(() => document.visibilityState === 'visible' && innerWidth === 1200 && innerHeight === 800)
  expect(await page.evaluate(() => globalThis.seen)).toEqual(['kept'])
  await logged(app, 'hide')
  await logged(app, 'resize')
})

it('opens a second, small window, and a new page after closing it', async () => {
  const { app } = one
  const first = app.waitForEvent('window')
  await app.evaluate(() => void globalThis.fixture.open({ width: 360, height: 480 }, '/tray'))
  const small = await first
  await small.waitForFunction(() => innerWidth === 360 && innerHeight === 480)
  const closed = small.waitForEvent('close')
  await (
    await app.browserWindow(small)
  ).evaluate((one: Electron.BrowserWindow) => {
    globalThis.fixture.log.length = 0
    one.once('close', (event) => event.preventDefault())
    one.close()
    one.close()
  })
  await closed
  expect(app.windows()).toHaveLength(1)
})

it('asks the app when Chromium’s own window is closed', async () => {
  const { app } = one
  const next = app.waitForEvent('window')
  await app.evaluate(() => void globalThis.fixture.open({}, '/outside'))
  const outside = await next
  await outside.waitForSelector('h1')
  const window = await app.browserWindow(outside)
  await window.evaluate((one: Electron.BrowserWindow) => {
    one.once('close', (event) => event.preventDefault())
  })
  const again = app.waitForEvent('window')
  const close = async (page: Page): Promise<void> => {
    const cdp = await page.context().newCDPSession(page)
    await cdp.send('Page.close').catch(() => undefined)
  }
  await close(outside)
  const revived = await again
  await revived.waitForURL('**/outside')
  await revived.waitForSelector('h1')
  expect(await revived.evaluate(() => globalThis.api.call('echo', 2))).toEqual([2])
  const closed = revived.waitForEvent('close')
  await close(revived)
  await closed
  await vi.waitFor(async () =>
    expect(await window.evaluate((one: Electron.BrowserWindow) => one.isDestroyed())).toBe(true),
  )
})

it('lets a page object to its closing', async () => {
  const { app } = one
  const next = app.waitForEvent('window')
  await app.evaluate(() => void globalThis.fixture.open({}, '/busy'))
  const busy = await next
  await busy.waitForSelector('h1')
  await busy.evaluate(() => addEventListener('beforeunload', (event) => event.preventDefault()))
  const window = await app.browserWindow(busy)
  const stays = await window.evaluate(async (one: Electron.BrowserWindow) => {
    const prevented = new Promise((resolve) => one.webContents.once('will-prevent-unload', () => resolve(true)))
    one.close()
    return [await prevented, one.isDestroyed()]
  })
  expect(stays).toEqual([true, false])
  // Waited for ahead: the page may be gone before the call that closes it has answered.
  const closed = busy.waitForEvent('close')
  await window.evaluate((one: Electron.BrowserWindow) => {
    one.webContents.once('will-prevent-unload', (event) => event.preventDefault())
    one.close()
  })
  await closed
})

it('throws for what is destroyed, and gives up its load', async () => {
  const { app } = one
  const errors = await app.evaluate(async ({ BrowserWindow }) => {
    const window = new BrowserWindow({ show: false })
    const { webContents } = window
    const loading = window.loadURL('app://retoma/gone').catch((error: unknown) => String(error))
    window.destroy()
    try {
      webContents.send('x')
      return []
    } catch (error) {
      return [String(error), await loading]
    }
  })
  expect(errors).toEqual(['TypeError: Object has been destroyed', "Error: ERR_FAILED (-2) loading 'app://retoma/gone'"])
})
