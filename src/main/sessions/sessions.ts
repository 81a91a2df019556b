import { existsSync } from 'node:fs'
import { AppError } from '../../shared/errors.ts'
import type {
  Answer,
  CleanupPreview,
  Draft,
  HistoryPage,
  OpenedSession,
  ScrollAnchor,
  SessionKind,
  SessionProblem,
  SessionRow,
  Turn,
} from '../../shared/model.ts'
import type { AppEvent } from '../../shared/events.ts'
import type { OutlineLine } from '../../shared/find.ts'
import type { Agent, Connection } from '../agent/port.ts'
import type { History } from '../history/port.ts'
import type { Library } from '../library/port.ts'
import type { Trash } from '../trash/trash.ts'
import { createArrivals } from './arrivals.ts'
import { createBookmarks, type Bookmarks } from './bookmarks.ts'
import { createCatalogue, type Catalogue } from './catalogue.ts'
import { previewCleanup } from './cleanup.ts'
import { createConversations, type InMemory } from './conversations.ts'
import { checkIdForm } from './ids.ts'
import { createDeleting, type Deleting } from './deleting.ts'
import { createExclusive, type Exclusively } from './exclusive.ts'
import { createKeeper } from './keeper.ts'
import { createNaming } from './naming.ts'
import { createOutgoing } from './outgoing.ts'
import { createQueue, type Queue } from './queue.ts'
import { createRunner, type ModelChoice, type Runner } from './runner.ts'
import { createWorks, type Works } from './works.ts'

export interface SessionsDeps {
  readonly agent: Agent
  readonly history: History
  readonly library: Library
  readonly trash: Trash
  readonly connection: (providerId: string) => Promise<Connection>
  readonly chooseFor: (model: string | null) => ModelChoice | null
  /** Hands a batch over to the window. */
  readonly send: (batch: readonly AppEvent[]) => void
  readonly onRows: (rows: readonly SessionRow[]) => void
  readonly isInView: (id: string) => boolean
  /** The name of the program that has a session open; null when it can't be told. */
  readonly holderName?: (id: string) => Promise<string | null>
  /** The words that ask a model for the rest of an answer which ended with `tail`. */
  readonly continuePrompt: (tail: string) => string
  readonly now: () => number
  /** Milliseconds from the start until a runtime that outlived a killed app has ended by itself; 2,500 when left out. */
  readonly orphanMs?: number
  readonly log: { readonly error: (what: string, error: unknown) => void }
}

/** What can be done with sessions: the use cases behind the operations. */
export interface Sessions {
  readonly runner: Runner
  readonly queue: Queue
  readonly bookmarks: Bookmarks
  readonly deleting: Deleting
  readonly works: Works
  readonly exclusively: Exclusively
  rows(): readonly SessionRow[]
  row(id: string): SessionRow
  emit(event: AppEvent): void
  checkId(id: string): Promise<null | 'idInvalid' | 'idReserved' | 'idTaken'>
  create(wish: NewSession): Promise<SessionRow>
  open(id: string): Promise<OpenedSession>
  page(id: string, before: number, until: string | null): Promise<HistoryPage>
  readAll(id: string): Promise<readonly Turn[]>
  inMemory(id: string): Promise<InMemory>
  outline(id: string): Promise<readonly OutlineLine[]>
  continueTurn(id: string, turnId: string): Promise<void>
  answer(id: string, requestId: string, answer: Answer): Promise<void>
  rename(id: string, title: string): Promise<SessionRow>
  setModel(id: string, choice: ModelChoice): Promise<SessionRow>
  setFolder(id: string, folder: string | null): Promise<OpenedSession>
  takeOver(id: string): Promise<OpenedSession>
  recreate(id: string): Promise<OpenedSession>
  previewCleanup(rule: Parameters<typeof previewCleanup>[1]): CleanupPreview
  markRead(id: string, turnId: string | null): Promise<void>
  markUnread(id: string): Promise<void>
  saveDraft(id: string, draft: Draft | null): Promise<void>
  saveAnchor(id: string, anchor: ScrollAnchor): Promise<void>
  editQueued(id: string, messageId: string, text: string): Promise<void>
  dispose(): Promise<void>
}

/** A session that is to be. */
export interface NewSession {
  readonly id: string
  readonly title: string
  readonly kind: SessionKind
  readonly folder: string | null
  readonly model: ModelChoice
}

/** How much of an interrupted answer is quoted when its rest is asked for, in characters. */
const TAIL = 2000

