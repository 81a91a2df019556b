import { z } from 'zod'
import type { CommandOutput, FolderFiles, PastPrompt, SlashCommand } from '../model/completion.ts'
import type { Attached } from '../model/draft.ts'
import { text, id, sessionId, prompt, nothing, bySession, attachments, op } from './op.ts'

const draft = z.strictObject({
  text: text(20_000_000),
  selectionStart: z.int().min(0),
  selectionEnd: z.int().min(0),
  attachments,
})
const anchor = z.strictObject({
  turnId: id,
  offset: z.number(),
  item: z.strictObject({ id, offset: z.number() }).optional(),
  atEnd: z.boolean(),
})

/** What is about to be said: drafts, the queue, attachments, completion. */
export const composingOperations = {
  /** What an agent's folder holds that matches what was typed, best first; nothing for a chat. */
  'file.find': op(z.strictObject({ id: sessionId, query: text(300) })).returns<FolderFiles>(),
  /** Attaches something of the session's folder by its path from there; nothing else can be named so. */
  'file.attach': op(z.strictObject({ id: sessionId, path: text(4096) })).returns<Attached>(),
  /** The commands of the runtime that can be had in a session; asks for them without making it live. */
  'command.list': op(bySession).returns<readonly SlashCommand[]>(),
  /** Runs one that answers with a text; null when it had nothing to say. */
  'command.run': op(
    z.strictObject({ id: sessionId, name: z.string().min(1).max(100), input: text(100_000) }),
  ).returns<CommandOutput | null>(),
  /** What was sent in whatever session, the newest first. */
  'prompt.list': op(nothing).returns<readonly PastPrompt[]>(),
  'draft.save': op(z.strictObject({ id: sessionId, draft: draft.nullable() })).returns<void>(),
  /** Puts a text before what is written in a session that is not open here; false where there is none of this id. */
  'draft.add': op(z.strictObject({ id: sessionId, text: prompt })).returns<boolean>(),
  /** Keeps what is typed into a request; empty text is nothing. */
  'reply.save': op(z.strictObject({ id: sessionId, requestId: id, text: text(1_000_000) })).returns<void>(),
  'anchor.save': op(z.strictObject({ id: sessionId, anchor })).returns<void>(),
  'queue.remove': op(z.strictObject({ id: sessionId, messageId: id })).returns<void>(),
  'queue.edit': op(z.strictObject({ id: sessionId, messageId: id, text: prompt })).returns<void>(),
  /** Puts the messages that wait in this order; those that are not named stay behind them. */
  'queue.order': op(z.strictObject({ id: sessionId, ids: z.array(id).max(1000) })).returns<void>(),
  /** Gives one message to the running turn, after what the model is at now; simply sends it when nothing runs. */
  'queue.sendNow': op(z.strictObject({ id: sessionId, messageId: id })).returns<void>(),
  /** Sends what came back paused. */
  'queue.resume': op(bySession).returns<void>(),
  /** Lets the person choose files or a folder in a dialog of main's own. */
  'attachment.pick': op(z.strictObject({ what: z.enum(['files', 'folder']) })).returns<Attached>(),
  /** What was dropped or pasted: only the preload asks this, with the paths that the browser knows. */
  'attachment.add': op(
    z.strictObject({
      items: z
        .array(
          z.union([
            z.strictObject({ path: z.string().min(1).max(32_768) }),
            z.strictObject({ name: text(255), bytes: z.instanceof(Uint8Array) }),
          ]),
        )
        .max(100),
    }),
  ).returns<Attached>(),
  /** Which of these can't be sent any more, since the file is gone or can't be read. */
  'attachment.check': op(z.strictObject({ ids: z.array(id).max(1000) })).returns<readonly string[]>(),
  /** A picture that went with a prompt, by its place among the attachments: small, or whole; null when the log has none. */
  'attachment.sent': op(
    z.strictObject({ id: sessionId, turnId: id, index: z.int().min(0).max(1000), whole: z.boolean() }),
  ).returns<string | null>(),
  /** Shows a file that went with a prompt in the system's file manager. Throws sentFileGone. */
  'attachment.reveal': op(
    z.strictObject({ id: sessionId, turnId: id, index: z.int().min(0).max(1000) }),
  ).returns<void>(),
  /** A picture as a data address, small enough for a chip; null when there is none. */
  'attachment.thumbnail': op(z.strictObject({ attachmentId: id })).returns<string | null>(),
} as const
