import { AppError } from '../../shared/errors.ts'
import type {
  Answer,
  CleanupPreview,
  HistoryPage,
  OpenedSession,
  RewindPreview,
  SessionRow,
  Turn,
} from '../../shared/model.ts'
import type { AppEvent } from '../../shared/events.ts'
import type { SessionGrant } from '../../shared/rules.ts'
import type { OutlineLine } from '../../shared/find.ts'
import type { HealthReport, RepairResult } from '../../shared/health.ts'
import type { Language } from '../../shared/strings/language.ts'
import type { Agent, Connection } from '../agent/port.ts'
import type { Archive } from '../archive/archive.ts'
import type { History } from '../history/port.ts'
import type { Library } from '../library/port.ts'
import type { Trash } from '../trash/trash.ts'
import { createAnswering } from './answering.ts'
import { createBeginning, type Beginning, type BeginningDeps } from './beginning.ts'
import { createArrivals } from './arrivals.ts'
import type { AsideCopies } from './asideCopies.ts'
import { createAsides, type Asides } from './asides.ts'
import { createAssets } from './assets.ts'
import { createAttachments, type Attachments } from './attachments.ts'
import { createBookmarks, type Bookmarks } from './bookmarks.ts'
import { createCatalogue, type Catalogue } from './catalogue.ts'
import { createChanges, type Changes } from './changes.ts'
import { previewCleanup } from './cleanup.ts'
import { createCommands, type Commands } from './commands.ts'
import { createCompacting, type Compacting } from './compacting.ts'
import { createContinuing } from './continuing.ts'
import { createConversations, type InMemory } from './conversations.ts'
import { createDeleting, type Deleting } from './deleting.ts'
import { createDrafts, type Drafts } from './drafts.ts'
import { createExclusive, type Exclusively } from './exclusive.ts'
import { createExporting, type Exporting } from './exporting.ts'
import { createFacts } from './facts.ts'
import { createFolders } from './folders.ts'
import { followLogs } from './following.ts'
import { createForking, type Forking, type ForkingDeps } from './forking.ts'
import { createFreeIds } from './freeIds.ts'
import { createImporting, type Importing } from './importing.ts'
import { createKeeper } from './keeper.ts'
import { createKnowing, type Knowing } from './knowing.ts'
import { createLastRun } from './lastRun.ts'
import { createMarks, type Marks } from './marks.ts'
import { createMetadataSync } from './metadataSync.ts'
import { createNaming } from './naming.ts'
import { createOpening } from './opening.ts'
import { createOutgoing } from './outgoing.ts'
import { createPrompts, type Prompts } from './prompts.ts'
import { createQueue, type Queue } from './queue.ts'
import { createRewinding, type Rewinding, type RewindingDeps } from './rewinding.ts'
import { createRules, type Rules } from './rules.ts'
import { createRunner, type Runner } from './runner.ts'
import { createSeen, type Seen } from './seen.ts'
import { createSentPaths } from './sentPaths.ts'
import { createSentPictures, type SentPictures } from './sentPictures.ts'
import { createSweeping } from './sweeping.ts'
import type { Versions } from './versions.ts'
import { createViews, type Views } from './views.ts'
import { createWorks, type Works } from './works.ts'

