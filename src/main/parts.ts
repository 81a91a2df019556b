import { userInfo } from 'node:os'
import { join } from 'node:path'
import { contract } from '../shared/contract.ts'
import { panesOf } from '../shared/panes.ts'
import { resolveLanguage } from '../shared/strings/language.ts'
import { createTranslate } from '../shared/strings/translate.ts'
import type { CopilotAgent } from './agent/agent.ts'
import type { HomeWatch } from './agent/homeWatch.ts'
import { createCleanupReminder } from './cleanupReminder.ts'
import { createDispatch, type Dispatch } from './dispatch.ts'
import { forgetGone } from './forGood.ts'
import { createHandlers } from './handlers.ts'
import { createExaminations } from './health/examinations.ts'
import { isHeldElsewhere, nameHolder } from './holding.ts'
import type { Library } from './library/port.ts'
import type { Notices } from './notices.ts'
import { openKeys } from './providers/keys.ts'
import { createProviders } from './providers/providers.ts'
import { createAsideCopies } from './sessions/asideCopies.ts'
import { carriedWords } from './sessions/carriedWords.ts'
import { createFind } from './sessions/find.ts'
import { createDiscardedDrafts } from './sessions/discardedDrafts.ts'
import { recoverImports } from './sessions/importNotes.ts'
import { takeCutRuns } from './sessions/importRuns.ts'
import { createSearching } from './sessions/searching.ts'
import { createSessions } from './sessions/sessions.ts'
import { createUnfinishedExports } from './sessions/unfinishedExports.ts'
import { createVersions } from './sessions/versions.ts'
import type { Keychain } from './settings/keychain.ts'
import type { Launch, SettingsStore } from './settings/settings.ts'
import { describeError, type Log } from './shell/log.ts'
import { isTrustedSender, type CallSender } from './shell/page.ts'
import type { Shell } from './shell/port.ts'
import { createExpiry } from './trash/expiry.ts'
import { createTrash } from './trash/trash.ts'
import { createWarmUp } from './warmUp.ts'
import type { Workers } from './workers.ts'

/** What is there before the library is open. */
export interface PartsDeps {
  readonly library: Library
  readonly workers: Workers
  readonly agent: CopilotAgent
  readonly shell: Shell
  readonly settings: SettingsStore
  readonly keychain: Keychain
  readonly launch: Launch
  readonly notices: Notices
  readonly homeWatch: HomeWatch
  readonly copilotHome: string
  readonly userData: string
  readonly version: string
  readonly locale: string
  readonly env: NodeJS.ProcessEnv
  readonly log: Log
}

/** What answers the window. */
export interface Parts {
  readonly dispatch: Dispatch<CallSender>
  /** The machine slept. */
  woke(): void
  dispose(): Promise<void>
}

