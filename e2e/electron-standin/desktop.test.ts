import { readFileSync } from 'node:fs'
import type electronLog from 'electron-log/main'
import { expect, it, vi } from 'vitest'
import { createPlace, executablePath, fixture, launchOnce, logged } from './testApp.ts'

const place = createPlace()
const one = launchOnce(place)

it('refuses before it is ready what Electron refuses', async () => {
  const { app } = one
  const early = await app.evaluate(() => globalThis.fixture.early)
  expect(Object.keys(early)).toHaveLength(6)
  for (const message of Object.values(early)) expect(message).toMatch(/ready/)
  const late = await app.evaluate(({ protocol }) => {
    try {
      protocol.registerSchemesAsPrivileged([])
      return ''
    } catch (error) {
      return String(error)
    }
  })
  expect(late).toContain('before app is ready')
})

it('looks like Electron to its app', async () => {
  const { app } = one
  const seen = await app.evaluate(({ app }) => ({
    argv: process.argv,
    type: process.type,
    version: process.versions.electron,
    name: app.name,
    packaged: app.isPackaged,
  }))
  expect(seen).toMatchObject({ type: 'browser', version: '45.4.1', name: 'Fixture', packaged: false })
  expect(seen.argv[0]).toBe(executablePath)
  expect(seen.argv).toContain(fixture)
})

it('throws by name for what it lacks', async () => {
  const { app } = one
  const messages = await app.evaluate((electron) => {
    const peek = (from: object, name: string): string => {
      try {
        return String((from as Record<string, unknown>)[name])
      } catch (error) {
        return (error as Error).message
      }
    }
    const { app, BrowserWindow } = electron
    const window = BrowserWindow.getAllWindows()[0] as Electron.BrowserWindow
    return [
      peek(app, 'foo'),
      peek(electron, 'utilityProcess'),
      peek(window, 'bar'),
      peek(window.webContents, 'printToPDF'),
    ]
  })
  const missing = (what: string): string => `the stand-in for Electron has no ${what}`
  expect(messages).toEqual(
    ['app.foo', 'electron.utilityProcess', 'browserWindow.bar', 'webContents.printToPDF'].map(missing),
  )
})

it('has menus, dialogs, a tray, notifications and shortcuts that code can use', async () => {
  const { app } = one
  const seen = await app.evaluate(
    async ({ dialog, globalShortcut, Menu, nativeImage, Notification, Tray, clipboard }) => {
      Menu.getApplicationMenu()?.getMenuItemById('new')?.click()
      const none = await dialog.showSaveDialog({})
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: '/tmp/x' })
      const given = await dialog.showSaveDialog({})
      const tray = new Tray(nativeImage.createFromBitmap(Buffer.alloc(4 * 4 * 4), { width: 4, height: 4 }))
      const clicked = new Promise((resolve) => tray.once('click', () => resolve(true)))
      tray.emit('click')
      const notification = new Notification({ title: 'T' })
      const shown = new Promise((resolve) => notification.once('show', () => resolve(notification.title)))
      notification.show()
      globalShortcut.register('CommandOrControl+J', () => undefined)
      await clipboard.writeText('copied')
      const menu = Menu.buildFromTemplate([
        { id: 'a', label: 'A', type: 'radio', checked: true },
        { id: 'b', label: 'B', type: 'radio' },
      ])
      menu.getMenuItemById('b')?.click()
      return [
        none.canceled,
        given.filePath,
        await clicked,
        await shown,
        globalShortcut.isRegistered('CommandOrControl+J'),
        await clipboard.readText(),
        menu.items.map(({ checked }) => checked),
      ]
    },
  )
  expect(seen).toEqual([true, '/tmp/x', true, 'T', true, 'copied', [false, true]])
  await logged(app, 'menu new')
})

it('keeps secrets', async () => {
  const { app } = one
  const kept = await app.evaluate(async ({ safeStorage }) => {
    const sealed = await safeStorage.encryptStringAsync('secret')
    const { result } = await safeStorage.decryptStringAsync(sealed)
    const broken = await safeStorage.decryptStringAsync(sealed.subarray(0, -1)).catch((error: unknown) => String(error))
    return [await safeStorage.isAsyncEncryptionAvailable(), result, sealed.includes('secret'), broken]
  })
  expect(kept).toEqual([true, 'secret', false, expect.stringContaining('Error while decrypting')])
})

it('serves electron-store and electron-log', async () => {
  const { app } = one
  const stored = await app.evaluate(() => {
    const { require } = globalThis.fixture
    const { default: Store } = require('electron-store') as {
      default: new () => { set(k: string, v: unknown): void; path: string }
    }
    const store = new Store()
    store.set('where', 'here')
    const log = require('electron-log/main') as typeof electronLog
    log.initialize()
    log.transports.console.level = false
    log.info('logged')
    return [store.path, log.transports.file.getFile().path]
  })
  expect(JSON.parse(readFileSync(stored[0] as string, 'utf8'))).toEqual({ where: 'here' })
  expect(stored[0]).toContain(place.folder)
  await vi.waitFor(() => expect(readFileSync(stored[1] as string, 'utf8')).toContain('logged'), 5000)
})
