import { existsSync } from 'node:fs'
import { AppError } from '../../shared/errors.ts'
import type {
  Answer,
  CleanupPreview,
  Draft,
  HistoryPage,
  NewSessionDraft,
  OpenedSession,
  ScrollAnchor,
  SessionRow,
  Turn,
} from '../../shared/model.ts'
import type { AppEvent } from '../../shared/events.ts'
import type { SessionGrant } from '../../shared/rules.ts'
import type { OutlineLine } from '../../shared/find.ts'
import type { HealthReport, RepairResult } from '../../shared/health.ts'
import type { Agent, Connection } from '../agent/port.ts'
import type { History } from '../history/port.ts'
import type { Library } from '../library/port.ts'
import type { Trash } from '../trash/trash.ts'
import { createAnswering } from './answering.ts'
import { createBeginning, type Beginning, type BeginningDeps } from './beginning.ts'
import { createArrivals } from './arrivals.ts'
import { createAssets } from './assets.ts'
import { createAttachments, type Attachments } from './attachments.ts'
import { createBookmarks, type Bookmarks } from './bookmarks.ts'
import { createCatalogue, type Catalogue } from './catalogue.ts'
import { previewCleanup } from './cleanup.ts'
import { createConversations, type InMemory } from './conversations.ts'
import { createDeleting, type Deleting } from './deleting.ts'
import { createExclusive, type Exclusively } from './exclusive.ts'
import { createFacts } from './facts.ts'
import { createFolders } from './folders.ts'
import { createKeeper } from './keeper.ts'
import { createOpening } from './opening.ts'
import { createMarks, type Marks } from './marks.ts'
import { createMetadataSync } from './metadataSync.ts'
import { createNaming } from './naming.ts'
import { createOutgoing } from './outgoing.ts'
import { createQueue, type Queue } from './queue.ts'
import { createRules, type Rules } from './rules.ts'
import { createRunner, type ModelChoice, type Runner } from './runner.ts'
import { createWorks, type Works } from './works.ts'

