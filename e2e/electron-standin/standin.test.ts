import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron, type ElectronApplication, type Page } from '@playwright/test'
import type { BrowserWindowConstructorOptions } from 'electron'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'

const executablePath = join(import.meta.dirname, 'electron')
const fixture = join(import.meta.dirname, 'fixtures', 'app')

/** What the fixture's preload exposes. */
interface Api {
  call(name: string, ...args: unknown[]): Promise<unknown>
  say(name: string, ...args: unknown[]): void
  hear(name: string, listener: (...args: unknown[]) => void): () => void
  fail(): void
  nested: { deep: { value: unknown } }
  pathOf(file: File): string
  about(): Record<string, unknown>
  tryRequire(name: string): string
}

/** What the fixture's main file leaves for tests. */
interface Fixture {
  log: string[]
  note(...what: unknown[]): void
  early: Record<string, string>
  stay?: boolean
  require(name: string): unknown
  open(options?: BrowserWindowConstructorOptions, path?: string): Promise<Electron.BrowserWindow>
}

declare global {
  var api: Api
  var atStart: string
  var seen: unknown[]
  var fixture: Fixture
}

let folder = ''
const running = new Set<ElectronApplication>()

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'standin-test-'))
})
afterAll(async () => {
  for (const app of running) await app.close()
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
})

async function launch(
  userData = 'data',
  args: string[] = [],
  env: Record<string, string> = {},
): Promise<ElectronApplication> {
  const app = await _electron.launch({
    executablePath,
    args: [fixture, `--user-data-dir=${join(folder, userData)}`, ...args],
    env: { ...(process.env as Record<string, string>), ...env },
    colorScheme: null,
  })
  running.add(app)
  app.on('close', () => running.delete(app))
  return app
}

async function opened(app: ElectronApplication): Promise<Page> {
  const page = await app.firstWindow()
  await page.waitForSelector('h1')
  await page.waitForFunction(() => document.readyState === 'complete')
  return page
}

function logOf(app: ElectronApplication): Promise<string[]> {
  return app.evaluate(() => globalThis.fixture.log)
}

async function logged(app: ElectronApplication, line: string): Promise<void> {
  await vi.waitFor(async () => expect(await logOf(app)).toContain(line), 5000)
}

