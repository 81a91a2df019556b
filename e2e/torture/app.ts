import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { join, resolve } from 'node:path'
import { _electron } from '@playwright/test'
import type { ElectronApplication, Page } from '@playwright/test'
import type { Input, OperationName, Output } from '../../src/shared/contract.ts'
import type { Reply } from '../../src/shared/errors.ts'
import { AppError } from '../../src/shared/errors.ts'
import type { SessionEvent } from '../../src/shared/events.ts'
import { pause, until, within } from './patience.ts'
import { descendantsOf, marked, processes, runtimesOf, stillThere } from './processes.ts'
import type { Process } from './processes.ts'

const root = resolve(import.meta.dirname, '../..')

/** Where one run of the app lives, and who listens to it. */
export interface LaunchOptions {
  readonly executable: string
  readonly home: string
  readonly userData: string
  /** Called with what the window is told of a session, as it is told, and when that was. */
  readonly onSeen: (id: string, events: readonly SessionEvent[], at: number) => void
  /** Called when the page itself failed. */
  readonly onFailure: (what: string) => void
}

/** The running app, as the torture handles it. */
export interface App {
  readonly page: Page
  readonly electron: ElectronApplication
  /** Asks main as the window does; rejects with the app's own error, or when the app is gone. */
  call<K extends OperationName>(name: K, input: Input<K>): Promise<Output<K>>
  /** Takes note of the processes there are: looking takes its time, and a kill must take none. */
  aim(): Promise<void>
  /** kill -9 of the app alone: its children are left to themselves. Resolves with the moment. */
  kill(): Promise<number>
  /** kill -9 of the runtime alone; null when none lived when it was aimed at. */
  killRuntime(): number | null
  /** What of this launch still lives `ms` after it was killed. */
  orphans(ms: number): Promise<readonly string[]>
  quit(): Promise<void>
}

/** A started app, whatever it has come to so far. */
interface Started extends Pick<App, 'electron' | 'aim' | 'kill' | 'killRuntime' | 'orphans'> {
  readonly gone: Promise<unknown>
}

/** Starts the built app; the window can be asked when this resolves. */
export async function launch(options: LaunchOptions): Promise<App> {
  const { gone, ...started } = await start(options)
  const { electron } = started
  const page = await within(60_000, 'the window', electron.firstWindow())
  page.on('pageerror', (error) => options.onFailure(`the page threw ${error.message}`))
  page.on('crash', () => options.onFailure('the page crashed'))
  await page.getByRole('main').waitFor({ timeout: 60_000 })
  await listen(page, options.onSeen)
  return {
    ...started,
    page,
    call: async (name, input) => {
      const reply = (await page.evaluate(([operation, value]) => window.retoma.call(operation, value), [
        name,
        input,
      ] as const)) as Reply<Output<typeof name>>
      if (!reply.ok) throw new AppError(reply.error.code, `${name} ${reply.error.detail}`)
      return reply.value
    },
    quit: async () => {
      await started.aim()
      // Whoever quits while something runs is asked, and means it: the first button.
      await electron
        .evaluate(({ app, dialog }) => {
          dialog.showMessageBox = () => Promise.resolve({ response: 0, checkboxChecked: false })
          app.quit()
        })
        .catch(() => undefined)
      await within(15_000, 'the end of the app', gone)
    },
  }
}

/** Starts the built app and kills it in the middle of that. */
export async function launchCut(options: LaunchOptions, after: number): Promise<Pick<App, 'orphans'>> {
  const { aim, kill, orphans } = await start(options)
  await pause(after)
  await aim()
  await kill()
  return { orphans }
}

async function start(options: LaunchOptions): Promise<Started> {
  const mark = randomUUID()
  const electron = await _electron.launch({
    executablePath: options.executable,
    args: [...(process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : []), root],
    colorScheme: null,
    cwd: root,
    env: { ...environment(options), RETOMA_TORTURE: mark },
    timeout: 60_000,
  })
  const child = electron.process()
  const pid = child.pid ?? 0
  const gone: Promise<unknown> = (child.exitCode ?? child.signalCode) ? Promise.resolve() : once(child, 'exit')
  let known: readonly Process[] = []
  let runtime: Process | undefined
  const left = async (): Promise<readonly Process[]> => {
    const all = await processes()
    const ours = new Set([...stillThere(known, all).map((one) => one.pid), ...marked(`RETOMA_TORTURE=${mark}`)])
    return all.filter((one) => ours.has(one.pid))
  }

  return {
    electron,
    gone,
    aim: async () => {
      const all = await processes()
      known = descendantsOf(pid, all)
      runtime = runtimesOf(pid, all)[0]
    },
    kill: async () => {
      const at = Date.now()
      process.kill(pid, 'SIGKILL')
      await within(10_000, 'the end of a killed app', gone)
      return at
    },
    killRuntime: () => {
      if (runtime === undefined) return null
      const at = Date.now()
      process.kill(runtime.pid, 'SIGKILL')
      return at
    },
    orphans: async (ms) => {
      await until(async () => (await left()).length === 0, ms, 200)
      return (await left()).map(({ pid: one, command }) => `${one} ${command.slice(0, 120)}`)
    },
  }
}

/** Everything that main tells the window of sessions is told here too, at once: a kill may come any moment. */
async function listen(page: Page, onSeen: LaunchOptions['onSeen']): Promise<void> {
  await page.exposeFunction('tortureSaw', (id: string, events: readonly SessionEvent[], at: number) =>
    onSeen(id, events, at),
  )
  await page.evaluate(() => {
    const { tortureSaw } = window as unknown as {
      tortureSaw: (id: string, events: readonly SessionEvent[], at: number) => Promise<void>
    }
    window.retoma.onEvents((batch) => {
      for (const event of batch) {
        // A page that is being killed can't answer any more.
        if (event.type === 'session.events') tortureSaw(event.id, event.events, Date.now()).catch(() => undefined)
      }
    })
  })
}

/** No sign-in, no key and no home of this machine may take part. */
function environment({ home, userData }: LaunchOptions): Record<string, string> {
  const kept = Object.entries(process.env).filter(
    ([name, value]) => value !== undefined && !/TOKEN|^(COPILOT|GH)_|^RETOMA_(?!CHROMIUM)/u.test(name),
  )
  return {
    ...(Object.fromEntries(kept) as Record<string, string>),
    HOME: join(userData, '..'),
    COPILOT_HOME: home,
    RETOMA_USER_DATA: userData,
    RETOMA_LOCAL_SERVERS: '',
    RETOMA_TEST: '1',
  }
}