export interface SessionsDeps {
  readonly agent: Agent
  readonly history: History
  readonly library: Library
  readonly trash: Trash
  /** Where our own copies of pictures are kept. */
  readonly attachmentsFolder: string
  readonly connection: (providerId: string) => Promise<Connection>
  readonly chooseFor: (model: string | null) => ModelChoice | null
  /** Hands a batch over to the window. */
  readonly send: (batch: readonly AppEvent[]) => void
  readonly onRows: (rows: readonly SessionRow[]) => void
  readonly isInView: (id: string) => boolean
  readonly contextLimit: BeginningDeps['contextLimit']
  readonly words: BeginningDeps['words']
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
export interface Sessions extends Pick<Beginning, 'checkId' | 'create' | 'continueElsewhere' | 'carried'> {
  readonly runner: Runner
  readonly queue: Queue
  readonly marks: Marks
  readonly attachments: Attachments
  readonly bookmarks: Bookmarks
  readonly deleting: Deleting
  readonly works: Works
  readonly exclusively: Exclusively
  rows(): readonly SessionRow[]
  row(id: string): SessionRow
  emit(event: AppEvent): void
  open(id: string): Promise<OpenedSession>
  page(id: string, before: number, until: string | null): Promise<HistoryPage>
  readAll(id: string): Promise<readonly Turn[]>
  inMemory(id: string): Promise<InMemory>
  outline(id: string): Promise<readonly OutlineLine[]>
  continueTurn(id: string, turnId: string): Promise<void>
  answer(id: string, requestId: string, answer: Answer): Promise<void>
  readonly rules: Rules
  /** What was allowed until the session is closed; nothing while it is not live. */
  grants(id: string): readonly SessionGrant[]
  revokeGrants(id: string): Promise<void>
  rename(id: string, title: string): Promise<SessionRow>
  setModel(id: string, choice: ModelChoice): Promise<SessionRow>
  setFolder(id: string, folder: string | null): Promise<OpenedSession>
  takeOver(id: string): Promise<OpenedSession>
  recreate(id: string): Promise<OpenedSession>
  leaveHistory(id: string): Promise<OpenedSession>
  previewCleanup(rule: Parameters<typeof previewCleanup>[1]): CleanupPreview
  markRead(id: string, turnId: string | null): Promise<void>
  markUnread(id: string): Promise<void>
  saveDraft(id: string, draft: TypedDraft | null): Promise<void>
  saveReply(id: string, requestId: string, text: string): Promise<void>
  newSession(): Promise<NewSessionDraft | null>
  saveNewSession(draft: NewSessionDraft | null): Promise<void>
  /** Removes our own copies that neither a draft nor a waiting message nor the trash needs. */
  sweepAttachments(): Promise<void>
  saveAnchor(id: string, anchor: ScrollAnchor): Promise<void>
  editQueued(id: string, messageId: string, text: string): Promise<void>
  dispose(): Promise<void>
}

/** A draft as the window tells it: attachments by the ids that main gave them. */
export type TypedDraft = Omit<Draft, 'attachments'> & { readonly attachments?: readonly string[] | undefined }

/** Under which the library keeps what was entered for a new session: no session can have this id. */
const NEW_SESSION = 'new session'

/** How much of an interrupted answer is quoted when its rest is asked for, in characters. */
const TAIL = 2000

/** Reads what there is and gives the use cases; nothing is sent or resumed by this. */
export async function createSessions(deps: SessionsDeps): Promise<Sessions> {
  const { agent, history, library, now } = deps
  await library.pauseQueues()
  const rules = await createRules({ library, now })

  const outgoing = createOutgoing(deps.send)
  // Who holds a session right after the start may be the dying runtime of our own last run: nobody is told of that one.
  const settling = Promise.withResolvers<undefined>()
  const settleTimer = setTimeout(() => settling.resolve(undefined), deps.orphanMs ?? 2500)
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
  const keeper = createKeeper(library)
  const attachments = createAttachments(createAssets(deps.attachmentsFolder))
  const sweepAttachments = (): Promise<void> =>
    attachments.sweep(async () => {
      // Looked at twice: what moves from one to the other meanwhile is in one of the looks.
      const before = await deps.trash.assets()
      const used = await library.assets()
      return new Set([...before, ...used, ...(await deps.trash.assets())])
    })
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
    outgoing,
    orphansGone: settling.promise,
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
  const beginning = createBeginning({
    ...deps,
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
    orphansGone: settling.promise,
    onRecovered: (count) => deps.onRecovered?.(count),
    log: deps.log,
  })
  const bookmarks = createBookmarks({ library, conversations, catalogue, outgoing, now })

  const isLive = (id: string): boolean => {
    const conversation = conversations.get(id)
    return conversation !== undefined && (conversation.live !== null || conversation.starting !== null)
  }
  const naming = createNaming({ agent, catalogue, isLive, log: deps.log })
  const stopFollowing = catalogue().onDiskChanged((session) => {
    const conversation = conversations.get(session.id)
    if (conversation === undefined || conversation.live !== null || conversation.starting !== null) return
    if (conversation.size === session.size) return
    conversations.reload(session.id).catch((error: unknown) => deps.log.error('reading a changed log', error))
  })

  const opening = createOpening({
    ...deps,
    outgoing,
    catalogue,
    conversations,
    queue,
    attachments,
    runner,
    folders,
    orphansGone: settling.promise,
  })
  const { row, open } = opening

  /** What was on its way when the app was killed: the dying runtime may still write it, and then it has arrived. */
  const left = await arrivals.unsettled()
  const settleLeft = async (): Promise<void> => {
    await settling.promise
    for (const id of left) {
      await arrivals.settle(id, 'ended')
      runner.goOn(id)
    }
  }
  void settleLeft().catch((error: unknown) => deps.log.error('asking what arrived', error))

  return {
    runner,
    queue,
    marks: createMarks(catalogue),
    attachments,
    bookmarks,
    deleting,
    works,
    exclusively,
    rows: () => catalogue().rows(),
    row,
    emit: (event) => outgoing.add(event),
    checkId: (id) => beginning.checkId(id),
    create: (wish) => beginning.create(wish),
    continueElsewhere: (id, withQueue) => beginning.continueElsewhere(id, withQueue),
    carried: (id) => beginning.carried(id),
    open,
    page: (id, before, until) => conversations.page(id, before, until),
    readAll: (id) => conversations.readAll(id),
    inMemory: (id) => conversations.inMemory(id),
    outline: (id) => history.prompts(id),
    continueTurn: async (id, turnId) => {
      const turns = await conversations.readAll(id)
      const turn = turns.find((other) => other.id === turnId)
      if (turn === undefined) throw new AppError('sessionMissing', turnId)
      const said = turn.items.findLast((item) => item.kind === 'message' && item.text !== '')
      const tail = said?.kind === 'message' ? said.text.slice(-TAIL).toWellFormed() : ''
      // A turn of which nothing was said is asked again as it was.
      await runner.send(id, tail === '' && turn.prompt !== null ? turn.prompt.text : deps.continuePrompt(tail))
    },
    answer: (id, requestId, answer) => answering.answer(id, requestId, answer),
    rules,
    grants: (id) => conversations.get(id)?.live?.grants() ?? [],
    revokeGrants: async (id) => {
      await conversations.get(id)?.live?.revokeGrants()
    },
    rename: async (id, title) => {
      row(id)
      await naming.rename(id, title.trim())
      return row(id)
    },
    setModel: async (id, choice) => {
      row(id)
      await runner.setModel(id, choice)
      return row(id)
    },
    setFolder: async (id, folder) => {
      row(id)
      if (folder !== null && !existsSync(folder)) throw new AppError('folderMissing', folder)
      await runner.close(id)
      await catalogue().patch(id, { folder, kind: folder === null ? 'chat' : 'agent' })
      return open(id)
    },
    takeOver: (id) => {
      runner.takeOver(id)
      return open(id)
    },
    recreate: async (id) => {
      await beginning.recreate(id)
      return open(id)
    },
    leaveHistory: async (id) => {
      row(id)
      await beginning.leaveHistory(id)
      return open(id)
    },
    previewCleanup: (rule) => previewCleanup(catalogue().rows(), rule, now()),
    // A window may look at a session for a moment longer than it is there: that must not bring it back.
    markRead: async (id, turnId) => {
      if (catalogue().has(id)) await catalogue().patch(id, { readTurnId: turnId, readAt: now(), unread: false })
    },
    markUnread: async (id) => {
      if (catalogue().has(id)) await catalogue().patch(id, { unread: true })
    },
    saveDraft: async (id, draft) => {
      // A late key press of a session that was just deleted: its draft went with it.
      if (!catalogue().has(id)) return
      const going = draft === null ? [] : attachments.resolve(draft.attachments)
      const kept = draft === null || (draft.text === '' && going.length === 0) ? null : { ...draft, attachments: going }
      catalogue().setDraft(id, kept !== null)
      await library.putDraft(id, kept)
      attachments.know(going)
    },
    saveReply: async (id, requestId, text) => {
      if (catalogue().has(id)) await library.putReply(id, requestId, text === '' ? null : text)
    },
    newSession: async () => {
      const kept = await library.draft(NEW_SESSION)
      return kept === null ? null : (JSON.parse(kept.text) as NewSessionDraft)
    },
    saveNewSession: (draft) =>
      library.putDraft(
        NEW_SESSION,
        draft === null ? null : { text: JSON.stringify(draft), selectionStart: 0, selectionEnd: 0, attachments: [] },
      ),
    sweepAttachments,
    saveAnchor: async (id, anchor) => {
      if (catalogue().has(id)) await catalogue().patch(id, { anchor })
    },
    editQueued: (id, messageId, text) => queue.edit(id, messageId, text),
    dispose: async () => {
      clearTimeout(settleTimer)
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
