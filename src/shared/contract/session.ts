import { z } from 'zod'
import type { RepairResult } from '../health.ts'
import type { QueuedMessage } from '../model/draft.ts'
import type { OpenedSession } from '../model/opened.ts'
import type { SessionRow } from '../model/session.ts'
import type { FolderRule, SessionGrants } from '../rules.ts'
import { text, id, sessionId, prompt, nothing, bySession, attachments, kind, many, modelChoice, op } from './op.ts'

const formContent = z.record(
  z.string().max(1000),
  z.union([text(100_000), z.number(), z.boolean(), z.array(text(10_000)).max(1000)]),
)

/** A session: making, opening, sending, answering, resuming. */
export const sessionOperations = {
  'session.list': op(nothing).returns<readonly SessionRow[]>(),
  /** Whether a new session may take this id; null when it may. */
  'session.checkId': op(z.strictObject({ id: z.string().max(1000) })).returns<
    null | 'idInvalid' | 'idReserved' | 'idTaken' | 'idOfMissing'
  >(),
  /** Keeps an unsent session: the runtime hears of it with the first message. */
  'session.create': op(
    z.strictObject({
      id: sessionId,
      title: text(300),
      kind,
      folder: z.string().max(4096).nullable(),
      model: modelChoice,
    }),
  ).returns<SessionRow>(),
  /** With `at`, around that turn where it is there, instead of where one was. */
  'session.open': op(bySession.extend({ at: id.optional() })).returns<OpenedSession>(),
  /** Stores the message first, then sends it, or queues it behind the running turn. */
  'session.send': op(z.strictObject({ id: sessionId, text: prompt, attachments })).returns<QueuedMessage>(),
  'session.stop': op(bySession).returns<void>(),
  /** Asks for the rest of an interrupted answer. */
  'session.continue': op(z.strictObject({ id: sessionId, turnId: id })).returns<void>(),
  'session.answer': op(
    z.strictObject({
      id: sessionId,
      requestId: id,
      answer: z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('allowOnce') }),
        z.strictObject({ kind: z.literal('allowForSession') }),
        z.strictObject({ kind: z.literal('allowForFolder') }),
        z.strictObject({ kind: z.literal('deny') }),
        z.strictObject({ kind: z.literal('reply'), text: text(1_000_000), freeform: z.boolean() }),
        z.strictObject({ kind: z.literal('form'), content: formContent }),
        z.strictObject({ kind: z.literal('decline') }),
        z.strictObject({ kind: z.literal('cancel') }),
        z.strictObject({
          kind: z.literal('approvePlan'),
          action: z.enum(['interactive', 'autopilot', 'autopilot_fleet', 'exit_only']),
        }),
        z.strictObject({ kind: z.literal('revisePlan'), feedback: text(1_000_000) }),
      ]),
    }),
  ).returns<void>(),
  /** What the person allows without being asked: for folders, and for sessions until they are closed. */
  'permission.list': op(z.strictObject({})).returns<{
    readonly rules: readonly FolderRule[]
    readonly sessions: readonly SessionGrants[]
  }>(),
  /** Takes rules back; resolves when it is durable. */
  'permission.revoke': op(z.strictObject({ ids: many(id) })).returns<void>(),
  /** Takes back what was allowed for a session. */
  'permission.revokeSession': op(bySession).returns<void>(),
  /** `effort` null leaves it to the provider; left out, it stays as it is. */
  'session.setModel': op(
    z.strictObject({ id: sessionId, model: modelChoice, effort: z.string().min(1).max(40).nullable().optional() }),
  ).returns<SessionRow>(),
  'session.setMode': op(
    z.strictObject({ id: sessionId, mode: z.enum(['interactive', 'plan', 'autopilot']) }),
  ).returns<SessionRow>(),
  /** Makes a session writable here although another process holds it. */
  'session.takeOver': op(bySession).returns<OpenedSession>(),
  /** Begins anew under the id of a session that is proven missing; never replaces anything. */
  'session.recreate': op(bySession).returns<OpenedSession>(),
  /**
   * Goes on where making a session live was given up: what was being sent then is sent when it succeeds. `agreed` allows a
   * step that is never taken by itself. Resolves to the repair, when one was made.
   */
  'session.tryAgain': op(
    z.strictObject({ id: sessionId, agreed: z.enum(['restart', 'repair']).nullable() }),
  ).returns<RepairResult | null>(),
  /** Says no more about a session that could not be made live; what waits stays, paused. */
  'session.leaveResuming': op(bySession).returns<void>(),
  /** Gives a session whose folder is gone another one; null lets it run without (as a plain chat). */
  'session.setFolder': op(
    z.strictObject({ id: sessionId, folder: z.string().max(4096).nullable() }),
  ).returns<OpenedSession>(),
  'session.resumeCommand': op(bySession).returns<string>(),
  /**
   * Has older messages summed up now, by the session's model; how it ends is told in the conversation. `keep`: what the summary
   * is to be about above all. What is sent meanwhile waits.
   */
  'session.compact': op(z.strictObject({ id: sessionId, keep: text(2_000) })).returns<void>(),
  /** Calls it off; false when it was over already. */
  'session.cancelCompaction': op(bySession).returns<boolean>(),
} as const
