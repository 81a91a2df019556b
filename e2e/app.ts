import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron, test as base, expect } from '@playwright/test'
import type { ElectronApplication, Locator, Page } from '@playwright/test'
import type { Contract, Input, OperationName, Output } from '../src/shared/contract.ts'
import { startModel } from './model/startModel.ts'
import type { ModelOptions, ModelServer } from './model/startModel.ts'
import type { Route } from './model/reply.ts'

const root = join(import.meta.dirname, '..')
const executable = process.env['RETOMA_EXECUTABLE'] ?? join(root, 'e2e/electron-standin/electron')
/** Where the specs leave pictures of the main states; git ignores it. */
const pictures = join(root, 'screenshots')

/** One person's machine: a Copilot home, our data, folders; whatever starts here ends here. */
export interface World {
  readonly home: string
  readonly userData: string
  readonly folder: string
  /** Starts the app and waits until its window can be used. */
  launch(options?: LaunchOptions): Promise<Retoma>
  /** Starts the app once more beside the one that runs, in a folder if need be; resolves with the exit code. */
  launchSecond(args: readonly string[], cwd?: string): Promise<number | null>
  /** Starts the app and kills it with SIGKILL as soon as `when` holds. */
  launchCut(when: () => boolean): Promise<void>
  /** Starts the app past its first run, with a scripted language model; see `model`. */
  begin(script?: Route, options?: ModelOptions): Promise<Begun>
  /** A scripted language model, closed with the world. */
  model(script?: Route, options?: ModelOptions): Promise<ModelServer>
}

/** What most specs begin with. */
export interface Begun {
  readonly model: ModelServer
  readonly retoma: Retoma
  readonly page: Page
}

export interface LaunchOptions {
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  /** False when no window is to be expected (`--hidden`, a second instance, a start that fails). */
  readonly window?: boolean
  /** A script that runs in Electron's main process before the app does. */
  readonly before?: string
}

/** The app as a person has it: the window, and what one does with it. */
export interface Retoma {
  readonly app: ElectronApplication
  readonly page: Page
  readonly composer: Locator
  readonly transcript: Locator
  readonly list: Locator
  /** Asks main, as the window does. */
  call<K extends OperationName>(name: K, input: Input<K>): Promise<Output<K>>
  /** Goes through the first run by choosing a scripted model without a key. */
  useModel(server: ModelServer, models?: readonly string[]): Promise<string>
  /** Goes through the first run by choosing the practice model. */
  usePractice(): Promise<void>
  /** A session that exists without a message, opened. */
  create(id: string, options?: CreateOptions): Promise<void>
  /** Opens a session from the list. */
  open(id: string): Promise<void>
  row(id: string): Locator
  type(text: string): Promise<void>
  send(text: string): Promise<void>
  expectAnswer(text: string | RegExp): Promise<void>
  /** Scrolls up through the conversation until a text is there. */
  scrollUpTo(text: string): Promise<void>
  /** Waits until nothing runs in the open session. */
  expectIdle(): Promise<void>
  picture(name: string): Promise<void>
  quit(): Promise<void>
  /** kill -9, as a crash or a power cut does it. */
  kill(): Promise<void>
}

export interface CreateOptions {
  readonly title?: string
  readonly folder?: string
  readonly providerId?: string
  readonly model?: string
}