/** Settles what a crash cut, and puts together all that stands on the library; nothing is sent or resumed by this. */
export async function createParts(deps: PartsDeps): Promise<Parts> {
  const { library, agent, shell, settings, launch, notices, homeWatch, copilotHome, userData, version, locale } = deps
  const { env, log } = deps
  const { history, finder, search, health, archive, files } = deps.workers
  const keys = await openKeys(join(userData, 'keys.json'), deps.keychain)
  const providers = createProviders({ settings, keys, fetch, agent, env, now: Date.now })
  const t = () => createTranslate(resolveLanguage(settings.get().language, locale))
  const logError = (what: string, error: unknown): void => log.error(what, describeError(error))
  const trash = createTrash({
    folder: join(userData, 'trash'),
    home: copilotHome,
    library,
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
            await discarded.forget(id)
          },
        },
        ids,
      ),
    log: { error: logError },
  })
  const discarded = createDiscardedDrafts(join(userData, 'drafts'), { error: logError })
  const versions = createVersions(join(userData, 'rewinds'), join(copilotHome, 'session-state'))
  const found = (await library.snapshot()).notices
  // What a crash cut is settled before anything is listed.
  await trash
    .recover(found.some((notice) => notice.kind === 'libraryRestored'))
    .catch((error: unknown) => logError('settling the trash', error))
  const importsFolder = join(userData, 'imports')
  const unfinished = createUnfinishedExports(join(userData, 'exports'), { error: logError })
  const [cutImport, [cutExport, ...otherCut]] = await Promise.all([takeCutRuns(importsFolder), unfinished.takeCut()])
  await recoverImports(importsFolder, join(copilotHome, 'session-state'), library, { error: logError })
  // Which of them did it is not known: none is opened by itself.
  const skipped = launch.skipLastSession ? panesOf(settings.where()).map(({ id }) => id) : []
  const examinations = createExaminations((id, progress) =>
    sessions.emit({ type: 'health.progressed', id, ...progress }),
  )
  const sessions = await createSessions({
    agent,
    history,
    library,
    trash,
    attachmentsFolder: join(userData, 'attachments'),
    discarded,
    archive,
    unfinished,
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
    isHeld: (id) => isHeldElsewhere(agent, health.holders, id),
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

  // The page will ask for them as soon as it can: what is read now is there by then.
  for (const { id } of panesOf(settings.where())) {
    if (!skipped.includes(id)) void sessions.open(id).catch(() => undefined)
  }
  notices.add(...found)
  if (cutImport !== null) notices.add({ kind: 'importCut', ...cutImport })
  if (cutExport !== undefined) notices.add({ kind: 'exportCut', ...cutExport, others: otherCut.length })
  if (launch.skipLastSession && launch.sessionId !== null)
    notices.add({ kind: 'crashLoop', sessionId: launch.sessionId })
  const purgeForGood = async <T>(work: () => Promise<T>): Promise<T> => {
    const result = await work()
    await sessions.sweepAttachments()
    await history.scrub()
    // Its words go from the file of the index, too; on a large one that takes a while.
    await searching.scrub().catch((error: unknown) => logError('scrubbing the index', error))
    return result
  }
  const expiry = createExpiry({
    purgeExpired: async () => {
      await purgeForGood(() => trash.purgeExpired())
      const days = settings.get().trashDays
      // As long as deleted sessions; zero is for ever.
      if (days > 0) await sessions.expireDrafts(Date.now() - days * 86_400_000)
    },
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
  search.onChanged(() => sessions.emit({ type: 'search.changed' }))
  search.onProgress((progress) => sessions.emit({ type: 'search.progressed', progress }))
  const reminder = createCleanupReminder({
    schedule: () => settings.get().cleanup,
    keep: (cleanup) => settings.set({ cleanup }),
    preview: async (rule) => {
      // Nobody measured since the start, or long ago.
      if (rule.minBytes > 0) await files.measure(new AbortController().signal, () => undefined)
      return sessions.previewCleanup(rule, files.sizes())
    },
    notices,
    now: Date.now,
    onError: (error) => logError('looking for what could be cleaned up', error),
  })
  const warmUp = createWarmUp(
    () => {
      agent.warmUp()
      void providers.refresh()
      void unfinished.sweep()
      expiry.begin()
      reminder.begin()
    },
    () => searching.begin(),
  )
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
      version,
      platform: process.platform === 'darwin' || process.platform === 'win32' ? process.platform : 'linux',
      locale,
      user: userInfo().username,
      copilotHome,
    },
    t,
    forGood: purgeForGood,
    skipped,
    reminder,
    notices,
    onBooted: () => {
      settings.launchSucceeded()
      warmUp.begin()
    },
  })
  return {
    woke: () => {
      expiry.woke()
      reminder.woke()
    },
    dispatch: createDispatch({ contract, handlers, isTrusted: isTrustedSender, log }),
    dispose: async () => {
      warmUp.dispose()
      expiry.dispose()
      reminder.dispose()
      homeWatch.dispose()
      providers.dispose()
      await sessions.dispose()
    },
  }
}
