import type { PastPrompt } from '../../../shared/model/completion.ts'
import type { Draft, QueuedMessage } from '../../../shared/model/draft.ts'
import type { Bookmark } from '../../../shared/model/opened.ts'
import type { RequestOutcome } from '../../../shared/model/request.ts'
import type { Turn } from '../../../shared/model/turn.ts'
import type { FolderRule } from '../../../shared/rules.ts'
import { type ContextUse, summarise, type TurnUsage } from '../../../shared/usage.ts'
import type { KeptViews, Library, SessionRecord } from '../../library/port.ts'
import { newRecord } from '../../library/record.ts'

/** A library without a disk, for tests of what stands on top of it. */
export function createMemoryLibrary(): Library {
  const records = new Map<string, SessionRecord>()
  const drafts = new Map<string, Draft>()
  const queues = new Map<string, QueuedMessage[]>()
  const rules = new Map<string, FolderRule>()
  const given = new Map<string, Map<string, RequestOutcome>>()
  const replies = new Map<string, Map<string, string>>()
  const partials = new Map<string, Map<string, Turn>>()
  const bookmarks = new Map<string, Bookmark>()
  const usages = new Map<string, Map<string, TurnUsage>>()
  const contexts = new Map<string, ContextUse>()
  let kept: KeptViews = { views: [], tagColours: {} }
  let prompts: readonly PastPrompt[] = []
  const done = Promise.resolve()
  const count = (of: (id: string) => number, ids: Iterable<string>): Record<string, number> =>
    Object.fromEntries([...ids].map((id) => [id, of(id)]))

  return {
    snapshot: () =>
      Promise.resolve({
        records: [...records.values()],
        draftIds: [...drafts.keys()],
        queued: count((id) => queues.get(id)?.length ?? 0, queues.keys()),
        bookmarks: count(
          (id) => [...bookmarks.values()].filter((bookmark) => bookmark.sessionId === id).length,
          new Set([...bookmarks.values()].map((bookmark) => bookmark.sessionId)),
        ),
        notices: [],
      }),
    record: (id) => Promise.resolve(records.get(id) ?? null),
    putRecord: (id, patch) => {
      const record: SessionRecord = { ...(records.get(id) ?? newRecord(id, 0)), ...patch }
      records.set(id, record)
      return Promise.resolve(record)
    },
    removeSession: (id) => {
      for (const map of [records, drafts, queues, replies, given, partials, usages, contexts]) map.delete(id)
      prompts = prompts.filter(({ sessionId }) => sessionId !== id)
      for (const bookmark of [...bookmarks.values()]) if (bookmark.sessionId === id) bookmarks.delete(bookmark.id)
      return done
    },
    draft: (id) => Promise.resolve(drafts.get(id) ?? null),
    draftTimes: () => Promise.resolve({}),
    putDraft: (id, draft) => {
      if (draft === null) drafts.delete(id)
      else drafts.set(id, draft)
      return done
    },
    queue: (id) => Promise.resolve([...(queues.get(id) ?? [])]),
    orderQueue: (id, ids) => {
      const messages = queues.get(id) ?? []
      const named = ids.flatMap((one) => messages.find((message) => message.id === one) ?? [])
      queues.set(id, [...named, ...messages.filter((message) => !named.includes(message))])
      return done
    },
    replies: (id) => Promise.resolve(Object.fromEntries(replies.get(id) ?? [])),
    rules: () => Promise.resolve([...rules.values()]),
    putRule: (rule) => {
      rules.set(rule.id, rule)
      return Promise.resolve()
    },
    useRules: (ids, at) => {
      for (const id of ids) {
        const rule = rules.get(id)
        if (rule !== undefined) rules.set(id, { ...rule, lastUsedAt: at })
      }
      return Promise.resolve()
    },
    removeRules: (ids) => {
      for (const id of ids) rules.delete(id)
      return Promise.resolve()
    },
    views: () => Promise.resolve(kept),
    putViews: (views) => {
      kept = { ...kept, views }
      return done
    },
    putTagColour: (tag, colour) => {
      const others = Object.entries(kept.tagColours).filter(([key]) => key !== tag)
      kept = { ...kept, tagColours: Object.fromEntries(colour === null ? others : [...others, [tag, colour]]) }
      return done
    },
    given: (id) => Promise.resolve(Object.fromEntries(given.get(id) ?? [])),
    putGiven: (id, requestId, outcome) => {
      given.set(id, new Map(given.get(id)).set(requestId, outcome))
      return Promise.resolve()
    },
    settleGiven: (id) => {
      given.set(id, new Map([...(given.get(id) ?? [])].filter(([, outcome]) => outcome !== 'allowed')))
      return Promise.resolve()
    },
    putReply: (id, requestId, text) => {
      const kept = new Map(replies.get(id))
      if (text === null) kept.delete(requestId)
      else kept.set(requestId, text)
      replies.set(id, kept)
      return done
    },
    prompts: (id) => Promise.resolve(prompts.filter(({ sessionId }) => id === null || sessionId === id)),
    addPrompt: (prompt) => {
      const isSame = (other: PastPrompt): boolean => other.sessionId === prompt.sessionId && other.text === prompt.text
      prompts = [prompt, ...prompts.filter((other) => !isSame(other))]
      return done
    },
    assets: () =>
      Promise.resolve(
        [...drafts.values(), ...[...queues.values()].flat()].flatMap(({ attachments }) =>
          attachments.flatMap(({ asset }) => asset ?? []),
        ),
      ),
    addQueued: (id, message) => {
      queues.set(id, [...(queues.get(id) ?? []), message])
      return done
    },
    updateQueued: (id, messageId, patch) => {
      queues.set(
        id,
        (queues.get(id) ?? []).map((message) => (message.id === messageId ? { ...message, ...patch } : message)),
      )
      return done
    },
    removeQueued: (id, messageId) => {
      queues.set(
        id,
        (queues.get(id) ?? []).filter((message) => message.id !== messageId),
      )
      return done
    },
    pauseQueues: () => {
      for (const [id, messages] of queues) {
        queues.set(
          id,
          messages.map((message) =>
            message.state === 'queued' ? { ...message, state: 'paused', pausedBy: 'ended' } : message,
          ),
        )
      }
      return done
    },
    putPartial: (id, turn) => {
      partials.set(id, new Map(partials.get(id)).set(turn.id, turn))
      return done
    },
    partials: (id) => Promise.resolve([...(partials.get(id)?.values() ?? [])]),
    removePartial: (id, turnId) => {
      partials.get(id)?.delete(turnId)
      return done
    },
    bookmarks: (sessionId) =>
      Promise.resolve(
        [...bookmarks.values()].filter((bookmark) => sessionId === null || bookmark.sessionId === sessionId),
      ),
    bookmark: (id) => Promise.resolve(bookmarks.get(id) ?? null),
    putBookmark: (bookmark) => {
      bookmarks.set(bookmark.id, bookmark)
      return done
    },
    removeBookmark: (id) => {
      bookmarks.delete(id)
      return done
    },
    usage: (id, from, to) =>
      Promise.resolve([...(usages.get(id)?.values() ?? [])].filter(({ at }) => at >= from && at <= to)),
    usageSummary: (id, lives, newest) =>
      Promise.resolve(summarise([...(usages.get(id)?.values() ?? [])], lives, newest)),
    putUsage: (id, turn) => {
      usages.set(id, new Map(usages.get(id)).set(turn.turnId, turn))
      return done
    },
    context: (id) => Promise.resolve(contexts.get(id) ?? null),
    putContext: (id, context) => {
      contexts.set(id, context)
      return done
    },
    scrub: () => done,
    dispose: () => done,
  }
}
