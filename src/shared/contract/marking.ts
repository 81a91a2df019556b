import { z } from 'zod'
import { MOST_COMPARED } from '../comparing.ts'
import { groupings, MOST_COLLAPSED, MOST_VIEWS, sorts, tagColours } from '../listing.ts'
import type { SavedView } from '../listing.ts'
import type { ItemResult } from '../model/keeping.ts'
import type { Bookmark } from '../model/opened.ts'
import type { SessionRow } from '../model/session.ts'
import { MAX_NOTES, MAX_TAG_LENGTH, MAX_TAGS } from '../model/session.ts'
import { tidyTags } from '../tags.ts'
import { text, id, sessionId, nothing, bySession, many, work, op, modelChoice } from './op.ts'

/** Two bookmarks of one session; up to the end where the second is null. */
const betweenMarks = z.strictObject({ id, until: id.nullable() })
const tags = z.array(z.string().trim().max(MAX_TAG_LENGTH)).max(MAX_TAGS).transform(tidyTags)

/** What a person says of sessions, and how the list is looked at. */
export const markingOperations = {
  'session.rename': op(
    z.strictObject({ id: sessionId, title: text(300).refine((value) => value.trim() !== '') }),
  ).returns<SessionRow>(),
  'session.pin': op(z.strictObject({ id: sessionId, pinned: z.boolean() })).returns<SessionRow>(),
  /** Sets the whole list, in the order given; equal ones, whatever their case, count once. */
  'session.tag': op(z.strictObject({ id: sessionId, tags })).returns<SessionRow>(),
  /**
   * Changes pins, tags, what is archived or unread of many sessions; what is left out stays. The way back is the same call with
   * what was there before. One result for each session that was tried.
   */
  'session.mark': op(
    z.strictObject({
      changes: many(
        z.strictObject({
          id: sessionId,
          pinned: z.boolean().optional(),
          tags: tags.optional(),
          archived: z.boolean().optional(),
          unread: z.boolean().optional(),
        }),
      ),
      work,
    }),
  ).returns<readonly ItemResult[]>(),
  /** Keeps the views of the list, in this order, in place of those that were kept. */
  'list.keepViews': op(
    z.strictObject({
      views: z
        .array(
          z.strictObject({
            id,
            name: text(200).refine((value) => value.trim() !== ''),
            filter: text(2_000),
            grouping: z.enum(groupings),
            sort: z.enum(sorts),
          }),
        )
        .max(MOST_VIEWS),
    }),
  ).returns<readonly SavedView[]>(),
  /** Gives a tag a colour (null takes it), in every session; equal tags, whatever their case, have one. */
  'list.colourTag': op(
    z.strictObject({ tag: text(MAX_TAG_LENGTH), colour: z.enum(tagColours).nullable() }),
  ).returns<void>(),
  /** Has some more of the rows told that the start left out, as an event before the answer; `list.completed` comes behind the last. */
  'list.rest': op(nothing).returns<{ readonly left: number }>(),
  /** Keeps how the list is looked at, for the next start. */
  'list.save': op(
    z.strictObject({
      viewId: id,
      grouping: z.enum(groupings),
      sort: z.enum(sorts),
      collapsed: z.array(z.string().max(5_000)).max(MOST_COLLAPSED),
    }),
  ).returns<void>(),
  'session.note': op(z.strictObject({ id: sessionId, notes: text(MAX_NOTES) })).returns<void>(),
  'session.markRead': op(z.strictObject({ id: sessionId, turnId: id.nullable() })).returns<void>(),
  'session.markUnread': op(bySession).returns<void>(),
  'bookmark.add': op(
    z.strictObject({
      sessionId,
      turnId: id,
      itemId: id.nullable(),
      name: text(120).refine((value) => value.trim() !== ''),
      description: text(2000),
      colour: z.enum(tagColours).nullable().optional(),
    }),
  ).returns<Bookmark>(),
  /** A colour that is left out stays as it is. */
  'bookmark.update': op(
    z.strictObject({
      id,
      name: text(120).refine((value) => value.trim() !== ''),
      description: text(2000),
      colour: z.enum(tagColours).nullable().optional(),
    }),
  ).returns<Bookmark>(),
  'bookmark.remove': op(z.strictObject({ id })).returns<void>(),
  /** Brings back one that was removed since the start, whether its message is still there or not. Throws bookmarkMissing. */
  'bookmark.restore': op(z.strictObject({ id })).returns<Bookmark>(),
  'bookmark.list': op(nothing).returns<readonly Bookmark[]>(),
  /** Everything said since the bookmark, without the marked message itself, up to another one and with that, as Markdown. */
  'bookmark.context': op(betweenMarks).returns<{ readonly markdown: string; readonly messages: number }>(),
  /** A new session, unsent, whose first message carries that. */
  'bookmark.seed': op(betweenMarks).returns<SessionRow>(),
  /** Several of those, one for each model, in the order of the models; `draft` waits in the box of each. */
  'bookmark.compare': op(
    betweenMarks.extend({ models: z.array(modelChoice).min(2).max(MOST_COMPARED), draft: text(20_000_000) }),
  ).returns<readonly SessionRow[]>(),
} as const