/** `test` with a world of its own for each test. */
export const test = base.extend<{ world: World }>({
  world: async ({}, use) => {
    const base = mkdtempSync(join(realpathSync(tmpdir()), 'retoma-e2e-'))
    const [home, userData, folder] = ['copilot', 'data', 'project'].map((name) => join(base, name)) as [
      string,
      string,
      string,
    ]
    for (const path of [home, userData, folder]) mkdirSync(path, { mode: 0o700 })
    const env = { ...cleanEnv(base), COPILOT_HOME: home, RETOMA_USER_DATA: userData, RETOMA_TEST: '1' }
    const children = new Set<ChildProcess>()
    const servers: ModelServer[] = []
    const world: World = {
      home,
      userData,
      folder,
      model: async (script, options) => {
        const server = await startModel(script, options)
        servers.push(server)
        return server
      },
      begin: async (script, options) => {
        const model = await world.model(script, options)
        const retoma = await world.launch()
        await retoma.useModel(model)
        return { model, retoma, page: retoma.page }
      },
      launchSecond: async (args, cwd = root) => {
        const child = spawn(executable, [...rootSwitches(), root, ...args], { cwd, env, stdio: 'ignore' })
        const [code] = (await once(child, 'exit')) as [number | null]
        return code
      },
      launchCut: async (when) => {
        const child = spawn(executable, [...rootSwitches(), root], { cwd: root, env, stdio: 'ignore' })
        const gone = once(child, 'exit')
        await expect.poll(when, { intervals: [5], timeout: 30_000 }).toBe(true)
        child.kill('SIGKILL')
        await gone
      },
      launch: async (options = {}) => {
        const app = await _electron.launch({
          executablePath: executable,
          args: [
            ...rootSwitches(),
            ...(options.before === undefined ? [] : ['-r', options.before]),
            root,
            ...(options.args ?? []),
          ],
          // The theme is the app's own: not the test runner's.
          colorScheme: null,
          cwd: root,
          env: { ...env, ...options.env },
        })
        // Kept here: Playwright forgets the process when the app has ended.
        const child = app.process()
        children.add(child)
        return retoma(app, child, options.window === false ? null : await app.firstWindow())
      },
    }
    await use(world)
    for (const child of children) if (child.signalCode !== 'SIGKILL') await terminate(child)
    for (const server of servers) await server.close()
    await expect
      .poll(() => leftRunning(base), { message: 'nothing is left running', timeout: 10_000, intervals: [20, 50, 100] })
      .toEqual([])
    rmSync(base, { recursive: true, force: true, maxRetries: 5 })
  },
})

export { expect }

/** Waits for the window of an app that was started without one, or that closed it. */
export async function windowOf(app: ElectronApplication): Promise<Retoma> {
  const open = app.windows().find((page) => !page.isClosed())
  return retoma(app, app.process(), open ?? (await app.waitForEvent('window')))
}

async function retoma(app: ElectronApplication, child: ChildProcess, window: Page | null): Promise<Retoma> {
  const page = window
  const shown = (): Page => {
    if (page === null) throw new Error('This start has no window')
    return page
  }
  if (page !== null) await expect(page.getByRole('main')).toBeVisible()

  const self: Retoma = {
    app,
    get page() {
      return shown()
    },
    get composer() {
      return shown().getByRole('textbox', { name: 'Message', exact: true })
    },
    get transcript() {
      return shown().getByRole('feed', { name: 'Conversation' })
    },
    get list() {
      return shown().getByRole('listbox', { name: 'Sessions' })
    },
    call: async (name, input) => {
      const reply = await shown().evaluate(
        ([operation, argument]) =>
          (
            globalThis as unknown as { retoma: { call: (name: string, input: unknown) => Promise<unknown> } }
          ).retoma.call(operation, argument),
        [name, input] as const,
      )
      const { ok, value, error } = reply as { ok: boolean; value: Output<keyof Contract>; error?: { code: string } }
      if (!ok) throw new Error(`${name} failed: ${error?.code ?? ''}`)
      return value as never
    },
    useModel: async (server, models = ['demo', 'other']) => {
      const provider = await self.call('provider.save', {
        id: null,
        kind: 'openai',
        name: 'Scripted',
        baseUrl: server.baseUrl,
        key: null,
        models: [...models],
      })
      await self.call('settings.set', { defaultProviderId: provider.id, defaultModel: models[0] ?? null })
      await leaveWelcome(self.page)
      return provider.id
    },
    usePractice: async () => {
      await self.call('settings.set', { defaultProviderId: 'practice', defaultModel: 'practice' })
      await leaveWelcome(self.page)
    },
    create: async (id, { title = '', folder, providerId, model } = {}) => {
      const providers = await self.call('provider.list', {})
      const own =
        providers.find((provider) => provider.id === providerId) ?? providers.find((one) => one.kind === 'openai')
      await self.page.getByRole('main').hover()
      await self.call('session.create', {
        id,
        title,
        kind: folder === undefined ? 'chat' : 'agent',
        folder: folder ?? null,
        model: { providerId: own?.id ?? 'practice', model: model ?? own?.models[0]?.id ?? 'practice' },
      })
      await self.open(id)
    },
    open: async (id) => {
      await self.row(id).click()
      // The list holds its order while the pointer rests on it: a person's does not stay there either.
      await self.page.getByRole('main').hover()
      // Where there is little room the title has it alone.
      await expect(self.page.getByRole('main').getByText(id, { exact: true }).first()).toBeAttached()
      await expect(self.composer).toBeVisible()
    },
    row: (id) => self.list.locator(`[data-session-id="${id}"]`),
    type: async (text) => {
      await self.composer.click()
      await self.page.keyboard.type(text)
    },
    send: async (text) => {
      await self.composer.fill(text)
      await self.composer.press('Enter')
      await expect(self.composer).toHaveValue('')
    },
    expectAnswer: async (text) => {
      await expect(self.transcript.getByText(text).last()).toBeVisible()
    },
    scrollUpTo: async (text) => {
      await self.transcript.hover()
      await expect
        .poll(async () => {
          if ((await self.transcript.getByText(text).count()) > 0) return true
          await self.page.mouse.wheel(0, -500)
          return false
        })
        .toBe(true)
      await self.transcript
        .getByText(text)
        .first()
        .evaluate((element) => {
          element.scrollIntoView({ block: 'start' })
        })
    },
    expectIdle: async () => {
      const sessionId = await self.page.locator('[role=option][aria-selected=true]').getAttribute('data-session-id')
      const idle = async (): Promise<boolean> => {
        const { state, queue } = await self.call('session.open', { id: sessionId ?? '' })
        return state.active === null && queue.every((message) => message.state === 'paused')
      }
      await expect.poll(idle, { intervals: [50, 100, 200] }).toBe(true)
      await expect(self.page.getByRole('button', { name: 'Stop', exact: true })).toHaveCount(0)
    },
    picture: async (name) => {
      mkdirSync(pictures, { recursive: true })
      await self.page.screenshot({ path: join(pictures, `${name}.png`) })
    },
    quit: async () => {
      await app.evaluate(({ app: electron }) => {
        electron.quit()
      })
      await ended(child)
    },
    kill: async () => {
      const gone = ended(child)
      child.kill('SIGKILL')
      await gone
    },
  }
  return self
}

