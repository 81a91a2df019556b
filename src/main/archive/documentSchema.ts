import { z } from 'zod'
import { archivedAsset, archivedBookmark, archivedFile, carried, logLine, sessionFacts } from './carried.ts'

const iso = z.iso.datetime()
const notice = z.object({ id: z.string(), at: iso, notice: z.looseObject({ kind: z.string() }) })
const request = z.object({
  id: z.string(),
  at: iso,
  kind: z.enum(['permission', 'question', 'form', 'plan']),
  subject: z.string(),
  outcome: z.string().nullable(),
})
const tool = z.object({
  id: z.string(),
  at: iso,
  name: z.string(),
  subject: z.string(),
  input: z.string(),
  output: z.string(),
  state: z.enum(['running', 'done', 'failed', 'denied']),
})
const message = z.looseObject({
  role: z.enum(['user', 'assistant']),
  content: z.string(),
  id: z.string(),
  at: iso,
  model: z.string().optional(),
  reasoning: z.string().optional(),
  attachments: z.array(z.string()).optional(),
  tools: z.array(tool).optional(),
  requests: z.array(request).optional(),
  notices: z.array(notice).optional(),
  abstained: z.literal(true).optional(),
  complete: z.literal(false).optional(),
  outcome: z.enum(['stopped', 'failed', 'interrupted', 'running']).optional(),
  error: z.object({ kind: z.string(), message: z.string(), status: z.number().nullable() }).optional(),
  usage: z.looseObject({ inputTokens: z.number(), outputTokens: z.number() }).optional(),
})

/** An archive file as a whole; the machine-readable schema in docs/ is made of this. Files are read piece by piece, never by it. */
const document = z.looseObject({
  format: z.literal('retoma/session'),
  version: z.literal(1),
  exportedAt: iso,
  whole: z.boolean(),
  session: sessionFacts,
  since: archivedBookmark.nullable(),
  until: archivedBookmark.nullable().optional(),
  bookmarks: z.array(archivedBookmark),
  messages: z.array(message),
  library: carried.optional(),
  attachments: z.array(archivedAsset).optional(),
  files: z.array(archivedFile).optional(),
  log: z.array(logLine).optional(),
})

/** The schema of archive files as JSON Schema (draft 2020-12). */
export function archiveSchema(): object {
  return { title: 'An exported session of Retoma', ...z.toJSONSchema(document, { io: 'input' }) }
}
