import { z } from 'zod'
import { tagColours } from '../../shared/listing.ts'
import { MAX_NOTES, MAX_TAG_LENGTH, MAX_TAGS } from '../../shared/model/session.ts'

/** Well-formed: a lone surrogate makes the runtime hang. */
const words = (max: number) =>
  z
    .string()
    .max(max)
    .transform((value) => value.toWellFormed())
const id = z.string().min(1).max(1_000)
/** Epoch milliseconds. */
const time = z.number().min(-8.64e15).max(8.64e15)
const count = z.number().min(0).max(Number.MAX_SAFE_INTEGER)
const MOST = 100_000

const attachment = z.object({
  id,
  kind: z.enum(['file', 'folder', 'image']),
  name: words(1_000),
  /** Only copies of our own are carried: a file that names a path could make somebody send what lies there. */
  asset: z.string().regex(/^[0-9a-f]{64}\.(?:png|jpg|gif|webp|txt)$/u),
  size: count.nullable(),
})

const modelUsage = z.object({
  model: words(1_000),
  requests: count,
  inputTokens: count,
  outputTokens: count,
  cacheReadTokens: count,
  cacheWriteTokens: count,
  reasoningTokens: count,
  durationMs: count,
  premiumRequests: count,
  nanoCredits: count,
})
const usage = z.object({
  inputTokens: count,
  outputTokens: count,
  firstTokenMs: count.nullable(),
  models: z.array(modelUsage).max(1_000).optional(),
})

const message = z.object({
  kind: z.literal('message'),
  id,
  at: time,
  text: words(50_000_000),
  reasoning: words(50_000_000),
  reasoningMs: count.nullable(),
  model: words(1_000).nullable(),
  complete: z.boolean(),
})
const tool = z.object({
  kind: z.literal('tool'),
  id,
  at: time,
  name: words(1_000),
  subject: words(100_000),
  input: words(50_000_000),
  output: words(50_000_000),
  state: z.enum(['running', 'done', 'failed', 'denied']),
  endedAt: time.nullable(),
  cut: z.literal(true).optional(),
  parentId: id.nullable(),
})
/** What an answer that was cut said and did; what was asked of the person and notices stay behind. */
const item = z.discriminatedUnion('kind', [message, tool])

const partial = z.object({
  id,
  at: time,
  prompt: z.object({ text: words(50_000_000), attachments: z.array(words(40_000)).max(1_000) }).nullable(),
  items: z.array(item).max(MOST),
  thinking: z.object({ text: words(50_000_000), since: time }).nullable(),
  outcome: z.enum(['running', 'done', 'stopped', 'failed', 'interrupted']),
  error: z
    .object({
      kind: z.enum([
        'authentication',
        'rateLimit',
        'unreachable',
        'stalled',
        'tooLong',
        'rejected',
        'runtime',
        'persistence',
        'other',
      ]),
      message: words(1_000_000),
      status: z.number().nullable(),
    })
    .nullable(),
  endedAt: time.nullable(),
  usage: usage.nullable(),
})

/** What only the library knows of a session, as an archive file carries it. */
export const carried = z.object({
  draft: z
    .object({
      text: words(20_000_000),
      selectionStart: count,
      selectionEnd: count,
      attachments: z.array(attachment).max(1_000),
    })
    .nullable(),
  queue: z
    .array(z.object({ id, text: words(20_000_000), at: time, attachments: z.array(attachment).max(1_000) }))
    .max(MOST),
  replies: z.record(id, words(1_000_000)),
  partials: z.array(partial).max(MOST),
  prompts: z.array(z.object({ text: words(1_000_000), at: time })).max(MOST),
  usage: z.array(z.object({ turnId: id, at: time, until: time, usage })).max(1_000_000),
  /** A summary that the first message is to begin with. */
  handoff: words(1_000_000).nullable().optional(),
  context: z
    .object({
      at: time,
      tokens: count,
      limit: count.nullable(),
      system: count.nullable(),
      tools: count.nullable(),
      conversation: count.nullable(),
    })
    .nullable(),
})
export type Carried = Readonly<z.output<typeof carried>>

const mark = z.object({ turnId: id, itemId: id.nullable() })

/** What an archive file says about its session as a whole. Only `id` has to be there. */
export const sessionFacts = z.object({
  id: z.string().max(10_000),
  title: words(50_000_000).default(''),
  /** Whether a person gave the title. */
  titleIsManual: z.boolean().default(true),
  model: words(1_000).nullable().default(null),
  providerId: words(1_000).nullable().default(null),
  effort: words(40).nullable().default(null),
  kind: z.enum(['chat', 'agent']).nullable().default(null),
  folder: words(40_000).nullable().default(null),
  origin: z.enum(['retoma', 'cli', 'sdk']).default('sdk'),
  createdAt: z.iso.datetime().optional(),
  activeAt: z.iso.datetime().optional(),
  pinned: z.boolean().default(false),
  tags: z.array(words(MAX_TAG_LENGTH)).max(MAX_TAGS).default([]),
  notes: words(MAX_NOTES).default(''),
  unread: z.boolean().default(false),
  archived: z.boolean().default(false),
  lineage: z
    .object({
      from: z.string().max(255),
      kind: z.enum(['continued', 'forked']),
      turnId: z.string().max(1_000).nullable().optional(),
      range: z.object({ since: mark, until: mark.nullable() }).optional(),
    })
    .nullable()
    .default(null),
})
export type SessionFacts = Readonly<z.output<typeof sessionFacts>>

/** A bookmark; the first version told a message and not its turn. */
export const archivedBookmark = z.object({
  id,
  name: words(120),
  description: words(2_000).default(''),
  snippet: words(10_000).default(''),
  messageId: id,
  turnId: id.optional(),
  itemId: id.nullable().optional(),
  colour: z.enum(tagColours).nullable().default(null),
  createdAt: z.iso.datetime(),
})
export type ArchivedBookmark = Readonly<z.output<typeof archivedBookmark>>

/** What fits into one text at all: by the time that its length is known it is in the memory anyway (characters). */
const LONGEST = 500_000_000

/** One message: of an archive file, or of a plain list as the recipes write it. */
export const plainMessage = z.object({
  role: z.string().max(100),
  content: z.union([
    words(LONGEST),
    z.null(),
    // What other programs write: parts, of which the texts count.
    z.array(z.looseObject({ type: z.string().optional(), text: words(LONGEST).optional() })),
  ]),
  id: z.union([z.string(), z.number()]).nullish(),
  at: z.iso.datetime().optional(),
  model: words(1_000).optional(),
  reasoning: words(LONGEST).optional(),
  tools: z.array(z.unknown()).optional(),
})
export type PlainMessage = Readonly<z.output<typeof plainMessage>>

/** A line of the log as text; bytes that are no text, or a very long line, in base64, and in pieces where it goes on. */
export const logLine = z.union([z.string(), z.object({ base64: z.base64(), continues: z.boolean().optional() })])
export type LogLine = Readonly<z.output<typeof logLine>>

/** A file of the session's folder, or a piece of one: those of the same path follow each other. */
export const archivedFile = z
  .object({ path: z.string().min(1).max(4_000), text: z.string().optional(), base64: z.base64().optional() })
  .refine(({ text, base64 }) => (text === undefined) !== (base64 === undefined), { error: 'text or base64' })
export type ArchivedFile = Readonly<z.output<typeof archivedFile>>

/** A copy of our own that a draft or a waiting message goes with. */
export const archivedAsset = z.object({ name: attachment.shape.asset, base64: z.base64() })
export type ArchivedAsset = Readonly<z.output<typeof archivedAsset>>
