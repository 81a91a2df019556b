import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { createPlace, launchOnce } from './testApp.ts'

const place = createPlace()
const one = launchOnce(place)

it('runs the preload before the page, isolated and sandboxed', async () => {
  const { page } = one
  expect(await page.evaluate(() => globalThis.atStart)).toBe('object')
  const about = await page.evaluate(() => globalThis.api.about())
  expect(about).toMatchObject({ type: 'renderer', sandboxed: true, argv: ['--extra'], buffer: 'undefined' })
  expect(
    await page.evaluate(() => ['fs', 'electron', 'node:events', 'url'].map((name) => globalThis.api.tryRequire(name))),
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
  const { app, page } = one
  await app.evaluate(({ ipcMain }) => {
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
        globalThis.api.fail()
        return ''
      } catch (error) {
        return String(error)
      }
    }),
  ).toBe('Error: from the preload')
})

it('is strict with handlers and with what is sent', async () => {
  const { app } = one
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
  const { app, page } = one
  await page.evaluate(() => {
    globalThis.seen = []
    globalThis.api.hear('n', (n) => globalThis.seen.push(n))
  })
  await app.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents
    for (let n = 0; n < 20_000; n++) contents?.send('n', n)
  })
  await page.waitForFunction(() => globalThis.seen.length === 20_000)
  expect(await page.evaluate(() => globalThis.seen.every((n, at) => n === at))).toBe(true)
})

it('tells a frame within the page from the page', async () => {
  const { app } = one
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
  const { app } = one
  const broken = join(place.folder, 'broken.cjs')
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
  const { app } = one
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
