import { AppError } from '../../shared/errors.ts'
import type { Attachment } from '../../shared/model/draft.ts'
import type { RewindPreview, Version } from '../../shared/model/opened.ts'
import type { SessionRow } from '../../shared/model/session.ts'
import type { Turn } from '../../shared/model/turn.ts'
import { plainName } from '../agent/plainName.ts'
import type { Agent } from '../agent/port.ts'
import type { History } from '../history/port.ts'
import type { Library } from '../library/port.ts'
import type { Attachments } from './attachments.ts'
import type { Catalogue } from './catalogue.ts'
import type { Conversations } from './conversations.ts'
import type { Exclusively } from './exclusive.ts'
import type { ForkingDeps } from './forking.ts'
import type { Queue } from './queue.ts'
import { CLIENT_NAME } from './rows.ts'
import type { ModelChoice, Runner } from './runner.ts'
import type { Versions } from './versions.ts'

/** Going back in a conversation: what is dropped is kept as a version. */
export interface Rewinding {
  preview(id: string, turnId: string): Promise<RewindPreview>
  rewind(id: string, turnId: string, how: RewindHow): Promise<Rewound>
  /** Rewinds to a message and sends it once more, with what went along with it. Rejects with attachmentMissing when that is gone. */
  retry(id: string, turnId: string, how: { readonly files: boolean; readonly model: ModelChoice | null }): Promise<void>
  /** What went along with a message; `lost` names what is gone. */
  sentWith(id: string, turnId: string): Promise<SentAgain>
  versions(id: string): Promise<readonly Version[]>
  versionTurns(id: string, versionId: string): Promise<readonly Turn[]>
  /** The conversation as it was before a rewind, as a session of its own. */
  restore(id: string, versionId: string): Promise<SessionRow>
  /** At the start: finishes or takes back what a crash cut; `begun` is what had begun then. */
  recover(begun: Awaited<ReturnType<Versions['unsettled']>>): Promise<void>
}

export interface RewindHow {
  readonly files: boolean
  /** What is sent in place of what is dropped; null: nothing. */
  readonly message: { readonly text: string; readonly attachments: readonly Attachment[] } | null
  readonly model?: ModelChoice | null
}

export interface Rewound {
  readonly restored: number
  readonly skipped: number
  readonly versionId: string | null
}

export interface SentAgain {
  readonly attachments: readonly Attachment[]
  readonly lost: readonly string[]
}

export interface RewindingDeps {
  readonly agent: Pick<Agent, 'changedSince' | 'rewind'>
  readonly history: Pick<History, 'prompts'>
  readonly library: Library
  readonly catalogue: () => Catalogue
  readonly conversations: Conversations
  readonly queue: Queue
  readonly runner: Runner
  readonly attachments: Attachments
  readonly exclusively: Exclusively
  readonly versions: Versions
  readonly freeId: (id: string) => Promise<string>
  readonly copies: ForkingDeps['copies']
  readonly sentBefore: (id: string, turnId: string) => Promise<readonly SentPart[]>
  readonly words: () => { readonly earlierTitle: (title: string) => string }
  readonly now: () => number
  readonly log: { readonly error: (what: string, error: unknown) => void }
}

/** Something that went along with a message, as its log has it. */
export type SentPart =
  | { readonly name: string; readonly path: string }
  | { readonly name: string; readonly data: string; readonly mimeType: string }
  | { readonly name: string; readonly gone: true }

/** Tools that write files, by the runtime's own names. */
const WRITES = new Set(['create', 'edit', 'str_replace_editor', 'apply_patch', 'write'])

