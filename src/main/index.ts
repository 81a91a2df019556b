import { existsSync } from 'node:fs'
import { homedir, userInfo } from 'node:os'
import { join } from 'node:path'
import { contract } from '../shared/contract.ts'
import { resolveLanguage } from '../shared/strings/language.ts'
import { createTranslate } from '../shared/strings/translate.ts'
import { createAgent } from './agent/agent.ts'
import type { AgentDeps } from './agent/agent.ts'
import { createHomeWatch, type HomeWatchDeps, isWritable } from './agent/homeWatch.ts'
import { createArchive } from './archive/archive.ts'
import { createDiskNotices } from './diskNotices.ts'
import { createDispatch } from './dispatch.ts'
import { routeOf } from './draftFile.ts'
import { exitNow, prepareApp, whenReady } from './electron/app.ts'
import type { PreparedApp } from './electron/app.ts'
import { logUncaught, openFileLog } from './electron/fileLog.ts'
import { openSettingsDisk } from './electron/settingsDisk.ts'
import { createShell } from './electron/shell.ts'
import { createSystemKeychain } from './electron/systemKeychain.ts'
import { createFiles } from './files/files.ts'
import { forgetGone } from './forGood.ts'
import { createHandlers } from './handlers.ts'
import { createExaminations } from './health/examinations.ts'
import { createHealth } from './health/health.ts'
import { createFinder } from './history/finder.ts'
import { nameHolder, withTrueHolders } from './holding.ts'
import { createHistory } from './history/history.ts'
import { createLibrary } from './library/library.ts'
import { createNotices } from './notices.ts'
import { openKeys } from './providers/keys.ts'
import { createProviders } from './providers/providers.ts'
import { CLIENT_NAME } from './sessions/rows.ts'
import { createFind } from './sessions/find.ts'
import { createAsideCopies } from './sessions/asideCopies.ts'
import { carriedWords } from './sessions/carriedWords.ts'
import { recoverImports } from './sessions/importing.ts'
import { createSearch } from './search/search.ts'
import { createSearching } from './sessions/searching.ts'
import { createSessions } from './sessions/sessions.ts'
import { createVersions } from './sessions/versions.ts'
import { createSettings } from './settings/settings.ts'
import { describeError } from './shell/log.ts'
import { isTrustedSender } from './shell/page.ts'
import { startOrAsk } from './starting.ts'
import { createExpiry } from './trash/expiry.ts'
import { createTrash } from './trash/trash.ts'