/** Reads what there is and gives the use cases; nothing is sent or resumed by this. */
export async function createSessions(deps: SessionsDeps): Promise<Sessions> {
  const { agent, history, library, now } = deps
  await library.pauseQueues()

  const outgoing = createOutgoing(deps.send)
  // Who holds a session right after the start may be the dying runtime of our own last run: nobody is told of that one.
  let settled = false
  const settling = Promise.withResolvers<undefined>()
  const settleTimer = setTimeout(() => {
    settled = true
    settling.resolve(undefined)
  }, deps.orphanMs ?? 2500)
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
  holder.catalogue = await createCatalogue({
    history,
    library,
    outgoing,
    stateOf: (id) => conversations.get(id)?.feed.state() ?? null,
    isLive: (id) => conversations.get(id)?.live != null,
    onRows: deps.onRows,
    now,
  })
  const keeper = createKeeper(library)
  const queue = createQueue({ library, outgoing, catalogue, now })
  const arrivals = createArrivals({ history, queue, catalogue })
  const runner = createRunner({
    ...deps,
    catalogue,
    conversations,
    queue,
    arrivals,
    keeper,
    outgoing,
    orphansGone: settling.promise,
  })
  const works = createWorks(outgoing, deps.log)
  const deleting = createDeleting({ trash: deps.trash, catalogue, conversations, queue, runner, works })
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

  /** What was on its way when the app was killed: the dying runtime may still write it, and then it has arrived. */
  const left = await arrivals.unsettled()
  const settleLeft = async (): Promise<void> => {
    await settling.promise
    for (const id of left) {
      await arrivals.settle(id)
      runner.goOn(id)
    }
  }
  void settleLeft().catch((error: unknown) => deps.log.error('asking what arrived', error))

  /** What was opened before the runtime was up could not be asked for its holder: it is asked now, all in one. */
  const stopAsking = agent.onStatus(({ state }) => {
    if (state === 'running') void tellHolders().catch((error: unknown) => deps.log.error('asking for holders', error))
  })
  const tellHolders = async (): Promise<void> => {
    await settling.promise
    const idle = conversations.all().filter(({ live, starting }) => live === null && starting === null)
    const ids = idle.map(({ id }) => id).filter((id) => !runner.isTakenOver(id) && catalogue().disk(id) !== null)
    if (ids.length === 0) return
    for (const id of await agent.inUse(ids)) outgoing.add({ type: 'session.reopened', opened: await open(id) })
  }

  const row = (id: string): SessionRow => {
    const found = catalogue().row(id)
    if (found === null) throw new AppError('sessionMissing', id)
    return found
  }

  const open = async (id: string): Promise<OpenedSession> => {
    if (!catalogue().has(id) && (await catalogue().refresh(id)) === null) throw new AppError('sessionMissing', id)
    conversations.watch(id)
    const conversation = await conversations.load(id)
    const [draft, waiting, marks] = await Promise.all([library.draft(id), queue.list(id), library.bookmarks(id)])
    const record = catalogue().record(id)
    const current = row(id)
    const problem = await problemOf(current, conversation.problem, conversation.live !== null)
    // Last, and without a pause: whatever happens from here on is in the events after `seq`.
    const { state, seq } = conversation.feed.snapshot()
    return {
      row: current,
      state,
      seq,
      before: conversation.before,
      draft,
      queue: waiting,
      bookmarks: marks,
      anchor: record?.anchor ?? null,
      readTurnId: record?.readTurnId ?? null,
      readAt: record?.readAt ?? null,
      problem,
    }
  }

  const problemOf = async (
    current: SessionRow,
    found: SessionProblem | null,
    live: boolean,
  ): Promise<SessionProblem | null> => {
    if (current.unsent || live) return null
    if (found !== null) return found
    if (current.problem !== null) return current.problem
    if (current.kind !== 'chat' && current.folder !== null && !existsSync(current.folder)) {
      return { code: 'folderMissing', detail: current.folder }
    }
    // Only a runtime that is up is asked: reading must not wait for it.
    if (!settled || agent.status().state !== 'running' || runner.isTakenOver(current.id)) return null
    const held = await agent.inUse([current.id]).catch(() => new Set<string>())
    if (!held.has(current.id)) return null
    return { code: 'inUse', detail: (await deps.holderName?.(current.id).catch(() => null)) ?? null }
  }

  return {
    runner,
    queue,
    bookmarks,
    deleting,
    works,
    exclusively: createExclusive({ agent, conversations, runner }),
    rows: () => catalogue().rows(),
    row,
    emit: (event) => outgoing.add(event),
    checkId: async (id) => {
      const form = checkIdForm(id)
      if (form !== null) return form
      // File systems may ignore case: two ids that differ only in it would share a folder.
      const lower = id.toLowerCase()
      if (
        deleting.isArriving(id) ||
        catalogue().has(id) ||
        catalogue()
          .rows()
          .some((other) => other.id.toLowerCase() === lower)
      )
        return 'idTaken'
      return (await history.get(id)) === null ? null : 'idTaken'
    },
    create: async ({ id, title, kind, folder, model }) => {
      const form = checkIdForm(id)
      if (form !== null) throw new AppError(form, id)
      if (deleting.isArriving(id) || catalogue().has(id) || (await history.get(id)) !== null) {
        throw new AppError('idTaken', id)
      }
      if (kind === 'agent' && (folder === null || !existsSync(folder)))
        throw new AppError('folderMissing', folder ?? '')
      await catalogue().patch(id, {
        title: title.trim() === '' ? null : title.trim(),
        kind,
        folder: kind === 'agent' ? folder : null,
        ...model,
        createdAt: now(),
        unsent: true,
        nameSeen: '',
      })
      return row(id)
    },
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
    answer: (id, requestId, answer) => runner.answer(id, requestId, answer),
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
      if ((await catalogue().refresh(id)) !== null) throw new AppError('idTaken', id)
      conversations.drop(id)
      await catalogue().patch(id, { unsent: true, lastOutcome: null, lastError: null })
      return open(id)
    },
    previewCleanup: (rule) => previewCleanup(catalogue().rows(), rule, now()),
    markRead: (id, turnId) => catalogue().patch(id, { readTurnId: turnId, readAt: now(), unread: false }),
    markUnread: (id) => catalogue().patch(id, { unread: true }),
    saveDraft: async (id, draft) => {
      // A late key press of a session that was just deleted: its draft went with it.
      if (!catalogue().has(id)) return
      const kept = draft === null || draft.text === '' ? null : draft
      catalogue().setDraft(id, kept !== null)
      await library.putDraft(id, kept)
    },
    saveAnchor: async (id, anchor) => {
      if (catalogue().has(id)) await catalogue().patch(id, { anchor })
    },
    editQueued: (id, messageId, text) => queue.edit(id, messageId, text),
    dispose: async () => {
      clearTimeout(settleTimer)
      stopFollowing()
      naming.dispose()
      stopAsking()
      await runner.dispose()
      catalogue().dispose()
      outgoing.flush()
      outgoing.dispose()
    },
  }
}