describe('one running app', () => {
  let app: ElectronApplication
  let page: Page

  beforeAll(async () => {
    app = await launch()
    page = await opened(app)
  })
  afterAll(async () => {
    await app.close()
  })

  it('refuses before it is ready what Electron refuses', async () => {
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

  it('runs the preload before the page, isolated and sandboxed', async () => {
    expect(await page.evaluate(() => globalThis.atStart)).toBe('object')
    const about = await page.evaluate(() => globalThis.api.about())
    expect(about).toMatchObject({ type: 'renderer', sandboxed: true, argv: ['--extra'], buffer: 'undefined' })
    expect(
      await page.evaluate(() =>
        ['fs', 'electron', 'node:events', 'url'].map((name) => globalThis.api.tryRequire(name)),
      ),
    ).toEqual(['module not found: fs', 'object', 'function', 'object'])
    const leaks = await page.evaluate(() => {
      const names = Object.getOwnPropertyNames(globalThis).filter((name) =>
        /^(standin.*|require|ipc.*|process)$/i.test(name),
      )
      const { api } = globalThis
      return [
        names,
        Object.isFrozen(api),
        Object.isFrozen(api.nested.deep),
        Object.getOwnPropertyDescriptor(window, 'api')?.writable,
      ]
    })
    expect(leaks).toEqual([[], true, true, false])
  })

  it('carries calls both ways, with rich values', async () => {
    await app.evaluate(({ ipcMain }) => {
      ipcMain.handle('echo', (_event, ...args: unknown[]) => args)
      ipcMain.handle('fail', () => {
        throw new RangeError('no')
      })
      ipcMain.handle('uncloneable', () => ({ act: () => 1 }))
      ipcMain.on('said', (event, value: unknown) => event.reply('answer', value, new Map([['k', 1n]])))
    })
    const echoed = await page.evaluate(async () => {
      const value = [
        1,
        undefined,
        NaN,
        new Date(3),
        new Map([[{ a: 1 }, new Set([2n])]]),
        new Uint8Array([1, 2]),
        { a: 'ü' },
      ]
      const [back] = (await globalThis.api.call('echo', value)) as [typeof value]
      return [
        Object.is(back[2], NaN),
        back[3] instanceof Date && back[3].getTime(),
        back[4] instanceof Map && [...back[4].values()][0]?.has(2n),
        back[5] instanceof Uint8Array && back[5][1],
        back[6],
        back.length,
      ]
    })
    expect(echoed).toEqual([true, 3, true, 2, { a: 'ü' }, 7])
    const answer = await page.evaluate(
      () =>
        new Promise((resolve) => {
          const undo = globalThis.api.hear('answer', (value, map) => {
            undo()
            resolve([value, (map as Map<string, bigint>).get('k') === 1n])
          })
          globalThis.api.say('said', { x: 1 })
        }),
    )
    expect(answer).toEqual([{ x: 1 }, true])
    const failures = await page.evaluate(() =>
      Promise.all(
        ['fail', 'uncloneable', 'nobody'].map((name) =>
          globalThis.api.call(name).catch((error: unknown) => String(error)),
        ),
      ),
    )
    expect(failures).toEqual([
      "Error: Error invoking remote method 'fail': RangeError: no",
      "Error: Error invoking remote method 'uncloneable': Error: An object could not be cloned.",
      "Error: Error invoking remote method 'nobody': Error: No handler registered for 'nobody'",
    ])
    expect(
      await page.evaluate(() => {
        try {
          return globalThis.api.fail()
        } catch (error) {
          return String(error)
        }
      }),
    ).toBe('Error: from the preload')
  })

  it('is strict with handlers and with what is sent', async () => {
    const messages = await app.evaluate(({ BrowserWindow, ipcMain }) => {
      const attempt = (act: () => void): string => {
        try {
          act()
          return ''
        } catch (error) {
          return (error as Error).message
        }
      }
      const contents = BrowserWindow.getAllWindows()[0]?.webContents
      ipcMain.handle('twice', () => 1)
      return [
        attempt(() => ipcMain.handle('twice', () => 2)),
        attempt(() => contents?.send('x', () => 1)),
        attempt(() => contents?.send('x', { deep: [Symbol('s')] })),
      ]
    })
    expect(messages).toEqual([
      "Attempted to register a second handler for 'twice'",
      'An object could not be cloned.',
      'An object could not be cloned.',
    ])
  })

  it('delivers 20,000 messages in order', async () => {
    await page.evaluate(() => {
      globalThis.seen = []
      globalThis.api.hear('n', (n) => globalThis.seen.push(n))
    })
    const started = performance.now()
    await app.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents
      for (let n = 0; n < 20_000; n++) contents?.send('n', n)
    })
    await page.waitForFunction(() => globalThis.seen.length === 20_000)
    console.log(`20,000 sends: ${String(Math.round(performance.now() - started))} ms`)
    expect(await page.evaluate(() => globalThis.seen.every((n, at) => n === at))).toBe(true)
  })

  it('maps the scheme of the app, and keeps headers and policy', async () => {
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
    expect(await page.evaluate(() => String(window.open('https://example.invalid/new', 'x', 'width=200')))).toBe('null')
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

  it('keeps a hidden window’s page, and its size follows', async () => {
    const window = await app.browserWindow(page)
    await page.evaluate(() => (globalThis.seen = ['kept']))
    await window.evaluate((one: Electron.BrowserWindow) => one.hide())
    await page.waitForFunction(() => document.visibilityState === 'hidden')
    expect(await window.evaluate((one: Electron.BrowserWindow) => one.isVisible())).toBe(false)
    await window.evaluate((one: Electron.BrowserWindow) => {
      one.show()
      one.setBounds({ width: 1200, height: 800 })
    })
    await page.waitForFunction(
      () => document.visibilityState === 'visible' && innerWidth === 1200 && innerHeight === 800,
    )
    expect(await page.evaluate(() => globalThis.seen)).toEqual(['kept'])
    await logged(app, 'hide')
    await logged(app, 'resize')
  })

  it('opens a second, small window, and a new page after closing it', async () => {
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
    await window.evaluate((one: Electron.BrowserWindow) => {
      one.webContents.once('will-prevent-unload', (event) => event.preventDefault())
      one.close()
    })
    await busy.waitForEvent('close')
  })

  it('tells a frame within the page from the page', async () => {
    const next = app.waitForEvent('window')
    await app.evaluate(({ ipcMain }) => {
      ipcMain.handle('frame', ({ senderFrame, sender }) => [
        senderFrame === sender.mainFrame,
        senderFrame?.url,
        senderFrame?.parent === sender.mainFrame,
      ])
      void globalThis.fixture.open({ webPreferences: { nodeIntegrationInSubFrames: true } }, '/framed')
    })
    const framed = await next
    await framed.waitForSelector('h1')
    const answer = await framed.evaluate(async () => {
      const frame = document.createElement('iframe')
      frame.src = '/inner'
      const loaded = new Promise((resolve) => (frame.onload = resolve))
      document.body.append(frame)
      await loaded
      const inner = frame.contentWindow as unknown as typeof globalThis
      return [await globalThis.api.call('frame'), await inner.api.call('frame')]
    })
    expect(answer).toEqual([
      [true, 'app://retoma/framed', false],
      [false, 'app://retoma/inner', true],
    ])
    await (await app.browserWindow(framed)).evaluate((one: Electron.BrowserWindow) => one.destroy())
  })

  it('says which preload does not run', async () => {
    const broken = join(folder, 'broken.cjs')
    writeFileSync(broken, 'this does not parse')
    const failed = await app.evaluate(async ({ app }, preload) => {
      const failure = new Promise((resolve) => {
        app.once('web-contents-created', (_event, contents) => {
          contents.once('preload-error', (_, path, error) => resolve([path, error.name]))
        })
      })
      const window = await globalThis.fixture.open({ webPreferences: { preload } }, '/broken')
      window.destroy()
      return failure
    }, broken)
    expect(failed).toEqual([broken, 'SyntaxError'])
  })

  it('goes on after a listener threw', async () => {
    const thrown = await app.evaluate(async ({ BrowserWindow, ipcMain }) => {
      const caught = new Promise<string>((resolve) =>
        process.once('uncaughtException', (error) => resolve(error.message)),
      )
      ipcMain.once('throws', () => {
        throw new Error('mine')
      })
      const contents = BrowserWindow.getAllWindows()[0]?.webContents
      const echoed: unknown = await contents?.executeJavaScript("api.say('throws'); api.call('echo', 1)")
      return [await caught, echoed]
    })
    expect(thrown).toEqual(['mine', [1]])
  })

  it('throws for what is destroyed, and gives up its load', async () => {
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
    expect(errors).toEqual([
      'TypeError: Object has been destroyed',
      "Error: ERR_FAILED (-2) loading 'app://retoma/gone'",
    ])
  })

  it('emulates the theme', async () => {
    const dark = (): Promise<boolean> => page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)
    expect(await dark()).toBe(false)
    await app.evaluate(({ nativeTheme }) => (nativeTheme.themeSource = 'dark'))
    await page.waitForFunction(() => matchMedia('(prefers-color-scheme: dark)').matches)
    await logged(app, 'theme true')
    await app.evaluate(({ nativeTheme }) => (nativeTheme.themeSource = 'system'))
  })

  it('has menus, dialogs, a tray, notifications and shortcuts that code can use', async () => {
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
    const kept = await app.evaluate(({ safeStorage }) => {
      const sealed = safeStorage.encryptString('secret')
      return [safeStorage.isEncryptionAvailable(), safeStorage.decryptString(sealed), sealed.includes('secret')]
    })
    expect(kept).toEqual([true, 'secret', false])
  })

  it('serves electron-store and electron-log', async () => {
    const stored = await app.evaluate(() => {
      const { require } = globalThis.fixture
      const { default: Store } = require('electron-store') as {
        default: new () => { set(k: string, v: unknown): void; path: string }
      }
      const store = new Store()
      store.set('where', 'here')
      const log = require('electron-log/main') as typeof import('electron-log/main')
      log.initialize()
      log.transports.console.level = false
      log.info('logged')
      return [store.path, log.transports.file.getFile().path]
    })
    expect(JSON.parse(readFileSync(stored[0] as string, 'utf8'))).toEqual({ where: 'here' })
    expect(stored[0]).toContain(folder)
    await vi.waitFor(() => expect(readFileSync(stored[1] as string, 'utf8')).toContain('logged'), 5000)
  })

  it('survives the crash of a page', async () => {
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
      return window?.webContents.executeJavaScript("api.call('echo', 5)")
    })
    expect(works).toEqual([5])
  })
})

