import { z } from 'zod'
import type { Lineage } from '../../shared/model/session.ts'
import type { SessionRecord } from '../library/port.ts'

/** What the runtime keeps of a session for us, so that it comes back when the library is lost. */
export interface Metadata {
  /** When a person made it so: the later one counts. */
  readonly at: number
  readonly title: string | null
  readonly pinned: boolean
  readonly tags: readonly string[]
  readonly lineage: Lineage | null
  /** See `nameSeen` of a record. */
  readonly nameSeen: string | null
  /** Left out where it is not archived, and by earlier versions. */
  readonly archivedAt?: number | null
}

const mark = z.object({ turnId: z.string(), itemId: z.string().nullable() })
const shape = z.object({
  v: z.literal(1),
  at: z.number(),
  title: z.string().nullable(),
  pinned: z.boolean(),
  tags: z.array(z.string()),
  lineage: z
    .object({
      from: z.string(),
      kind: z.enum(['continued', 'forked']),
      turnId: z.string().nullable().optional(),
      range: z.object({ since: mark, until: mark.nullable() }).optional(),
    })
    .nullable()
    .catch(null),
  nameSeen: z.string().nullable(),
  archivedAt: z.number().optional().catch(undefined),
})

/** As it is written: under 8 KiB, of the 16 that the runtime takes. */
export function toMetadata({ markedAt, title, pinned, tags, lineage, nameSeen, archivedAt }: SessionRecord): string {
  const archived = archivedAt === null ? {} : { archivedAt }
  return JSON.stringify({ v: 1, at: markedAt ?? 0, title, pinned, tags, lineage, nameSeen, ...archived })
}

/** What was written; null for what is not ours to read (a later version, somebody else's). */
export function readMetadata(text: string): Metadata | null {
  try {
    const { at, title, pinned, tags, lineage, nameSeen, archivedAt } = shape.parse(JSON.parse(text))
    return { at, title, pinned, tags, lineage, nameSeen, ...(archivedAt === undefined ? {} : { archivedAt }) }
  } catch {
    return null
  }
}

/**
 * What the library takes of what a session says of itself: all of it when the person said it later, what it lacks when the
 * library does not know of it (it was lost meanwhile), nothing otherwise (null).
 */
export function whatIsNew(
  record: SessionRecord | null,
  { at, title, pinned, tags, lineage, nameSeen, archivedAt = null }: Metadata,
): Partial<Omit<SessionRecord, 'id'>> | null {
  if (record === null || record.markedAt === null || record.markedAt < at) {
    const archived = archivedAt === (record?.archivedAt ?? null) ? {} : { archivedAt }
    const kept = { lineage: lineage ?? record?.lineage ?? null, ...archived }
    return { title, nameSeen, pinned, tags, ...kept, markedAt: at, syncedAt: at }
  }
  if (record.markedAt === at || record.syncedAt === at) return null
  const missing = {
    ...(record.title === null ? { title, nameSeen } : { title: record.title, nameSeen: record.nameSeen }),
    pinned: record.pinned || pinned,
    tags: record.tags.length > 0 ? record.tags : tags,
    lineage: record.lineage ?? lineage,
    ...(record.archivedAt === null && archivedAt !== null ? { archivedAt } : {}),
  }
  return changesMarks(record, missing) ? missing : null
}

/**
 * Whether a change of a record is one of what the runtime keeps too: title, pin, tags, lineage, archived. One that names its own
 * `markedAt` comes from there (or from the trash), and is not a person's.
 */
export function changesMarks(before: SessionRecord, patch: Partial<Omit<SessionRecord, 'id'>>): boolean {
  if (patch.markedAt !== undefined) return false
  const { title, pinned, tags, lineage, archivedAt } = before
  const after = { title, pinned, tags, lineage, archivedAt, ...pick(patch) }
  return JSON.stringify({ title, pinned, tags, lineage, archivedAt }) !== JSON.stringify(after)
}

function pick({ title, pinned, tags, lineage, archivedAt }: Partial<SessionRecord>): object {
  return {
    ...(title === undefined ? {} : { title }),
    ...(pinned === undefined ? {} : { pinned }),
    ...(tags === undefined ? {} : { tags }),
    ...(lineage === undefined ? {} : { lineage }),
    ...(archivedAt === undefined ? {} : { archivedAt }),
  }
}
