import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { AppError } from '../../shared/errors.ts'
import type { PastPrompt } from '../../shared/model/completion.ts'
import type { Attachment, Draft, QueuedMessage } from '../../shared/model/draft.ts'
import type { Bookmark } from '../../shared/model/opened.ts'
import type { RequestOutcome } from '../../shared/model/request.ts'
import type { Turn } from '../../shared/model/turn.ts'
import type { ContextUse, TurnUsage } from '../../shared/usage.ts'
import type { Library, SessionRecord } from '../library/port.ts'
import { newRecord } from '../library/record.ts'

/** What the library holds of a session: it goes into the trash with it, and comes back with it. */
export interface Belongings {
  readonly record: SessionRecord | null
  readonly draft: Draft | null
  readonly queue: readonly QueuedMessage[]
  readonly replies: Readonly<Record<string, string>>
  readonly given: Readonly<Record<string, RequestOutcome>>
  readonly partials: readonly Turn[]
  readonly bookmarks: readonly Bookmark[]
  readonly prompts: readonly PastPrompt[]
  readonly usage: readonly TurnUsage[]
  readonly context: ContextUse | null
}

/** How belongings look as JSON. Written by us and by no one else: checked as far as a slip of the disk could change them. */
export const belongingsShape: z.ZodType<Belongings> = z.object({
  record: z.custom<SessionRecord | null>((value) => value === null || hasId(value)),
  // Attachments, replies, prompts and usage came later: what was deleted before had none.
  draft: z
    .custom<Draft | null>((value) => typeof value === 'object')
    .transform((value) => (value === null ? null : withAttachments(value))),
  queue: z.array(z.custom<QueuedMessage>(hasId).transform(withAttachments)),
  replies: z.record(z.string(), z.string()).default({}),
  given: z
    .record(
      z.string(),
      z.custom<RequestOutcome>((value) => typeof value === 'string'),
    )
    .default({}),
  partials: z.array(z.custom<Turn>(hasId)),
  bookmarks: z.array(z.custom<Bookmark>(hasId).transform((mark) => ({ ...mark, colour: mark.colour ?? null }))),
  prompts: z.array(z.object({ sessionId: z.string(), text: z.string(), at: z.number() })).default([]),
  usage: z.array(z.custom<TurnUsage>((value) => typeof value === 'object' && value !== null)).default([]),
  context: z.custom<ContextUse | null>((value) => typeof value === 'object').default(null),
})

/** Everything that the library holds of a session. */
export async function gather(library: Library, id: string): Promise<Belongings> {
  const [record, draft, queue, replies, given, partials, bookmarks, prompts, usage, context] = await Promise.all([
    library.record(id),
    library.draft(id),
    library.queue(id),
    library.replies(id),
    library.given(id),
    library.partials(id),
    library.bookmarks(id),
    library.prompts(id),
    library.usage(id, 0, Number.MAX_SAFE_INTEGER),
    library.context(id),
  ])
  return { record, draft, queue, replies, given, partials, bookmarks, prompts, usage, context }
}

/** The names of our own copies that belongings go with. */
export function assetsOf({ draft, queue }: Belongings): readonly string[] {
  return [...(draft === null ? [] : [draft]), ...queue].flatMap(({ attachments }) =>
    attachments.flatMap(({ asset }) => asset ?? []),
  )
}

/** Gives the library back what it held; messages that waited come back paused. Done twice, it is done once. */
export async function giveBack(library: Library, id: string, belongings: Belongings): Promise<void> {
  const { record, draft, queue, replies, given, partials, bookmarks, prompts, usage, context } = belongings
  // All in one go: neighbouring writes are one transaction.
  await Promise.all([
    ...(record === null ? [] : [library.putRecord(id, record)]),
    ...(draft === null ? [] : [library.putDraft(id, draft)]),
    ...queue.map((message) => library.addQueued(id, { ...message, state: 'paused', pausedBy: 'ended' })),
    ...Object.entries(replies).map(([requestId, text]) => library.putReply(id, requestId, text)),
    ...Object.entries(given).map(([requestId, outcome]) => library.putGiven(id, requestId, outcome)),
    ...partials.map((turn) => library.putPartial(id, turn)),
    ...bookmarks.map((bookmark) => library.putBookmark(bookmark)),
    ...prompts.toReversed().map((prompt) => library.addPrompt(prompt)),
    ...usage.map((turn) => library.putUsage(id, turn)),
    ...(context === null ? [] : [library.putContext(id, context)]),
  ])
}

/** Gives the library what it does not hold of belongings: what a person wrote or changed since stays as it is. */
export async function giveMissing(library: Library, id: string, belongings: Belongings): Promise<void> {
  const held = await gather(library, id)
  const missing = <T>(all: readonly T[], there: readonly T[], keyOf: (one: T) => string): readonly T[] => {
    const keys = new Set(there.map(keyOf))
    return all.filter((one) => !keys.has(keyOf(one)))
  }
  const idOf = (one: { readonly id: string }): string => one.id
  await giveBack(library, id, {
    record: belongings.record === null ? null : filledIn(held.record, belongings.record),
    draft: held.draft === null ? belongings.draft : null,
    queue: missing(belongings.queue, held.queue, idOf),
    replies: { ...belongings.replies, ...held.replies },
    given: { ...belongings.given, ...held.given },
    partials: missing(belongings.partials, held.partials, idOf),
    bookmarks: missing(belongings.bookmarks, held.bookmarks, idOf),
    prompts: missing(belongings.prompts, held.prompts, ({ text }) => text),
    usage: missing(belongings.usage, held.usage, ({ turnId }) => turnId),
    context: held.context === null ? belongings.context : null,
  })
}

/** A record with what another one says where it says nothing yet. */
function filledIn(held: SessionRecord | null, noted: SessionRecord): SessionRecord {
  if (held === null) return noted
  const blank = newRecord(held.id, noted.createdAt)
  const said = Object.entries(held).filter(
    ([key, value]) => JSON.stringify(value) !== JSON.stringify(blank[key as keyof SessionRecord]),
  )
  return { ...noted, ...Object.fromEntries(said), createdAt: noted.createdAt }
}

/** Reads what was written with {@link gather}'s result as JSON. */
export async function readBelongings(path: string): Promise<Belongings> {
  try {
    return belongingsShape.parse(JSON.parse(await readFile(path, 'utf8')))
  } catch (error) {
    throw new AppError('readFailed', 'library.json', { cause: error })
  }
}

function withAttachments<T extends object>(value: T): T & { readonly attachments: readonly Attachment[] } {
  return { attachments: [], ...value }
}

function hasId(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'id' in value && typeof value.id === 'string'
}