/** See {@link Rewinding}. */
export function createRewinding(deps: RewindingDeps): Rewinding {
  const { agent, library, catalogue, conversations, queue, runner, versions } = deps

  const inLog = async (id: string): Promise<ReadonlySet<string>> =>
    new Set((await deps.history.prompts(id)).map(({ turnId }) => turnId))

  /** The turns from one on, and the message behind which they stand. */
  const from = async (
    id: string,
    turnId: string,
  ): Promise<{ readonly dropped: readonly Turn[]; readonly after: string | null }> => {
    const turns = await conversations.readAll(id)
    const index = turns.findIndex((turn) => turn.id === turnId)
    if (index < 0) throw new AppError('turnMissing', turnId)
    const after = turns.slice(0, index).findLast((turn) => turn.prompt !== null)?.id ?? null
    return { dropped: turns.slice(index), after }
  }

  const idle = async (id: string): Promise<void> => {
    if (catalogue().row(id) === null) throw new AppError('sessionMissing', id)
    const { feed } = await conversations.load(id)
    if (feed.state().active !== null || conversations.get(id)?.held != null) throw new AppError('turnRunning', id)
  }

  /** What only we have of the turns that are gone must not bring them back. */
  const forgetTurns = async (id: string, dropped: readonly string[]): Promise<void> => {
    await Promise.all(dropped.map((turnId) => library.removePartial(id, turnId)))
  }

  /** In the log and in the library; the session is held, and nobody else has it open. */
  const takeOut = async (id: string, turnId: string, files: boolean): Promise<Rewound> => {
    const { dropped, after } = await from(id, turnId)
    const ids = dropped.map((turn) => turn.id)
    const stored = await inLog(id)
    // A message that never reached the log is dropped by forgetting it.
    const target = ids.find((one) => stored.has(one))
    const versionId = await versions.begin(id, { turnId, after, at: deps.now(), dropped: ids }, dropped)
    let result = { restored: 0, skipped: 0 }
    try {
      if (target !== undefined) {
        const { restored, skipped } = await agent.rewind(id, target, files)
        result = { restored: restored.length, skipped: skipped.length }
      }
    } catch (error) {
      // A time-out or the end of the runtime leaves open whether it happened: the log knows.
      const still = await inLog(id).catch(() => null)
      if (still === null || (target !== undefined && still.has(target))) {
        await versions.drop(versionId)
        throw error
      }
      deps.log.error('a rewind that took place all the same', error)
    }
    await forgetTurns(id, ids)
    await versions.done(versionId)
    await catalogue().patch(id, { lastOutcome: 'done', lastError: null, readTurnId: after })
    return { ...result, versionId }
  }

  const rewind = async (id: string, turnId: string, { files, message, model }: RewindHow): Promise<Rewound> => {
    await idle(id)
    if (message !== null) await deps.attachments.verify(message.attachments)
    // On the disk before anything is dropped: a crash leaves it waiting, paused, whatever came of the rest.
    const held = message === null ? null : await queue.hold(id, message.text, message.attachments)
    if (message !== null) deps.attachments.know(message.attachments)
    try {
      const result = await deps.exclusively(id, () => takeOut(id, turnId, files))
      if (model != null) await runner.setModel(id, model, catalogue().record(id)?.effort ?? null)
      if (held !== null) {
        await queue.resume(id, new Set([held.id]))
        runner.goOn(id)
      }
      return result
    } catch (error) {
      if (held !== null) await queue.remove(id, held.id)
      throw error
    }
  }

  const sentWith = async (id: string, turnId: string): Promise<SentAgain> => {
    const turn = (await conversations.readAll(id)).find((one) => one.id === turnId)
    if (turn === undefined) throw new AppError('turnMissing', turnId)
    if (turn.prompt === null || turn.prompt.attachments.length === 0) return { attachments: [], lost: [] }
    return deps.attachments.again(await deps.sentBefore(id, turnId))
  }

  return {
    preview: async (id, turnId) => {
      await idle(id)
      const { dropped } = await from(id, turnId)
      const tools = dropped.flatMap(({ items }) => items.filter((item) => item.kind === 'tool'))
      const stored = await inLog(id)
      const target = dropped.find((turn) => stored.has(turn.id))?.id
      const mayChange = tools.length > 0 && catalogue().row(id)?.kind !== 'chat' && target !== undefined
      return {
        turns: dropped.length,
        tools: tools.length,
        files: mayChange ? await agent.changedSince(id, target) : [],
        writes: tools.filter((item) => WRITES.has(item.name)).length,
      }
    },
    rewind,
    retry: async (id, turnId, { files, model }) => {
      await idle(id)
      const turn = (await conversations.readAll(id)).find((one) => one.id === turnId)
      if (turn?.prompt == null) throw new AppError('turnMissing', turnId)
      const { attachments, lost } = await sentWith(id, turnId)
      if (lost[0] !== undefined) throw new AppError('attachmentMissing', lost[0])
      await rewind(id, turnId, { files, model, message: { text: turn.prompt.text, attachments } })
    },
    sentWith,
    versions: (id) => versions.of(id),
    versionTurns: (id, versionId) => versions.turns(id, versionId),
    restore: async (id, versionId) => {
      const row = catalogue().row(id)
      if (row === null) throw new AppError('sessionMissing', id)
      const record = catalogue().record(id)
      const dropped = await versions.turns(id, versionId)
      const next = await deps.freeId(id)
      const title = deps.words().earlierTitle(row.title.trim() === '' ? row.summary : row.title)
      const name = plainName(title)
      await deps.copies.fork({
        from: id,
        path: versions.logOf(id, versionId),
        to: next,
        before: null,
        name,
        clientName: CLIENT_NAME,
      })
      await catalogue().refresh(next)
      await catalogue().patch(next, {
        title,
        kind: record?.kind ?? null,
        folder: record?.folder ?? null,
        providerId: record?.providerId ?? null,
        model: record?.model ?? null,
        effort: record?.effort ?? null,
        mode: record?.mode ?? null,
        createdAt: deps.now(),
        unsent: false,
        nameSeen: name,
        lineage: { from: id, kind: 'forked', turnId: null },
      })
      // Answers that were cut are in no log.
      for (const turn of dropped) if (turn.outcome !== 'done') await library.putPartial(next, turn)
      await catalogue().refresh(next)
      const made = catalogue().row(next)
      if (made === null) throw new AppError('sessionMissing', next)
      return made
    },
    recover: async (begun) => {
      for (const { id, versionId, kept } of begun) {
        const stored = await inLog(id).catch(() => null)
        // The folder may be away for now: then nothing is known, and nothing is decided.
        if (stored === null) continue
        if (kept.dropped.some((turnId) => stored.has(turnId))) {
          await versions.drop(versionId)
          continue
        }
        await forgetTurns(id, kept.dropped)
        await versions.done(versionId)
      }
    },
  }
}
