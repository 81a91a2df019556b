import { AppError } from '../../shared/errors.ts'
import type { Draft, DraftBack } from '../../shared/model/draft.ts'
import type { DiscardedLine, ItemResult } from '../../shared/model/keeping.ts'
import type { Library } from '../library/port.ts'
import type { Catalogue } from './catalogue.ts'
import type { DiscardedDraft, DiscardedDrafts } from './discardedDrafts.ts'
import type { Works } from './works.ts'

/** Drafts that a clean-up takes out of sessions that go on. */
export interface Discarding {
  /**
   * Removes the drafts of sessions, which stay as they are. The words stay among the past prompts; the drafts themselves can be
   * put back, with what is attached to them, for as long as deleted sessions can.
   */
  discardDrafts(ids: readonly string[], work?: string): Promise<readonly ItemResult[]>
  /** Puts back what was discarded of sessions last, where nothing else was written since; those that came back. */
  takeBackDrafts(ids: readonly string[]): Promise<readonly DraftBack[]>
  /** What can be put back, the newest first: of sessions that are there. */
  discardedDrafts(): Promise<readonly DiscardedLine[]>
  /** Puts one of them back; null where something else was written in its session meanwhile, or it is not there any more. */
  putBackDraft(key: string): Promise<DraftBack | null>
  /** Removes those that were discarded before a time, epoch milliseconds. */
  expireDrafts(before: number): Promise<void>
  /** Names of our own copies that go with what can be put back. */
  discardedAssets(): Promise<readonly string[]>
}

export interface DiscardingDeps {
  readonly library: Pick<Library, 'draft' | 'putDraft' | 'addPrompt'>
  readonly discarded: DiscardedDrafts
  readonly catalogue: () => Pick<Catalogue, 'has' | 'setDraft'>
  readonly works: Pick<Works, 'run'>
  readonly now: () => number
}

/** So much of a draft is told in the list of them (characters). */
const SNIPPET = 200

/** See {@link Discarding}. */
export function createDiscarding({ library, discarded, catalogue, works, now }: DiscardingDeps): Discarding {
  const putBack = async ({ key, sessionId, draft }: DiscardedDraft): Promise<DraftBack | null> => {
    if (!catalogue().has(sessionId) || hasWords(await library.draft(sessionId))) return null
    // First where it belongs, then away from where it waited: twice does no harm, and never is a loss.
    await library.putDraft(sessionId, draft)
    catalogue().setDraft(sessionId, true)
    await discarded.remove(key)
    return { id: sessionId, draft }
  }
  return {
    discardDrafts: (ids, work) =>
      works.run(work, ids, async (id) => {
        if (!catalogue().has(id)) throw new AppError('sessionMissing', id)
        const draft = await library.draft(id)
        if (draft === null) return {}
        // First where it can be found again, then away from where it was.
        if (draft.text.trim() !== '') await library.addPrompt({ sessionId: id, text: draft.text, at: now() })
        await discarded.put(id, draft, now())
        await library.putDraft(id, null)
        catalogue().setDraft(id, false)
        return {}
      }),
    takeBackDrafts: async (ids) => {
      const back: DraftBack[] = []
      const all = await discarded.list()
      for (const id of ids) {
        const last = all.find(({ sessionId }) => sessionId === id)
        const draft = last === undefined ? null : await putBack(last)
        if (draft !== null) back.push(draft)
      }
      return back
    },
    discardedDrafts: async () =>
      (await discarded.list())
        .filter(({ sessionId }) => catalogue().has(sessionId))
        .map(({ key, sessionId, at, draft: { text, attachments } }) => ({
          key,
          sessionId,
          at,
          words: text.trim().slice(0, SNIPPET),
          attachments: attachments.length,
        })),
    putBackDraft: async (key) => {
      const one = (await discarded.list()).find((draft) => draft.key === key)
      return one === undefined ? null : putBack(one)
    },
    expireDrafts: async (before) => {
      for (const { key, at } of await discarded.list()) if (at < before) await discarded.remove(key)
    },
    discardedAssets: async () =>
      (await discarded.list()).flatMap(({ draft }) => draft.attachments.flatMap(({ asset }) => asset ?? [])),
  }
}

function hasWords(draft: Draft | null): boolean {
  return draft !== null && (draft.text !== '' || draft.attachments.length > 0)
}