export interface SessionsDeps {
  readonly agent: Agent
  readonly history: History
  readonly library: Library
  readonly trash: Trash
  /** Where our own copies of pictures are kept. */
  readonly attachmentsFolder: string
  readonly archive: Archive
  /** Where it is noted what imports are still to give to the library. */
  readonly importsFolder: string
  readonly knowsProvider: (providerId: string) => boolean
  /** What exports for reading are written in. */
  readonly language: () => Language
  readonly locale: string
  readonly connection: (providerId: string) => Promise<Connection>
  readonly chooseFor: BeginningDeps['chooseFor']
  /** Hands a batch over to the window. */
  readonly send: (batch: readonly AppEvent[]) => void
  readonly onRows: (rows: readonly SessionRow[]) => void
  readonly isInView: (id: string) => boolean
  readonly contextLimit: BeginningDeps['contextLimit']
  readonly words: () => ReturnType<BeginningDeps['words']> &
    ReturnType<ForkingDeps['words']> &
    ReturnType<RewindingDeps['words']>
  /** Makes sessions of the logs of others. */
  readonly copies: ForkingDeps['copies']
  readonly asideCopies: AsideCopies
  readonly sentBefore: RewindingDeps['sentBefore']
  /** What rewinds take out is kept here. */
  readonly versions: Versions
  /** From which share of the context on older messages are summed up; null: not by themselves. */
  readonly compactAt: () => number | null
  /** Examines and repairs logs; neither asks whether anyone has the session open. */
  readonly doctor: {
    readonly scan: (id: string, refused: number | null) => Promise<HealthReport>
    readonly repair: (id: string, refused: number | null) => Promise<RepairResult>
  }
  /** The name of the program that has a session open; null when it can't be told. */
  readonly holderName?: (id: string) => Promise<string | null>
  /** The words that ask a model for the rest of an answer which ended with `tail`. */
  readonly continuePrompt: (tail: string) => string
  /** Every session was asked for what it keeps of titles, pins and tags; `count` of them had something newer than the library. */
  readonly onRecovered?: (count: number) => void
  readonly now: () => number
  /** Milliseconds from the start until a runtime that outlived a killed app has ended by itself; 2,500 when left out. */
  readonly orphanMs?: number
  readonly log: { readonly error: (what: string, error: unknown) => void }
}

/** What can be done with sessions: the use cases behind the operations. */
export interface Sessions
  extends
    Drafts,
    Exporting,
    Forking,
    Importing,
    Omit<Rewinding, 'recover' | 'preview' | 'versions'>,
    Prompts,
    Commands,
    Seen,
    Changes,
    Pick<Beginning, 'checkId' | 'create' | 'continueElsewhere' | 'seed' | 'carried'> {
  readonly runner: Runner
  readonly queue: Queue
  readonly marks: Marks
  readonly views: Views
  readonly attachments: Attachments
  readonly bookmarks: Bookmarks
  readonly deleting: Deleting
  readonly works: Works
  readonly compacting: Compacting
  readonly asides: Omit<Asides, 'sweep' | 'dispose'>
  readonly exclusively: Exclusively
  previewRewind(id: string, turnId: string): Promise<RewindPreview>
  rows(): readonly SessionRow[]
  row(id: string): SessionRow
  emit(event: AppEvent): void
  open(id: string): Promise<OpenedSession>
  page(id: string, before: number, until: string | null): Promise<HistoryPage>
  readAll(id: string): Promise<readonly Turn[]>
  inMemory(id: string): Promise<InMemory>
  outline(id: string): Promise<readonly OutlineLine[]>
  readonly sentPictures: SentPictures
  readonly sentPath: ReturnType<typeof createSentPaths>
  usage: Knowing['usage']
  continueTurn(id: string, turnId: string): Promise<void>
  answer(id: string, requestId: string, answer: Answer): Promise<void>
  readonly rules: Rules
  /** What was allowed until the session is closed; nothing while it is not live. */
  grants(id: string): readonly SessionGrant[]
  revokeGrants(id: string): Promise<void>
  previewCleanup(rule: Parameters<typeof previewCleanup>[1]): CleanupPreview
  /** Removes our own copies that neither a draft nor a waiting message nor the trash needs. */
  sweepAttachments(): Promise<void>
  dispose(): Promise<void>
}

