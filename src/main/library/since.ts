import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { AppError } from '../../shared/errors.ts'
import type { LibraryPart } from '../../shared/model/boot.ts'
import { syncFolder, type BackupName } from './backups.ts'
import type { LibraryTrouble, Write } from './writes.ts'

/**
 * Which parts of the library were written to since each backup was made: so that whoever gets a backup back can be told
 * what is missing. It stands in a small file of its own, which is written before the library is, so it never says too little.
 */
export interface Since {
  /** Whether a library has ever been here. */
  readonly existed: boolean
  /** What is newer than a backup; null when that is not known (an older version made it). */
  of(name: BackupName): readonly LibraryPart[] | null
  /** These parts are about to be written to; throws when that can't be noted, and then nothing must be written. */
  about(parts: Iterable<LibraryPart>): void
  /** These backups are the same as the library now. */
  backedUp(names: readonly BackupName[]): void
}

type State = Partial<Record<BackupName, readonly LibraryPart[]>>

/** Reads what was noted in a folder. */
export function openSince(folder: string): Since {
  const path = join(folder, 'since.json')
  const read = readState(path)
  let state = read ?? {}
  const put = (next: State): void => {
    writeState(path, folder, next)
    state = next
  }
  return {
    existed: read !== null,
    of: (name) => state[name] ?? null,
    about: (parts) => {
      const given = [...parts]
      const entries = Object.entries(state) as [BackupName, readonly LibraryPart[]][]
      if (entries.every(([, known]) => given.every((part) => known.includes(part)))) return
      put(Object.fromEntries(entries.map(([name, known]) => [name, [...new Set([...known, ...given])]])))
    },
    backedUp: (names) => {
      if (names.length > 0) put({ ...state, ...Object.fromEntries(names.map((name) => [name, []])) })
    },
  }
}

/** Where nothing can be noted: so nothing is written. */
export function closedSince(trouble: LibraryTrouble): Since {
  return {
    existed: true,
    of: () => null,
    about: () => {
      throw new AppError(trouble === 'diskFull' ? 'diskFull' : 'writeFailed', 'library')
    },
    backedUp: () => undefined,
  }
}

/** The parts that a write changes, as a person would miss them; none for what is only bookkeeping. */
export function partsOf(write: Write): readonly LibraryPart[] {
  switch (write.kind) {
    case 'putRecord':
      return [...new Set(Object.keys(write.patch).flatMap((key) => fieldParts[key as keyof typeof write.patch] ?? []))]
    // Half an answer is typed and not sent, as a draft is.
    case 'putDraft':
    case 'putReply':
      return ['drafts']
    case 'addQueued':
    case 'updateQueued':
    case 'removeQueued':
    case 'orderQueue':
      return ['queue']
    case 'putPartial':
    case 'removePartial':
      return ['answers']
    case 'putBookmark':
    case 'removeBookmark':
      return ['bookmarks']
    case 'putRule':
    case 'removeRules':
      return ['rules']
    case 'putViews':
    case 'putTagColour':
      return ['views']
    // How something came to be allowed is a word in the transcript, and when, one in the settings.
    case 'useRules':
    case 'putGiven':
    case 'settleGiven':
      return []
    // What was sent stands in the logs, and numbers nobody typed; the others are done again when they are found undone: by
    // the start, and by the trash.
    case 'addPrompt':
    case 'putUsage':
    case 'putContext':
    case 'pauseQueues':
    case 'removeSession':
      return []
  }
}

const fieldParts: Partial<Record<keyof Extract<Write, { kind: 'putRecord' }>['patch'], LibraryPart>> = {
  title: 'marks',
  pinned: 'marks',
  tags: 'marks',
  lineage: 'marks',
  archivedAt: 'marks',
  notes: 'notes',
  readTurnId: 'reading',
  readAt: 'reading',
  unread: 'reading',
  anchor: 'reading',
  lastOutcome: 'reading',
  kind: 'sessions',
  folder: 'sessions',
  providerId: 'sessions',
  model: 'sessions',
  effort: 'sessions',
  mode: 'sessions',
  unsent: 'sessions',
}

function readState(path: string): State | null {
  try {
    const found: unknown = JSON.parse(readFileSync(path, 'utf8'))
    return typeof found === 'object' ? found : null
  } catch {
    return null
  }
}

function writeState(path: string, folder: string, state: State): void {
  try {
    const file = openSync(`${path}.new`, 'w', 0o600)
    try {
      writeSync(file, JSON.stringify(state))
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    renameSync(`${path}.new`, path)
    syncFolder(folder)
  } catch (error) {
    const full = error instanceof Error && 'code' in error && error.code === 'ENOSPC'
    throw new AppError(full ? 'diskFull' : 'writeFailed', 'library', { cause: error })
  }
}
