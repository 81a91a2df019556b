import { z } from 'zod'
import type { NewSessionDraft } from '../../shared/model/draft.ts'
import { MOST_PANES } from '../../shared/panes.ts'

const choice = z.object({ providerId: z.string().min(1), model: z.string().min(1) })
// Each field has its own `catch`: what another version wrote differently falls back alone, and takes nothing with it.
const shape = z.object({
  topic: z.string().catch(''),
  template: z.string().nullable().catch(null),
  freeId: z.string().catch(''),
  kind: z.enum(['chat', 'agent']).catch('chat'),
  folder: z.string().nullable().catch(null),
  model: choice.nullable().catch(null),
  beside: z
    .array(choice)
    .transform((models) => models.slice(0, MOST_PANES - 1))
    .optional()
    .catch(undefined),
  text: z.string().optional().catch(undefined),
  modelChosen: z.boolean().catch(false),
  caret: z
    .object({ field: z.enum(['topic', 'id']), start: z.int().min(0), end: z.int().min(0) })
    .nullable()
    .catch(null),
}) satisfies z.ZodType<NewSessionDraft>
const fields = Object.keys(shape.shape) as readonly (keyof NewSessionDraft)[]

type Written = Readonly<Record<string, unknown>>

/**
 * What was entered for a new session, as this version understands it; null where nothing is understood. It may have been written by a
 * later version: fields that this one does not know are not told to the window, which could not give them back.
 */
export function readNewSession(text: string): NewSessionDraft | null {
  const written = parse(text)
  return written === null ? null : read(written)
}

/**
 * What is to be kept of what is entered now, over what was kept before (null: nothing). Whatever the person did not change stays as it
 * was written, with all that this version does not understand of it.
 */
export function writeNewSession(draft: NewSessionDraft, before: string | null): string {
  const written = before === null ? null : parse(before)
  if (written === null) return JSON.stringify(draft)
  const known = read(written)
  const changed = fields.filter((field) => JSON.stringify(draft[field]) !== JSON.stringify(known[field]))
  return JSON.stringify({ ...written, ...Object.fromEntries(changed.map((field) => [field, draft[field]])) })
}

function read(written: Written): NewSessionDraft {
  const { beside, text, ...draft } = shape.parse(written)
  return { ...draft, ...(beside === undefined ? {} : { beside }), ...(text === undefined ? {} : { text }) }
}

function parse(text: string): Written | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Written) : null
  } catch {
    return null
  }
}
