import { expect, test, windowOf } from './app.ts'
import { echo } from './model/reply.ts'
import type { ElectronApplication } from '@playwright/test'

/** Clicks an entry of the tray's menu. */
const clickTray = (app: ElectronApplication, label: string): Promise<boolean> =>
  app.evaluate((_electron, wanted) => {
    const access = (globalThis as { retomaForTests?: { trayMenu: () => Electron.Menu | null } }).retomaForTests
    const item = access?.trayMenu()?.items.find((one) => one.label.includes(wanted))
    item?.click()
    return item !== undefined
  }, label)

test('quick resume from the tray opens the last session when the window is closed', async ({ world }) => {
  const model = await world.model(echo)
  const retoma = await world.launch()
  await retoma.useModel(model)
  await retoma.call('settings.set', { onClose: 'tray' })
  await retoma.create('from-the-tray', { title: 'From the tray' })
  await retoma.send('Remember me')
  await retoma.expectIdle()
  await retoma.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
  await expect
    .poll(() => retoma.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible() ?? false))
    .toBe(false)
  await expect.poll(() => clickTray(retoma.app, 'Quick resume: From the tray')).toBe(true)
  await expect
    .poll(() => retoma.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible()))
    .toBe(true)
  const window = await windowOf(retoma.app)
  await expect(window.page.getByRole('heading', { name: 'From the tray' })).toBeVisible()
  await window.expectAnswer(/Remember me/)
})

test('the tray opens a session when no window was ever created', async ({ world }) => {
  const model = await world.model(echo)
  const first = await world.launch()
  await first.useModel(model)
  await first.create('one', { title: 'The first' })
  await first.send('Hello one')
  await first.expectIdle()
  await first.create('two', { title: 'The second' })
  await first.send('Hello two')
  await first.expectIdle()
  await first.quit()

  const hidden = await world.launch({ args: ['--hidden'], window: false })
  await expect.poll(() => clickTray(hidden.app, 'The first')).toBe(true)
  const window = await windowOf(hidden.app)
  await expect(window.page.getByRole('heading', { name: 'The first' })).toBeVisible()
  await window.expectAnswer(/Hello one/)
})

test('a second start shows the window that exists, and a link opens its session', async ({ world }) => {
  const model = await world.model(echo)
  const retoma = await world.launch()
  await retoma.useModel(model)
  await retoma.create('linked', { title: 'Linked to' })
  await retoma.send('Hi')
  await retoma.expectIdle()
  await retoma.create('other', { title: 'Another' })
  await expect(retoma.page.getByRole('heading', { name: 'Another' })).toBeVisible()
  await retoma.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide())

  const code = await world.launchSecond(['retoma://session/linked'])
  expect(code).toBe(0)
  await expect(retoma.page.getByRole('heading', { name: 'Linked to' })).toBeVisible()
  await expect
    .poll(() => retoma.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible()))
    .toBe(true)

  await retoma.app.evaluate(({ app }) =>
    app.emit('open-url', { preventDefault: () => undefined }, 'retoma://session/other'),
  )
  await expect(retoma.page.getByRole('heading', { name: 'Another' })).toBeVisible()
  // Links only navigate.
  expect(model.requests).toHaveLength(1)
})
