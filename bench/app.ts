import { _electron } from '@playwright/test'
import type { ElectronApplication, Locator, Page } from '@playwright/test'
import type { Input, OperationName, Output } from '../src/shared/contract.ts'
import type { Reply } from '../src/shared/errors.ts'
import type { Context } from './measure.ts'

/** Where an app under measurement lives: all its own. */
export interface Place {
  readonly home: string
  readonly userData: string
}

/** A running app. */
export interface App {
  readonly electron: ElectronApplication
  readonly page: Page
  /** Asks main, as the window does. */
  call<K extends OperationName>(name: K, input: Input<K>): Promise<Output<K>>
  /** The message box. */
  readonly composer: Locator
  /** Shows a session by clicking it in the list. */
  show(id: string): Promise<void>
  close(): Promise<void>
}

/** An empty home and an empty profile. */
export function newPlace(context: Context): Place {
  return { home: context.folder(), userData: context.folder() }
}

/** Starts Electron (or its stand-in) on a folder that holds an app. */
export function launch(context: Context, folder: string, place: Place): Promise<ElectronApplication> {
  const env: Record<string, string> = {}
  for (const [name, value] of Object.entries(process.env)) {
    // No sign-in, no key and no home of this machine may take part.
    if (value !== undefined && !/TOKEN|^(COPILOT|GH)_/.test(name)) env[name] = value
  }
  return _electron.launch({
    executablePath: context.executable,
    args: [folder],
    cwd: context.root,
    env: {
      ...env,
      HOME: place.userData,
      COPILOT_HOME: place.home,
      RETOMA_USER_DATA: place.userData,
      RETOMA_LOCAL_SERVERS: '',
      RETOMA_TEST: '1',
    },
    timeout: 60_000,
  })
}

/** Starts Retoma; resolves when its window can be asked. */
export async function launchApp(context: Context, place: Place): Promise<App> {
  const electron = await launch(context, context.root, place)
  const page = await electron.firstWindow()
  await page.getByRole('main').waitFor()
  const call: App['call'] = async (name, input) => {
    const reply = await page.evaluate(([operation, value]) => window.retoma.call(operation, value), [
      name,
      input,
    ] as const)
    const { ok, ...rest } = reply as Reply<never>
    if (!ok) throw new Error(`${name}: ${JSON.stringify(rest)}`)
    return (reply as { value: Output<typeof name> }).value
  }
  return {
    electron,
    page,
    call,
    composer: page.getByRole('textbox', { name: 'Message', exact: true }),
    show: (id) => page.locator(`[data-session-id="${id}"]`).click(),
    close: () => close(electron),
  }
}

/** Quits it; what does not go by itself within 15 s is killed. */
export async function close(electron: ElectronApplication): Promise<void> {
  const timer = setTimeout(() => electron.process().kill('SIGKILL'), 15_000)
  await electron.close()
  clearTimeout(timer)
}

/** Past the first page, so that the next start shows the session `id` (or the list). */
export async function settle(context: Context, place: Place, id: string | null): Promise<void> {
  const app = await launchApp(context, place)
  await app.call('settings.set', { welcomed: true, onClose: 'quit' })
  await app.call('where.save', { sessionId: id, panes: [], sidebarOpen: true, sidebarWidth: 288, inspectorOpen: false })
  await app.close()
}
