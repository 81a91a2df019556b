import { basename } from 'node:path'
import type { z } from 'zod'
import { AppError } from '../../shared/errors.ts'
import { sessionFacts, type SessionFacts } from './carried.ts'
import type { Source } from './methods.ts'
import type { ArchiveField } from './parseArchive.ts'

/** The value itself; otherwise `archiveInvalid` with the place of the first thing that is wrong. */
export function checked<T extends z.ZodType>(shape: T, value: unknown, place: string): z.output<T> {
  const parsed = shape.safeParse(value)
  if (parsed.success) return parsed.data
  const path = (parsed.error.issues[0]?.path ?? []).map((key) =>
    typeof key === 'number' ? `[${key}]` : `.${String(key)}`,
  )
  throw new AppError('archiveInvalid', `${place}${path.join('')}`)
}

/** Throws where a file says that it is something else (`archiveInvalid`), or of a later version (`archiveNewer`). */
export function checkField(name: ArchiveField, value: unknown): void {
  if (name === 'format' && value !== 'retoma/session') throw new AppError('archiveInvalid', 'format')
  if (name === 'version' && value !== 1) throw new AppError('archiveNewer', String(value))
}

/** What a file says of its session; a list of messages says nothing, and is called by the name of its file. */
export function factsOf(source: Exclude<Source, { kind: 'folder' }>, session: unknown): SessionFacts {
  const told = typeof session === 'object' && session !== null ? session : {}
  return checked(sessionFacts, { id: nameOf(source), title: nameOf(source), ...told }, 'session')
}

/** What the session of a file is called by that says nothing else. */
export function nameOf(source: Exclude<Source, { kind: 'folder' }>): string {
  return basename(source.kind === 'entry' ? source.entry : source.path).replace(/\.json$/iu, '')
}
