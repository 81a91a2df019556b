import { AppError } from '../../shared/errors.ts'
import type { Attachment } from '../../shared/model/draft.ts'
import type { SessionRow } from '../../shared/model/session.ts'
import { plainName } from '../agent/plainName.ts'
import type { History } from '../history/port.ts'
import type { Library } from '../library/port.ts'
import type { Catalogue } from './catalogue.ts'
import type { Conversations } from './conversations.ts'
import { CLIENT_NAME } from './rows.ts'

/** Where a fork leaves its source: behind a turn, or in front of it; null takes along all that is finished. */
export type ForkPoint = { readonly turnId: string; readonly side: 'before' | 'after' } | null

/** Sessions that go another way from a message on; the one that they leave is only read. */
export interface Forking {
  /**
   * A new session with what was said in `id` up to a point, and a draft. Works whoever has the source open, and while a turn
   * runs in it: that one is not taken along. Rejects with turnRunning, turnMissing, nothingToFork …
   */
  fork(id: string, at: ForkPoint, draft: ForkDraft | null): Promise<SessionRow>
}

/** What waits in the box of a new session. */
export interface ForkDraft {
  readonly text: string
  readonly attachments: readonly Attachment[]
}

export interface ForkingDeps {
  readonly history: Pick<History, 'prompts'>
  readonly library: Library
  readonly catalogue: () => Catalogue
  readonly conversations: Conversations
  readonly freeId: (id: string) => Promise<string>
  readonly copies: {
    /** See `Health.fork`. */
    fork(spec: {
      readonly from: string
      /** The log, where it is another than the session's own. */
      readonly path?: string
      readonly to: string
      readonly before: string | null
      readonly name: string
      readonly clientName: string
    }): Promise<void>
  }
  readonly words: () => { readonly forkTitle: (title: string) => string }
  readonly now: () => number
}

/** See {@link Forking}. */
export function createForking(deps: ForkingDeps): Forking {
  const { library, catalogue, conversations } = deps

  /** The ids of the messages that begin turns, oldest first: those of the log, and those that are on their way there. */
  const promptsOf = async (
    id: string,
  ): Promise<{ readonly ids: readonly string[]; readonly active: string | null }> => {
    const { state } = await conversations.inMemory(id)
    // What can't be read from end to end may be readable at its end; what was asked for is looked up there.
    const found = await deps.history.prompts(id).catch((error: unknown) => {
      if (error instanceof AppError && error.code === 'sessionDamaged') return []
      throw error
    })
    const stored = found.map(({ turnId }) => turnId)
    const known = new Set(stored)
    const newer = [...state.turns, ...(state.active === null ? [] : [state.active])]
      .filter((turn) => turn.prompt !== null && !known.has(turn.id))
      .map((turn) => turn.id)
    return { ids: [...stored, ...newer], active: state.active?.id ?? null }
  }

  /** The first message that stays behind (null: none does), and how many go along. */
  const cut = async (
    id: string,
    at: ForkPoint,
  ): Promise<{ readonly before: string | null; readonly count: number }> => {
    const { ids, active } = await promptsOf(id)
    const running = active === null ? -1 : ids.indexOf(active)
    const finished = running < 0 ? ids.length : running
    const asked = at === null ? finished : ids.indexOf(at.turnId)
    if (asked < 0) throw new AppError('turnMissing', at?.turnId ?? '')
    if (at?.side === 'after' && at.turnId === active) throw new AppError('turnRunning', id)
    const count = at?.side === 'after' ? asked + 1 : asked
    return { before: ids[count] ?? null, count }
  }

  return {
    fork: async (id, at, draft) => {
      const row = catalogue().row(id)
      if (row === null) throw new AppError('sessionMissing', id)
      if (row.unsent) throw new AppError('nothingToFork', id)
      await conversations.load(id)
      const { before, count } = await cut(id, at)
      if (count === 0 && at === null) throw new AppError('nothingToFork', id)
      const record = catalogue().record(id)
      const title = deps.words().forkTitle(row.title.trim() === '' ? row.summary : row.title)
      const next = await deps.freeId(id)
      // Where nothing goes along, a session that is not begun is all there is to make.
      const begun = count > 0
      if (begun) await deps.copies.fork({ from: id, to: next, before, name: plainName(title), clientName: CLIENT_NAME })
      await catalogue().refresh(next)
      await catalogue().patch(next, {
        title,
        // As the source is run, and with what it is run; where we never ran it, as it would be.
        kind: record?.kind ?? (begun ? null : row.folder === null ? 'chat' : 'agent'),
        folder: record?.folder ?? (begun ? null : row.folder),
        providerId: record?.providerId ?? null,
        model: record?.model ?? null,
        effort: record?.effort ?? null,
        mode: record?.mode ?? null,
        createdAt: deps.now(),
        unsent: !begun,
        nameSeen: begun ? plainName(title) : '',
        lineage: { from: id, kind: 'forked', turnId: at?.turnId ?? null },
      })
      if (begun) await takePartials(id, next, before)
      if (draft !== null && (draft.text !== '' || draft.attachments.length > 0)) {
        const { length } = draft.text
        await library.putDraft(next, { ...draft, selectionStart: length, selectionEnd: length })
        catalogue().setDraft(next, true)
      }
      await catalogue().refresh(next)
      const made = catalogue().row(next)
      if (made === null) throw new AppError('sessionMissing', next)
      return made
    },
  }

  /** Answers that only we kept, since they were cut, go along with their turns. */
  async function takePartials(id: string, next: string, before: string | null): Promise<void> {
    const partials = await library.partials(id)
    if (partials.length === 0) return
    const { ids } = await promptsOf(id)
    const end = before === null ? ids.length : ids.indexOf(before)
    for (const turn of partials) {
      const index = ids.indexOf(turn.id)
      if (index >= 0 && index < end && turn.outcome !== 'running') await library.putPartial(next, turn)
    }
  }
}
