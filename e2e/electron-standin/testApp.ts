import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron, type ElectronApplication, type Page } from '@playwright/test'
import type { BrowserWindowConstructorOptions } from 'electron'
import { afterAll, beforeAll, expect, vi } from 'vitest'

/** The stand-in. */
export const executablePath = join(import.meta.dirname, 'electron')
/** The folder of the app that the tests run. */
export const fixture = join(import.meta.dirname, 'fixtures', 'app')

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

/** A folder for a file of tests, in which the apps that it launches keep their data. */
export interface Place {
  readonly folder: string
  launch(userData?: string, args?: string[], env?: Record<string, string>): Promise<ElectronApplication>
}

/** Makes the folder, and ends what was launched in it when the tests are over. */
export function createPlace(): Place {
  const folder = mkdtempSync(join(tmpdir(), 'standin-test-'))
  const running = new Set<ElectronApplication>()
  afterAll(async () => {
    for (const app of running) await app.close()
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  })
  return {
    folder,
    launch: async (userData = 'data', args = [], env = {}) => {
      const app = await _electron.launch({
        executablePath,
        args: [fixture, `--user-data-dir=${join(folder, userData)}`, ...args],
        env: { ...(process.env as Record<string, string>), ...env },
        colorScheme: null,
      })
      running.add(app)
      app.on('close', () => running.delete(app))
      return app
    },
  }
}

/** Launches the one app of a file of tests; `echo` answers its pages with what they send. */
export function launchOnce(place: Place): { readonly app: ElectronApplication; readonly page: Page } {
  const one: { app?: ElectronApplication; page?: Page } = {}
  beforeAll(async () => {
    one.app = await place.launch()
    one.page = await opened(one.app)
    await one.app.evaluate(({ ipcMain }) => {
      ipcMain.handle('echo', (_event, ...args: unknown[]) => args)
    })
  })
  return {
    get app() {
      return one.app!
    },
    get page() {
      return one.page!
    },
  }
}

/** The first window's page, loaded. */
export async function opened(app: ElectronApplication): Promise<Page> {
  const page = await app.firstWindow()
  await page.waitForSelector('h1')
  await page.waitForFunction(() => document.readyState === 'complete')
  return page
}

/** What the fixture has noted. */
export function logOf(app: ElectronApplication): Promise<string[]> {
  return app.evaluate(() => globalThis.fixture.log)
}

/** Waits until the fixture has noted a line. */
export async function logged(app: ElectronApplication, line: string): Promise<void> {
  await vi.waitFor(async () => expect(await logOf(app)).toContain(line), 5000)
}