describe('beginning and end', () => {
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
    const app = await launch('quit')
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
    const app = await launch('exit')
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
    const app = await launch('tray')
    const page = await opened(app)
    await (await app.browserWindow(page)).evaluate((one: Electron.BrowserWindow) => one.close())
    await logged(app, 'window-all-closed')
    const next = app.waitForEvent('window')
    await app.evaluate(() => void globalThis.fixture.open())
    await (await next).waitForSelector('h1')
    await app.close()
  })

  it('tells the first instance of the second, and replaces a killed one', async () => {
    const first = await launch('single')
    await opened(first)
    const second = spawn(executablePath, [fixture, `--user-data-dir=${join(folder, 'single')}`, 'app-link://x'], {
      cwd: folder,
    })
    const [code] = (await once(second, 'exit')) as [number]
    expect(code).toBe(0)
    await logged(first, `second-instance app-link://x ${folder} 1`)
    const killed = once(first.process(), 'exit')
    first.process().kill('SIGKILL')
    await killed
    const third = await launch('single')
    await opened(third)
    await third.close()
  })

  it.runIf(process.platform === 'linux')('leaves neither Chromium nor its profile behind when killed', async () => {
    const profiles = (): string[] => readdirSync(tmpdir()).filter((name) => name.startsWith('electron-standin-'))
    const before = new Set(profiles())
    const app = await launch('kill')
    await opened(app)
    const [profile = 'none'] = profiles().filter((name) => !before.has(name))
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
    const app = await launch('bare', [], { RETOMA_STANDIN_NO_KEYCHAIN: '1' })
    expect(await app.evaluate(({ safeStorage }) => safeStorage.isEncryptionAvailable())).toBe(false)
    await app.close()
  })
})