/** What the person did half a second ago is on disk: the promise, waited for. */
export async function halfASecond(): Promise<void> {
  const since = Date.now()
  await expect.poll(() => Date.now() - since, { intervals: [100] }).toBeGreaterThan(500)
}

async function leaveWelcome(page: Page): Promise<void> {
  const skip = page.getByRole('button', { name: 'Not now' })
  if (await skip.isVisible()) await skip.click()
  await expect(page.getByRole('heading', { name: 'Welcome to Retoma' })).toHaveCount(0)
}

/** As a system that shuts down does it: nothing is asked, everything is ended in order, within the time that is promised. */
async function terminate(child: ChildProcess): Promise<void> {
  const gone = ended(child)
  child.kill('SIGTERM')
  const late = setTimeout(() => child.kill('SIGKILL'), 15_000)
  await gone
  clearTimeout(late)
  expect(child.signalCode, 'the app ends by itself when the system asks it to').not.toBe('SIGKILL')
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  await new Promise((resolve) => child.once('exit', resolve))
}

/** Nothing of the machine's own sign-ins or homes may reach a test. */
function cleanEnv(home: string): Record<string, string> {
  const kept = Object.entries(process.env).filter(
    ([name, value]) => value !== undefined && !/^(COPILOT_|GH_|GITHUB_TOKEN|RETOMA_(?!CHROMIUM))/.test(name),
  )
  return { ...(Object.fromEntries(kept) as Record<string, string>), HOME: home, RETOMA_LOCAL_SERVERS: '' }
}

/** Chromium refuses its sandbox to root, the stand-in as the real one. */
function rootSwitches(): readonly string[] {
  return process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : []
}

/** Processes of this world that still live, by their environment; only Linux tells. */
function leftRunning(world: string): readonly string[] {
  if (!existsSync('/proc/self/environ')) return []
  return readdirSync('/proc')
    .filter((pid) => /^\d+$/.test(pid) && Number(pid) !== process.pid)
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/environ`, 'utf8').includes(`COPILOT_HOME=${world}`)
      } catch {
        return false
      }
    })
}
