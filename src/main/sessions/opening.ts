import { existsSync } from 'node:fs'
import { AppError } from '../../shared/errors.ts'
import type { OpenedSession, ScrollAnchor, Stretch } from '../../shared/model/opened.ts'
import type { SessionProblem, SessionRow } from '../../shared/model/session.ts'
import type { Agent } from '../agent/port.ts'
import type { Library } from '../library/port.ts'
import type { Attachments } from './attachments.ts'
import type { Catalogue } from './catalogue.ts'
import type { Conversations } from './conversations.ts'
import type { Folders } from './folders.ts'
import type { Knowing } from './knowing.ts'
import type { Outgoing } from './outgoing.ts'
import type { Queue } from './queue.ts'
import type { Runner } from './runner.ts'
import type { Versions } from './versions.ts'

/** Shows sessions as they are, without the runtime: what was said, what waits, and what is wrong. */
export interface Opening {
  /** Rejects with `sessionMissing`. */
  row(id: string): SessionRow
  /** With what is shown further up: around the turn `at`, if given, or where one was. */
  open(id: string, at?: string): Promise<OpenedSession>
  dispose(): void
}

export interface OpeningDeps {
  readonly agent: Agent
  readonly library: Library
  readonly outgoing: Outgoing
  readonly catalogue: () => Catalogue
  readonly conversations: Conversations
  readonly queue: Queue
  readonly attachments: Attachments
  readonly runner: Runner
  readonly knowing: Pick<Knowing, 'context'>
  readonly folders: Folders
  readonly versions: Pick<Versions, 'of'>
  /** Resolves when no runtime of a killed app can be left: nobody is told of a session that only that one holds. */
  readonly orphansGone: Promise<unknown>
  /** The name of the program that has a session open; null when it can't be told. */
  readonly holderName?: (id: string) => Promise<string | null>
  readonly log: { readonly error: (what: string, error: unknown) => void }
}

/** See {@link Opening}. */
export function createOpening(deps: OpeningDeps): Opening {
  const { agent, library, outgoing, catalogue, conversations, queue, attachments, runner, folders } = deps
  let settled = false
  void deps.orphansGone.then(() => {
    settled = true
  })

  const row = (id: string): SessionRow => {
    const found = catalogue().row(id)
    if (found === null) throw new AppError('sessionMissing', id)
    return found
  }

  const open = async (id: string, at?: string): Promise<OpenedSession> => {
    if (!catalogue().has(id) && (await catalogue().refresh(id)) === null) throw new AppError('sessionMissing', id)
    conversations.watch(id)
    const conversation = await conversations.load(id)
    // What could not be read may be readable now, without any other sign of it.
    if (conversation.problem?.code === 'unreadable') await conversations.refresh(id)
    const [draft, waiting, replies, marks, versions, context] = await Promise.all([
      library.draft(id),
      queue.list(id),
      library.replies(id),
      library.bookmarks(id),
      deps.versions.of(id),
      deps.knowing.context(id),
    ])
    attachments.know([draft, ...waiting].flatMap((one) => one?.attachments ?? []))
    const record = catalogue().record(id)
    const current = row(id)
    const problem = await problemOf(current, conversation.problem, conversation.live !== null)
    const away = await awayAt(id, at ?? turnLeft(record?.anchor ?? null))
    // Last, and without a pause: whatever happens from here on is in the events after `seq`.
    const { state, seq } = conversation.feed.snapshot()
    return {
      row: current,
      state,
      seq,
      before: conversation.before,
      away,
      draft,
      queue: waiting,
      replies,
      bookmarks: marks,
      anchor: record?.anchor ?? null,
      readTurnId: record?.readTurnId ?? null,
      readAt: record?.readAt ?? null,
      problem,
      resuming: runner.resuming(id),
      versions,
      context,
    }
  }

  /** Where one was, when that is further up than the newest turns reach: what cannot be read is not shown, and the end is. */
  const awayAt = async (id: string, turnId: string | null): Promise<Stretch | null> => {
    const conversation = conversations.get(id)
    if (turnId === null || conversation === undefined || conversation.before === null) return null
    const { turns, active } = conversation.feed.state()
    if (active?.id === turnId || turns.some((turn) => turn.id === turnId)) return null
    const to = conversation.before
    const stretch = await conversations.around(id, turnId, to).catch((error: unknown) => {
      deps.log.error('reading where one was', error)
      return null
    })
    // Read again meanwhile, its newest turns begin elsewhere: something may be between.
    return conversation.before === to ? stretch : null
  }

  const problemOf = async (
    current: SessionRow,
    found: SessionProblem | null,
    live: boolean,
  ): Promise<SessionProblem | null> => {
    if (current.unsent || live) return null
    if (found !== null) return found
    if (current.problem !== null && current.problem.code !== 'folderMissing') return current.problem
    if (current.kind !== 'chat' && current.folder !== null) {
      const gone = !existsSync(current.folder)
      folders.saw(current.folder, gone)
      if (gone) return { code: 'folderMissing', detail: current.folder }
    }
    // Only a runtime that is up is asked: reading must not wait for it.
    if (!settled || agent.status().state !== 'running' || runner.isTakenOver(current.id)) return null
    const held = await agent.inUse([current.id]).catch(() => new Set<string>())
    if (!held.has(current.id)) return null
    return { code: 'inUse', detail: (await deps.holderName?.(current.id).catch(() => null)) ?? null }
  }

  /** What was opened before the runtime was up could not be asked for its holder: it is asked now, all in one. */
  const tellHolders = async (): Promise<void> => {
    await deps.orphansGone
    const idle = conversations.all().filter(({ live, starting }) => live === null && starting === null)
    const ids = idle.map(({ id }) => id).filter((id) => !runner.isTakenOver(id) && catalogue().disk(id) !== null)
    if (ids.length === 0) return
    for (const id of await agent.inUse(ids)) outgoing.add({ type: 'session.reopened', opened: await open(id) })
  }
  const stopAsking = agent.onStatus(({ state }) => {
    if (state === 'running') void tellHolders().catch((error: unknown) => deps.log.error('asking for holders', error))
  })

  return { row, open, dispose: stopAsking }
}

/** The turn at which one was; null at the end. */
function turnLeft(anchor: ScrollAnchor | null): string | null {
  return anchor === null || anchor.atEnd ? null : anchor.turnId
}
