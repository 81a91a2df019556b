import { homedir } from 'node:os'
import { join } from 'node:path'
import { createAgent } from './agent/agent.ts'
import { createHomeWatch } from './agent/homeWatch.ts'
import { createDiskNotices } from './diskNotices.ts'
import { routeOf } from './draftFile.ts'
import { exitNow, prepareApp, whenReady } from './electron/app.ts'
import type { PreparedApp } from './electron/app.ts'
import { logUncaught, openFileLog } from './electron/fileLog.ts'
import { openSettingsDisk } from './electron/settingsDisk.ts'
import { createShell } from './electron/shell.ts'
import { createSystemKeychain } from './electron/systemKeychain.ts'
import { agentForTests, homeForTests } from './forTests.ts'
import { withTrueHolders } from './holding.ts'
import { createLibrary } from './library/library.ts'
import { createNotices } from './notices.ts'
import type { Parts } from './parts.ts'
import { CLIENT_NAME } from './sessions/rows.ts'
import { createSettings } from './settings/settings.ts'
import { describeError } from './shell/log.ts'
import { startOrAsk } from './starting.ts'
import { openWorkers } from './workers.ts'

/** Puts the parts together, in the order in which a person needs them: the window first, the runtime last. */
async function main(prepared: PreparedApp): Promise<void> {
  const { env } = process
  const log = openFileLog(prepared.userData)
  logUncaught(log)
  const settings = createSettings({
    disk: openSettingsDisk(prepared.userData),
    onSaveFailed: (error) => log.error('settings.unsaved', describeError(error)),
  })
  const launch = settings.beginLaunch()
  const copilotHome = env['COPILOT_HOME'] ?? settings.get().copilotHome ?? join(homedir(), '.copilot')

  const notices = createNotices()
  const disk = createDiskNotices(notices)
  const homeWatch = createHomeWatch({ home: copilotHome, onChanged: disk.home, ...homeForTests(env) })

  // Both read the disk in workers of their own while Electron gets ready.
  const openLibrary = (): ReturnType<typeof createLibrary> =>
    createLibrary({
      folder: join(prepared.userData, 'library'),
      workerUrl: new URL('./libraryWorker.js', import.meta.url),
      onTrouble: disk.library,
      onNotices: (late) => notices.add(...late),
      log,
    })
  let library = openLibrary()
  const closeLibrary = async (): Promise<void> => (await library.catch(() => null))?.dispose()
  const workers = openWorkers({ home: copilotHome, userData: prepared.userData, version: prepared.version, log })
  const agent = withTrueHolders(
    createAgent({
      home: copilotHome,
      runtimePath: null,
      clientName: CLIENT_NAME,
      clientVersion: prepared.version,
      env,
      log,
      onTurnEnded: homeWatch.turnEnded,
      ...agentForTests(env),
    }),
    workers.health.holders,
  )
  const { locale } = await whenReady()

  const up = Promise.withResolvers<Parts>()
  const shell = createShell({
    settings,
    pages: join(import.meta.dirname, '../renderer'),
    locale,
    dispatch: up.promise.then((parts) => parts.dispatch),
    onRequest: prepared.onRequest,
    routeOf,
    onWoke: () => {
      agent.woke()
      void up.promise.then((parts) => parts.woke()).catch(() => undefined)
    },
    isUnsaved: () => notices.list().some(({ kind }) => kind === 'diskFull' || kind === 'unsaved'),
    onWatched: (watched) => workers.history.setAttention(watched),
    dispose: async () => {
      const parts = await up.promise.catch(() => null)
      await parts?.dispose()
      await Promise.all([agent.dispose(), workers.dispose()])
      await closeLibrary()
      settings.launchSucceeded()
    },
    log,
    packaged: prepared.packaged,
    test: env['RETOMA_TEST'] === '1',
  })

  const start = async (): Promise<Parts> => {
    // Most of the code is read while Chromium opens the window, which needs none of it.
    const [{ createParts }, opened] = await Promise.all([import('./parts.ts'), library])
    return createParts({
      library: opened,
      workers,
      agent,
      shell,
      settings,
      keychain: createSystemKeychain(),
      launch,
      notices,
      homeWatch,
      copilotHome,
      userData: prepared.userData,
      version: prepared.version,
      locale,
      env,
      log,
    })
  }
  startOrAsk({
    start,
    again: async () => {
      await closeLibrary()
      library = openLibrary()
    },
    ask: (failure) => shell.askTryAgain(failure),
    onFailed: (error) => log.error('start.failed', describeError(error)),
  }).then(up.resolve, up.reject)
}

const prepared = prepareApp(process.env, process.argv)
if (prepared.isFirst) void main(prepared)
else exitNow(0)
