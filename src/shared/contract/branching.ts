import { z } from 'zod'
import type { Attachment } from '../model/draft.ts'
import type { HandedOver, OpenedSession, RewindPreview } from '../model/opened.ts'
import type { SessionRow } from '../model/session.ts'
import type { Carried, Turn } from '../model/turn.ts'
import { text, id, sessionId, prompt, bySession, searchRun, attachments, modelChoice, op } from './op.ts'

/** Other ways from a message on: forks, rewinds, versions, questions aside. */
export const branchingOperations = {
  /**
   * A new session with what was said up to a turn (null: all that is finished), and with a text in its box; this one is only
   * read. Throws turnRunning, turnMissing, nothingToFork.
   */
  'session.fork': op(
    z.strictObject({
      id: sessionId,
      at: z.strictObject({ turnId: id, side: z.enum(['before', 'after']) }).nullable(),
      draft: z.strictObject({ text: text(20_000_000), attachments }).nullable(),
    }),
  ).returns<SessionRow>(),
  /** What would be dropped if the session were rewound to before a turn; changes nothing. */
  'session.previewRewind': op(z.strictObject({ id: sessionId, turnId: id })).returns<RewindPreview>(),
  /**
   * Takes a turn and all behind it out of the conversation, keeps it as a version, and sends another message in its place;
   * without one, only drops. With `files`, what the runtime kept of changed files is put back. Nothing is sent when the rewind
   * fails; after a crash the message waits, paused. Throws turnRunning, turnMissing, sessionInUse, rewindFailed …
   */
  'session.rewind': op(
    z.strictObject({
      id: sessionId,
      turnId: id,
      files: z.boolean(),
      message: z.strictObject({ text: prompt, attachments }).nullable(),
      model: modelChoice.nullable(),
    }),
  ).returns<{ readonly restored: number; readonly skipped: number; readonly versionId: string | null }>(),
  /** The same with the message that stood there and all that went along with it; `model` is the one from then on. */
  'session.retry': op(
    z.strictObject({ id: sessionId, turnId: id, files: z.boolean(), model: modelChoice.nullable() }),
  ).returns<void>(),
  /** What went along with a message, to be sent once more; `lost` names what can't be had again. */
  'session.sentWith': op(z.strictObject({ id: sessionId, turnId: id })).returns<{
    readonly attachments: readonly Attachment[]
    readonly lost: readonly string[]
  }>(),
  /** The turns of a version; throws versionGone. */
  'version.turns': op(z.strictObject({ id: sessionId, versionId: id })).returns<readonly Turn[]>(),
  /** The conversation as it was before a rewind, as a session of its own. */
  'version.restore': op(z.strictObject({ id: sessionId, versionId: id })).returns<SessionRow>(),
  /** A new, unsent session of another id, whose first message carries what was said in this one; this one stays as it is. */
  'session.continueElsewhere': op(z.strictObject({ id: sessionId, withQueue: z.boolean() })).returns<SessionRow>(),
  /** What the first message of such a session will carry; null where none will. */
  'session.carried': op(bySession).returns<Carried | null>(),
  /** Lets such a session begin without what it was to carry. */
  'session.leaveHistory': op(bySession).returns<OpenedSession>(),
  /**
   * Asks about what is finished in a conversation without a trace in it; the answer comes as `aside.told`. `run` names the
   * thread, which begins with its first question. Resolves when the answer has ended. Throws nothingToAsk, sessionBusy …
   */
  'aside.ask': op(z.strictObject({ id: sessionId, run: searchRun, question: prompt })).returns<void>(),
  'aside.stop': op(z.strictObject({ run: searchRun })).returns<void>(),
  /** Ends a thread; resolves when nothing of it is left. */
  'aside.close': op(z.strictObject({ run: searchRun })).returns<void>(),
  /** A new session that continues this one, with a summary that the model is asked for. */
  'session.handOver': op(bySession).returns<HandedOver>(),
} as const
