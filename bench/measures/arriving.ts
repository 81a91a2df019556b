import type { Menu, Notification } from 'electron'
import { launchApp, newPlace, settle } from '../app.ts'
import type { App } from '../app.ts'
import { startClockModel } from '../clockModel.ts'
import { writeSession } from '../fixtures/generateHome.ts'
import { addLastWords, lastWords } from '../lastWords.ts'
import { median } from '../measure.ts'
import type { Measure } from '../measure.ts'
import { watchShown } from '../page/probes.ts'
import { makeStreams } from '../streams.ts'

/** Messages of each session that is opened: none of them was shown before. */
const MESSAGES = 1_000
const RUNS = 5

/** What the app shows to tests alone; see src/main/electron/testing.ts. */
type Access = typeof globalThis & {
  readonly retomaForTests: {
    readonly trayMenu: () => Menu | null
    readonly notifications: () => ReadonlyMap<string, Notification>
  }
}

/**
 * With the window hidden in the tray: from a click in the tray's menu, or on a notification, until the session is shown and painted; and
 * from a change of a session until the menu has it.
 */
export const arriving: Measure = {
  name: 'arriving',
  run: async (context) => {
    const place = newPlace(context)
    const ids = Array.from({ length: RUNS }, (_, n) => `bench-tray-${n + 1}`)
    for (const [n, id] of [...ids, 'bench-start'].entries())
      addLastWords(writeSession(place.home, { id, messages: MESSAGES, seed: 20 + n, folder: place.home }, 'sdk'), id)
    await settle(context, place, 'bench-start')
    const model = await startClockModel()
    const app = await launchApp(context, place)
    try {
      await app.call('settings.set', { onClose: 'tray', tray: true })
      const shown = async (id: string): Promise<void> => {
        await app.show(id)
        await app.page.getByText(lastWords(id)).waitFor()
      }
      const byTray: number[] = []
      for (const id of ids) {
        await inMenu(app, id, '')
        await shown('bench-start')
        byTray.push(await arrival(app, lastWords(id), () => clickTray(app, id)))
      }
      const inMenuAfter: number[] = []
      for (const id of ids) {
        const title = `Renamed ${id}`
        const from = Date.now()
        await app.call('session.rename', { id, title })
        await inMenu(app, id, title)
        inMenuAfter.push(Date.now() - from)
      }
      const byNotification: number[] = []
      const answering = await makeStreams(app, model, RUNS)
      for (const [n, id] of answering.entries()) {
        await shown('bench-start')
        await hide(app)
        model.pace.seconds = 0.5
        model.pace.perSecond = 20
        const last = lastWords(id)
        model.pace.pieces = [...Array.from({ length: 9 }, () => 'word '), `${n} ${last}`]
        await app.call('session.send', { id, text: 'Say something' })
        await until(() => hasNotification(app, id), `a notification of ${id}`)
        byNotification.push(await arrival(app, last, () => clickNotification(app, id)))
      }
      return [
        {
          name: 'arriving: tray to session, the window hidden',
          value: median(byTray),
          unit: 'ms',
          budget: 500,
          better: 'lower',
        },
        {
          name: 'arriving: a change until the tray has it',
          value: Math.max(...inMenuAfter),
          unit: 'ms',
          budget: 2_000,
          better: 'lower',
        },
        {
          name: 'arriving: notification to session, the window hidden',
          value: median(byNotification),
          unit: 'ms',
          budget: 1_000,
          better: 'lower',
        },
      ]
    } finally {
      await app.close()
      await model.close()
    }
  },
}

/** Hides the window, clicks (which gives the time of the click in main), and waits until `marker` is painted: milliseconds. */
async function arrival(app: App, marker: string, click: () => Promise<number>): Promise<number> {
  await hide(app)
  await app.page.evaluate(watchShown, marker)
  const clicked = await click()
  const painted = await app.page.evaluate(() => window.benchOpened)
  const visible = await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible())
  if (visible !== true) throw new Error('The window stayed hidden.')
  return painted - clicked
}

async function hide(app: App): Promise<void> {
  await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
  await until(
    () => app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible() === false),
    'the window to be hidden',
  )
}

function clickTray(app: App, id: string): Promise<number> {
  return app.electron.evaluate((_electron, wanted) => {
    const item = (globalThis as Access).retomaForTests.trayMenu()?.getMenuItemById(`session:${wanted}`)
    const now = Date.now()
    item?.click()
    return now
  }, id)
}

function clickNotification(app: App, id: string): Promise<number> {
  return app.electron.evaluate((_electron, wanted) => {
    const note = (globalThis as Access).retomaForTests.notifications().get(wanted)
    const now = Date.now()
    note?.emit('click')
    return now
  }, id)
}

function hasNotification(app: App, id: string): Promise<boolean> {
  return app.electron.evaluate(
    (_electron, wanted) => (globalThis as Access).retomaForTests.notifications().has(wanted),
    id,
  )
}

/** Waits until the tray's menu has a session under a title. */
async function inMenu(app: App, id: string, title: string): Promise<void> {
  await until(
    () =>
      app.electron.evaluate(
        (_electron, [wanted, words]) => {
          const item = (globalThis as Access).retomaForTests.trayMenu()?.getMenuItemById(`session:${wanted}`)
          return item?.label.includes(words) === true
        },
        [id, title] as const,
      ),
    `${title} in the tray`,
  )
}

async function until(met: () => Promise<boolean>, what: string): Promise<void> {
  const end = Date.now() + 60_000
  while (!(await met())) if (Date.now() > end) throw new Error(`There was no ${what}.`)
}