/** From the answer to the page's first call until the runtime is started, in milliseconds: the first paint comes before. */
const WARM_UP_AFTER = 800
/** From then on until the index of all messages follows the disk: it takes a part of a core for a while. */
const INDEX_AFTER = 2_000

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
  const history = createHistory({
    home: copilotHome,
    workerUrl: new URL('./historyWorker.js', import.meta.url),
    log,
  })
  const finder = createFinder({
    home: copilotHome,
    workerUrl: new URL('./findWorker.js', import.meta.url),
    log,
  })
  const search = createSearch({
    folder: join(prepared.userData, 'index'),
    home: copilotHome,
    workerUrl: new URL('./searchWorker.js', import.meta.url),
    log,
  })
  const health = createHealth({
    home: copilotHome,
    kept: join(prepared.userData, 'repairs'),
    workerUrl: new URL('./healthWorker.js', import.meta.url),
    log,
  })
  const archive = createArchive({
    home: copilotHome,
    clientName: CLIENT_NAME,
    workerUrl: new URL('./archiveWorker.js', import.meta.url),
    log,
  })
  const within = (name: string): string => join(prepared.userData, name)
  const files = createFiles({
    home: copilotHome,
    own: [
      { place: 'trash', path: within('trash') },
      { place: 'index', path: within('index') },
      { place: 'library', path: within('library') },
      { place: 'attachments', path: within('attachments') },
      { place: 'kept', path: within('repairs') },
      { place: 'kept', path: within('rewinds') },
      { place: 'logs', path: within('logs') },
    ],
    workerUrl: new URL('./filesWorker.js', import.meta.url),
    log,
  })
  const agent = withTrueHolders(
    createAgent({
      home: copilotHome,
      runtimePath: null,
      clientName: CLIENT_NAME,
      clientVersion: prepared.version,
      env,
      log,
      onTurnEnded: homeWatch.turnEnded,
      ...forTests(env),
    }),
    health.holders,
  )
  const { locale } = await whenReady()

  const up = Promise.withResolvers<Awaited<ReturnType<typeof start>>>()
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
    onWatched: (watched) => history.setAttention(watched),
    dispose: async () => {
      const parts = await up.promise.catch(() => null)
      await parts?.dispose()
      await Promise.all([agent, history, finder, search, files, health, archive].map((part) => part.dispose()))
      await closeLibrary()
      settings.launchSucceeded()
    },
    log,
    packaged: prepared.packaged,
    test: env['RETOMA_TEST'] === '1',
  })

  const start = async () => {
    const shelf = await library
    const keys = await openKeys(join(prepared.userData, 'keys.json'), createSystemKeychain())
    const providers = createProviders({ settings, keys, fetch, agent, env, now: Date.now })
    const t = () => createTranslate(resolveLanguage(settings.get().language, locale))
    const logError = (what: string, error: unknown): void => log.error(what, describeError(error))
    const trash = createTrash({
      folder: join(prepared.userData, 'trash'),
      home: copilotHome,
      library: shelf,
      agent,
      days: () => settings.get().trashDays,
      now: Date.now,
      onGone: (ids) =>
        forgetGone(
          {
            inTrash: () => trash.list(),
            isThere: (id) => sessions.rows().some((row) => row.id === id),
            forget: async (id) => {
              await health.forget(id)
              await versions.forget(id)
            },
          },
          ids,
        ),
      log: { error: logError },
    })
    const versions = createVersions(join(prepared.userData, 'rewinds'), join(copilotHome, 'session-state'))
    const found = (await shelf.snapshot()).notices
    // What a crash cut is settled before anything is listed.
    await trash
      .recover(found.some((notice) => notice.kind === 'libraryRestored'))
      .catch((error: unknown) => logError('settling the trash', error))
    const importsFolder = join(prepared.userData, 'imports')
    await recoverImports(importsFolder, join(copilotHome, 'session-state'), shelf).catch((error: unknown) =>
      logError('settling imports', error),
    )
    const skipSession = launch.skipLastSession ? launch.sessionId : null
    const examinations = createExaminations((id, progress) =>
      sessions.emit({ type: 'health.progressed', id, ...progress }),
    )
    const sessions = await createSessions({
      agent,
      history,
      library: shelf,
      trash,
      attachmentsFolder: join(prepared.userData, 'attachments'),
      archive,
      importsFolder,
      language: () => resolveLanguage(settings.get().language, locale),
      locale,
      knowsProvider: (id) => providers.known().some((provider) => provider.id === id),
      connection: (id) => providers.connection(id),
      chooseFor: (model) => {
        const offering = providers.list().find((provider) => provider.models.some((one) => one.id === model))
        return offering === undefined || model === null ? providers.defaultChoice() : { providerId: offering.id, model }
      },
      contextLimit: ({ providerId, model }) => {
        const provider = providers.known().find((one) => one.id === providerId)
        return provider?.models.find((one) => one.id === model)?.contextLimit ?? null
      },
      compactAt: () => {
        const { on, at } = settings.get().compaction
        return on ? at : null
      },
      words: () => carriedWords(t()),
      copies: { fork: (spec) => health.fork(spec) },
      asideCopies: createAsideCopies(join(copilotHome, 'session-state'), (id) => health.holders(id)),
      sentBefore: (id, turnId) => health.sentWith(id, turnId),
      versions,
      doctor: {
        scan: (id, refused) => examinations.run(id, (options) => health.scan(id, { ...options, refused })),
        repair: (id, refused) => examinations.run(id, (options) => health.repair(id, { ...options, refused })),
      },
      send: (batch) => shell.send(batch),
      onRows: (rows) => shell.setRows(rows),
      isInView: (id) => shell.isInView(id),
      holderName: (id) => nameHolder(agent, health.holders, t(), id),
      onRecovered: (recovered) => {
        for (const notice of notices.list()) {
          if (notice.kind === 'libraryRestored' || notice.kind === 'libraryLost') notices.add({ ...notice, recovered })
        }
      },
      continuePrompt: (tail) => t()('continue.prompt', { tail }),
      now: Date.now,
      log: { error: logError },
    })
    shell.setRows(sessions.rows())
    providers.onChanged((list) => sessions.emit({ type: 'providers.changed', providers: list }))
    notices.tell((event) => sessions.emit(event))
    agent.onStatus((runtime) => {
      sessions.emit({ type: 'runtime.changed', runtime })
      if (runtime.state === 'failed') homeWatch.look()
    })
    homeWatch.look()

    let warmUp: NodeJS.Timeout | null = null
    const { sessionId } = settings.where()
    // The page will ask for it as soon as it can: what is read now is there by then.
    if (sessionId !== null && sessionId !== skipSession) void sessions.open(sessionId).catch(() => undefined)
    notices.add(...found)
    if (skipSession !== null) notices.add({ kind: 'crashLoop', sessionId: skipSession })
    const purgeForGood = async <T>(work: () => Promise<T>): Promise<T> => {
      const result = await work()
      await sessions.sweepAttachments()
      // Its words go from the file of the index, too; on a large one that takes a while.
      await searching.scrub().catch((error: unknown) => logError('scrubbing the index', error))
      return result
    }
    const expiry = createExpiry({
      purgeExpired: () => purgeForGood(() => trash.purgeExpired()),
      now: Date.now,
      onError: (error) => logError('emptying the trash', error),
    })
    const searching = createSearching({
      search,
      rows: () => sessions.rows(),
      bookmarks: () => sessions.bookmarks.list(null),
      onChanged: (listener) => history.onChanged(listener),
      now: Date.now,
    })
    search.onProgress((progress) => sessions.emit({ type: 'search.progressed', progress }))
    const handlers = createHandlers({
      agent,
      sessions,
      history,
      searching,
      find: createFind({
        finder,
        inMemory: (id) => sessions.inMemory(id),
        emit: (event) => sessions.emit(event),
        log: { error: logError },
      }),
      files,
      health,
      examinations,
      providers,
      settings,
      shell,
      about: {
        version: prepared.version,
        platform: process.platform === 'darwin' || process.platform === 'win32' ? process.platform : 'linux',
        locale,
        user: userInfo().username,
        copilotHome,
      },
      t,
      forGood: purgeForGood,
      skipSession,
      notices,
      onBooted: () => {
        settings.launchSucceeded()
        // Ahead of the first message, and behind the first paint: starting the runtime takes a core for a while.
        warmUp ??= setTimeout(() => {
          agent.warmUp()
          void providers.refresh()
          expiry.begin()
          warmUp = setTimeout(() => searching.begin(), INDEX_AFTER)
        }, WARM_UP_AFTER)
      },
    })
    return {
      woke: () => expiry.woke(),
      dispatch: createDispatch({ contract, handlers, isTrusted: isTrustedSender, log }),
      dispose: async () => {
        if (warmUp !== null) clearTimeout(warmUp)
        expiry.dispose()
        homeWatch.dispose()
        providers.dispose()
        await sessions.dispose()
      },
    }
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

/** What tests may change: another runtime, and less patience with a provider that hangs. */
function forTests(env: NodeJS.ProcessEnv): Partial<AgentDeps> {
  if (env['RETOMA_TEST'] !== '1') return {}
  const stall = Number(env['RETOMA_STALL_MS'] ?? 0)
  const pace = env['RETOMA_PRACTICE_PACE']
  return {
    ...(env['RETOMA_RUNTIME'] === undefined ? {} : { runtimePath: env['RETOMA_RUNTIME'] }),
    ...(stall > 0 ? { timings: { stall } } : {}),
    ...(pace === undefined ? {} : { practicePace: Number(pace) }),
  }
}

/** With RETOMA_TEST=1 the home counts as read-only as long as the file RETOMA_READ_ONLY is there: no right keeps root from writing. */
function homeForTests(env: NodeJS.ProcessEnv): Partial<HomeWatchDeps> {
  const marker = env['RETOMA_READ_ONLY']
  if (env['RETOMA_TEST'] !== '1' || marker === undefined) return {}
  return { mayWrite: async (home) => !existsSync(marker) && (await isWritable(home)) }
}

const prepared = prepareApp(process.env, process.argv)
if (prepared.isFirst) void main(prepared)
else exitNow(0)