/** Reads what there is and gives the use cases; nothing is sent or resumed by this. */
export async function createSessions(deps: SessionsDeps): Promise<Sessions> {
  const { agent, history, library, now } = deps
  const cutRewinds = await deps.versions.unsettled()
  // Where it can't be written yet, the library lists what waits as paused all the same.
  await library.pauseQueues().catch((error: unknown) => {
    if (!isUnwritten(error)) throw error
  })
  const rules = await createRules({ library, now })
  const views = await createViews(library)

  const outgoing = createOutgoing(deps.send)
  const lastRun = createLastRun(deps.orphanMs)
  const holder: { catalogue: Catalogue | null } = { catalogue: null }
  const catalogue = (): Catalogue => {
    if (holder.catalogue === null) throw new Error('The catalogue is not read yet')
    return holder.catalogue
  }
  const conversations = createConversations({
    history,
    library,
    outgoing,
    catalogue,
    onReloaded: async (id) => outgoing.add({ type: 'session.reopened', opened: await open(id) }),
  })
  const folders = createFolders({
    folders: () =>
      catalogue()
        .rows()
        .flatMap((one) => (one.kind === 'chat' ? [] : (one.folder ?? []))),
    onChanged: (folder) => {
      for (const one of catalogue().rows()) if (one.folder === folder) catalogue().touch(one.id)
    },
  })
  holder.catalogue = await createCatalogue({
    history,
    library,
    outgoing,
    stateOf: (id) => conversations.get(id)?.feed.state() ?? null,
    isLive: (id) => conversations.get(id)?.live != null,
    foundIn: (disk, record) => {
      const damage = conversations.foundIn(disk.id, disk.size)
      const folder = record?.kind === 'chat' ? null : (record?.folder ?? disk.folder)
      return damage ?? (folder !== null && folders.isGone(folder) ? { code: 'folderMissing', detail: folder } : null)
    },
    onRows: deps.onRows,
    now,
    log: deps.log,
  })
  // A long list takes longer to be read than the first look waits.
  folders.begin()
  const keeper = createKeeper(library)
  const knowing = createKnowing({
    history,
    library,
    state: (id) => conversations.get(id)?.feed.state() ?? null,
  })
  const assets = createAssets(deps.attachmentsFolder)
  const attachments = createAttachments(assets)
  const sweepAttachments = createSweeping(attachments, library, deps.trash)
  const sweepSoon = (): void => {
    sweepAttachments().catch((error: unknown) => deps.log.error('removing copies of pictures', error))
  }
  const queue = createQueue({ library, outgoing, catalogue, now, onLeft: sweepSoon })
  const arrivals = createArrivals({ history, queue, conversations, catalogue })
  const runner = createRunner({
    ...deps,
    catalogue,
    conversations,
    queue,
    attachments,
    arrivals,
    keeper,
    rules,
    knowing,
    outgoing,
    orphansGone: lastRun.over,
    facts: (id, failure) => factsOf(id, failure),
    withHistory: (id, text) => beginning.withHistory(id, text),
    scan: (id, refused) => deps.doctor.scan(id, refused),
    repair: (id, refused) => exclusively(id, () => deps.doctor.repair(id, refused)),
  })
  const answering = createAnswering({
    conversations,
    catalogue,
    library,
    rules,
    takeUp: (id, what) => runner.takeUp(id, what),
    send: (id, text) => runner.send(id, text),
  })
  const factsOf = createFacts({ catalogue, conversations, trash: deps.trash })
  const exclusively = createExclusive({ agent, conversations, runner })
  const works = createWorks(outgoing, deps.log)
  const deleting = createDeleting({
    library,
    trash: deps.trash,
    catalogue,
    conversations,
    queue,
    runner,
    works,
    quiet: () => metadata.settled(),
  })
  const freeId = createFreeIds({ history, trash: deps.trash, catalogue, deleting })
  const forking = createForking({ ...deps, catalogue, conversations, freeId })
  const rewinding = createRewinding({
    ...deps,
    catalogue,
    conversations,
    queue,
    runner,
    attachments,
    exclusively,
    freeId,
  })
  if (cutRewinds.length > 0)
    await rewinding.recover(cutRewinds).catch((error: unknown) => deps.log.error('settling rewinds', error))
  const asides = createAsides({ ...deps, catalogue, conversations, emit: (event) => outgoing.add(event) })
  const beginning = createBeginning({
    ...deps,
    freeId,
    catalogue,
    conversations,
    queue,
    deleting,
    facts: (id) => factsOf(id, null),
  })
  const metadata = createMetadataSync({
    agent,
    catalogue,
    isLive: (id) => conversations.get(id)?.live != null,
    isTakenOver: (id) => runner.isTakenOver(id),
    isBusy: (id) => deleting.isLeaving(id) || conversations.get(id)?.held != null,
    orphansGone: lastRun.over,
    onRecovered: (count) => deps.onRecovered?.(count),
    log: deps.log,
  })
  const bookmarks = createBookmarks({ library, conversations, catalogue, outgoing, now })

  const isLive = (id: string): boolean => {
    const conversation = conversations.get(id)
    return conversation !== undefined && (conversation.live !== null || conversation.starting !== null)
  }
  const naming = createNaming({ agent, catalogue, isLive, log: deps.log })
  const stopFollowing = followLogs(catalogue(), conversations, deps.log)

  const opening = createOpening({
    ...deps,
    outgoing,
    catalogue,
    conversations,
    queue,
    attachments,
    runner,
    knowing,
    folders,
    orphansGone: lastRun.over,
  })
  const { row, open } = opening

  // Asked before anything can be sent: what is on its way now is of the last run.
  const left = await arrivals.unsettled()
  lastRun.over.then(() => asides.sweep()).catch((error: unknown) => deps.log.error('removing side questions', error))
  lastRun.settle(left, arrivals, runner).catch((error: unknown) => deps.log.error('asking what arrived', error))

  return {
    ...createDrafts({ library, catalogue, attachments }),
    ...createExporting({ ...deps, catalogue, conversations, works }),
    ...createImporting({
      ...deps,
      catalogue,
      assets,
      folder: deps.importsFolder,
      isFree: async (id) => (await beginning.checkId(id)) === null,
      freeId,
      works,
    }),
    ...createPrompts({ library, runner, log: deps.log }),
    ...createCommands({ agent, conversations, runner, opening }),
    ...createSeen(catalogue, now),
    ...createChanges({ catalogue, naming, opening, runner, beginning }),
    runner,
    queue,
    marks: createMarks({ catalogue, works, now }),
    views,
    attachments,
    bookmarks,
    deleting,
    works,
    compacting: createCompacting({
      ...deps,
      conversations,
      beginning,
      wake: (id) => runner.wake(id),
      goOn: (id) => runner.goOn(id),
    }),
    asides,
    exclusively,
    rows: () => catalogue().rows(),
    row,
    emit: (event) => outgoing.add(event),
    checkId: (id) => beginning.checkId(id),
    create: (wish) => beginning.create(wish),
    continueElsewhere: (id, withQueue) => beginning.continueElsewhere(id, withQueue),
    seed: (id, range, name) => beginning.seed(id, range, name),
    carried: (id) => beginning.carried(id),
    fork: (id, at, draft) => forking.fork(id, at, draft),
    previewRewind: (id, turnId) => rewinding.preview(id, turnId),
    rewind: (id, turnId, how) => rewinding.rewind(id, turnId, how),
    retry: (id, turnId, how) => rewinding.retry(id, turnId, how),
    sentWith: (id, turnId) => rewinding.sentWith(id, turnId),
    versionTurns: (id, versionId) => rewinding.versionTurns(id, versionId),
    restore: (id, versionId) => rewinding.restore(id, versionId),
    open,
    page: (id, before, until) => conversations.page(id, before, until),
    readAll: (id) => conversations.readAll(id),
    inMemory: (id) => conversations.inMemory(id),
    outline: (id) => history.prompts(id),
    sentPictures: createSentPictures(history),
    sentPath: createSentPaths(conversations),
    usage: (id) => knowing.usage(id),
    continueTurn: createContinuing({ conversations, runner, continuePrompt: deps.continuePrompt }),
    answer: (id, requestId, answer) => answering.answer(id, requestId, answer),
    rules,
    grants: (id) => conversations.get(id)?.live?.grants() ?? [],
    revokeGrants: async (id) => {
      await conversations.get(id)?.live?.revokeGrants()
    },
    previewCleanup: (rule) => previewCleanup(catalogue().rows(), rule, now()),
    sweepAttachments,
    dispose: async () => {
      lastRun.dispose()
      await asides.dispose()
      stopFollowing()
      naming.dispose()
      opening.dispose()
      folders.dispose()
      await metadata.dispose()
      await runner.dispose()
      catalogue().dispose()
      outgoing.flush()
      outgoing.dispose()
    },
  }
}

/** Whether a write failed because the disk takes nothing now. */
function isUnwritten(error: unknown): boolean {
  return error instanceof AppError && (error.code === 'diskFull' || error.code === 'writeFailed')
}
