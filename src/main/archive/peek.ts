import { basename, join } from 'node:path'
import { statSync } from 'node:fs'
import { AppError } from '../../shared/errors.ts'
import { plainMessage } from './carried.ts'
import { checked, checkField, factsOf, nameOf } from './checked.ts'
import type { Peeked, Source } from './methods.ts'
import { parseArchive, type ArchiveField } from './parseArchive.ts'
import { readWorkspace } from './readWorkspace.ts'
import { bytesOf, toReadError } from './sources.ts'

/**
 * Within so much of a file its beginning has said what it is (bytes). What stands in the middle of its first message by then is told
 * by what was before that; what has said nothing is none.
 */
const BEGINNING = 16 * 1024 * 1024

/**
 * What the beginning of a source tells: what it is called, and how it would come. Rejects where that shows already that it can't be
 * imported; what is wrong further on shows when it is read whole.
 */
export async function peek(source: Source, signal: AbortSignal): Promise<Peeked> {
  if (source.kind !== 'folder') return peekFile(source, signal)
  try {
    if (statSync(join(source.path, 'events.jsonl')).size === 0) throw new AppError('archiveEmpty', source.path)
    const id = basename(source.path)
    return { id, title: readWorkspace(source.path)?.name ?? id, as: 'whole' }
  } catch (error) {
    throw toReadError(error, source.path)
  }
}

async function peekFile(source: Exclude<Source, { kind: 'folder' }>, signal: AbortSignal): Promise<Peeked> {
  const taken = new Map<ArchiveField, unknown>()
  const seen: { as: Peeked['as'] | null } = { as: null }
  const enough = new AbortController()
  /** The first thing that was said or logged: all that stands before it has been told. */
  const begun = (as: Peeked['as']): void => {
    seen.as ??= as
    enough.abort()
  }
  try {
    await parseArchive(
      beginningOf(source, (isList) => {
        // In the middle of its first message, which is a very long one.
        const ours = taken.get('format') === 'retoma/session'
        if (ours || isList) begun(taken.get('whole') === true ? 'whole' : 'messages')
      }),
      {
        field: (name, value) => {
          if (enough.signal.aborted) return
          checkField(name, value)
          taken.set(name, value)
        },
        item: (list, value, index) => {
          if (enough.signal.aborted) return
          if (list === 'messages') {
            checked(plainMessage, value, `messages[${index}]`)
            begun(taken.get('whole') === true ? 'whole' : 'messages')
          } else if (list === 'log') begun('whole')
        },
      },
      AbortSignal.any([signal, enough.signal]),
    )
  } catch (error) {
    signal.throwIfAborted()
    // What is wrong from its first letter on is nothing of the kind; a place in it would tell a person nothing.
    const none = error instanceof AppError && error.code === 'archiveInvalid' && error.detail === '1:1'
    if (!enough.signal.aborted) throw none ? new AppError('archiveEmpty', nameOf(source)) : error
  }
  const as = seen.as ?? (taken.has('library') && taken.get('whole') !== true ? 'unsent' : null)
  if (as === null) throw new AppError('archiveEmpty', nameOf(source))
  const { id, title } = factsOf(source, taken.get('session'))
  return { id, title: title.trim() === '' ? id : title, as }
}

/** `onFull` is told, before it ends, whether it began as a list does. */
async function* beginningOf(
  source: Exclude<Source, { kind: 'folder' }>,
  onFull: (isList: boolean) => void,
): AsyncGenerator<Buffer> {
  let told = 0
  let isList: boolean | null = null
  for await (const piece of bytesOf(source)) {
    isList ??= /^\uFEFF?\s*\[\s*\{/u.test(piece.subarray(0, 200).toString('utf8'))
    yield piece
    told += piece.length
    if (told < BEGINNING) continue
    onFull(isList)
    throw new AppError('archiveEmpty', nameOf(source))
  }
}
