import { AppError } from '../../shared/errors.ts'
import { createAnswering } from './answering.ts'
import { createBeginning } from './beginning.ts'
import { createArrivals } from './arrivals.ts'
import { createAsides } from './asides.ts'
import { createAssets } from './assets.ts'
import { createAttachments } from './attachments.ts'
import { createBookmarks } from './bookmarks.ts'
import { createCatalogue, type Catalogue } from './catalogue.ts'
import { createChanges } from './changes.ts'
import { previewCleanup } from './cleanup.ts'
import { createCommands } from './commands.ts'
import { createCompacting } from './compacting.ts'
import { createContinuing } from './continuing.ts'
import { createConversations } from './conversations.ts'
import { createDeleting } from './deleting.ts'
import { createDiscarding } from './discarding.ts'
import { createDrafts } from './drafts.ts'
import { createExclusive } from './exclusive.ts'
import { createExporting } from './exporting.ts'
import { createFacts } from './facts.ts'
import { createFolders } from './folders.ts'
import { followLogs } from './following.ts'
import { createForking } from './forking.ts'
import { createFreeIds } from './freeIds.ts'
import { createImporting } from './importing.ts'
import { createKeeper } from './keeper.ts'
import { createKnowing } from './knowing.ts'
import { createLastRun } from './lastRun.ts'
import { createMarks } from './marks.ts'
import { createMetadataSync } from './metadataSync.ts'
import { createNaming } from './naming.ts'
import { createOpening } from './opening.ts'
import { createOutgoing } from './outgoing.ts'
import type { Sessions, SessionsDeps } from './port.ts'
import { createPrompts } from './prompts.ts'
import { createQueue } from './queue.ts'
import { createRewinding } from './rewinding.ts'
import { createRules } from './rules.ts'
import { createRunner } from './runner.ts'
import { createSeen } from './seen.ts'
import { createSentPaths } from './sentPaths.ts'
import { createSentPictures } from './sentPictures.ts'
import { createSweeping } from './sweeping.ts'
import { createViews } from './views.ts'
import { createTelling } from './telling.ts'
import { createWorks } from './works.ts'

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
  const lastRun = createLastRun(deps)
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
  const works = createWorks(outgoing, deps.log)
  const discarding = createDiscarding({ library, discarded: deps.discarded, catalogue, works, now })
  const sweepAttachments = createSweeping(attachments, library, deps.trash, discarding)
  const sweepSoon = (): void => {
    sweepAttachments().catch((error: unknown) => deps.log.error('removing copies of pictures', error))
  }
  const queue = createQueue({ library, outgoing, catalogue, now, onLeft: sweepSoon })
  const arrivals = createArrivals({ history, library, queue, conversations, catalogue })
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
  const telling = createTelling({
    rows: () => catalogue().rows(),
    row: (id) => catalogue().row(id),
    tell: (event) => {
      outgoing.add(event)
      outgoing.flush()
    },
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
    discardDrafts: (ids, work) => discarding.discardDrafts(ids, work),
    takeBackDrafts: (ids) => discarding.takeBackDrafts(ids),
    discardedDrafts: () => discarding.discardedDrafts(),
    putBackDraft: (key) => discarding.putBackDraft(key),
    expireDrafts: (before) => discarding.expireDrafts(before),
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
    telling,
    row,
    emit: (event) => outgoing.add(event),
    checkId: (id) => beginning.checkId(id),
    create: (wish) => beginning.create(wish),
    continueElsewhere: (id, withQueue) => beginning.continueElsewhere(id, withQueue),
    seed: (id, range, name) => beginning.seed(id, range, name),
    compare: (id, ...wish) => beginning.compare(id, ...wish),
    carried: (id) => beginning.carried(id),
    fork: (id, at, draft) => forking.fork(id, at, draft),
    previewRewind: (id, turnId) => rewinding.preview(id, turnId),
    rewind: (id, turnId, how) => rewinding.rewind(id, turnId, how),
    retry: (id, turnId, how) => rewinding.retry(id, turnId, how),
    sentWith: (id, turnId) => rewinding.sentWith(id, turnId),
    versionTurns: (id, versionId) => rewinding.versionTurns(id, versionId),
    restore: (id, versionId) => rewinding.restore(id, versionId),
    open,
    page: (id, before) => conversations.page(id, before),
    around: (id, turnId, to) => conversations.around(id, turnId, to),
    newer: (id, after, to) => conversations.newer(id, after, to),
    readAll: (id) => conversations.readAll(id),
    inMemory: (id) => conversations.inMemory(id),
    outline: (id) => history.prompts(id),
    sentPictures: createSentPictures(history),
    sentPath: createSentPaths(conversations),
    usage: (id) => knowing.usage(id),
    continueTurn: createContinuing({
      conversations,
      runner,
      prompts: (id) => history.prompts(id),
      sentWith: (id, turnId) => rewinding.sentWith(id, turnId),
      continuePrompt: deps.continuePrompt,
    }),
    answer: (id, requestId, answer) => answering.answer(id, requestId, answer),
    rules,
    grants: () =>
      conversations
        .all()
        .map(({ id, live }) => ({ id, grants: live?.grants() ?? [] }))
        .filter(({ grants }) => grants.length > 0),
    revokeGrants: async (id) => {
      await conversations.get(id)?.live?.revokeGrants()
    },
    previewCleanup: async (rule, sizes) =>
      previewCleanup(catalogue().rows(), rule, now(), await library.draftTimes(), sizes),
    sweepAttachments,
    dispose: async () => {
      works.end()
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
