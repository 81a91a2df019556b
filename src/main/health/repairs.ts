import { mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import writeFileAtomic from 'write-file-atomic'
import { z } from 'zod'
import { AppError } from '../../shared/errors.ts'
import type { KeptOriginal } from '../../shared/health.ts'
import type { FileMark } from './files.ts'

// A later version may note more of a repair: that stays, and keeps nobody from undoing it.
const mark = z.looseObject({ sha256: z.string(), bytes: z.number() })
const schema = z.looseObject({
  version: z.literal(1),
  sessionId: z.string(),
  kind: z.enum(['repair', 'slim']),
  at: z.number(),
  original: mark,
  replacement: mark,
  mode: z.number(),
  modifiedAt: z.number(),
  state: z.enum(['prepared', 'replaced', 'undone']),
})

/** What is known of one replaced log. */
export interface RepairRecord {
  readonly version: 1
  readonly sessionId: string
  readonly kind: 'repair' | 'slim'
  /** Epoch milliseconds. */
  readonly at: number
  readonly original: FileMark
  readonly replacement: FileMark
  readonly mode: number
  readonly modifiedAt: number
  readonly state: 'prepared' | 'replaced' | 'undone'
}

/** The folder in which every log that was replaced is kept, each in a folder of its own. */
export interface Repairs {
  /** A new folder for a repair; its name is the undo id. */
  begin(sessionId: string, at: number): { readonly undoId: string; readonly folder: string }
  folder(undoId: string): string
  write(undoId: string, record: RepairRecord): Promise<void>
  /** The repairs of a session, the newest first. */
  of(sessionId: string): readonly { readonly undoId: string; readonly record: RepairRecord }[]
  /** Every repair, the newest first; those that can't be read last. */
  all(): readonly KeptOriginal[]
  remove(undoId: string): void
  /** Throws repairGone when there is none. */
  read(undoId: string): RepairRecord
}

/** @param root made when it is first needed, for its owner alone */
export function createRepairs(root: string): Repairs {
  const folderOf = (undoId: string): string => {
    if (!/^[A-Za-z0-9_-]{1,255}$/u.test(undoId)) throw new AppError('repairGone', '')
    return join(root, undoId)
  }
  const recordOf = (undoId: string): string => join(folderOf(undoId), 'repair.json')
  const read = (undoId: string): RepairRecord => {
    try {
      return schema.parse(JSON.parse(readFileSync(recordOf(undoId), 'utf8')))
    } catch (error) {
      throw new AppError('repairGone', '', { cause: error })
    }
  }
  const names = (): readonly string[] => {
    try {
      return readdirSync(root)
    } catch {
      return []
    }
  }

  return {
    begin: (sessionId, at) => {
      mkdirSync(root, { recursive: true, mode: 0o700 })
      const time = new Date(at).toISOString().replaceAll(/[:.]/gu, '-')
      // A file name has 255 bytes at most, as has an id.
      const name = `${sessionId.slice(0, 200)}-${time}`
      for (let n = 1; ; n += 1) {
        const undoId = n === 1 ? name : `${name}-${n}`
        try {
          mkdirSync(folderOf(undoId), { mode: 0o700 })
          return { undoId, folder: folderOf(undoId) }
        } catch (error) {
          if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
        }
      }
    },
    folder: folderOf,
    write: (undoId, record) => writeFileAtomic(recordOf(undoId), JSON.stringify(record), { mode: 0o600, fsync: true }),
    read,
    of: (sessionId) =>
      names()
        .flatMap((undoId) => {
          try {
            return [{ undoId, record: read(undoId) }]
          } catch {
            // What can't be understood is kept, and offered to nobody.
            return []
          }
        })
        .filter(({ record }) => record.sessionId === sessionId)
        .toSorted((a, b) => b.record.at - a.record.at),
    all: () =>
      names()
        .filter((undoId) => /^[A-Za-z0-9_-]{1,255}$/u.test(undoId))
        .map((undoId): KeptOriginal => {
          const size = sizeOf(folderOf(undoId))
          try {
            const { sessionId, kind, at, state } = read(undoId)
            return { undoId, sessionId, kind, at, size, undoable: state === 'replaced' }
          } catch {
            return { undoId, sessionId: '', kind: null, at: null, size, undoable: false }
          }
        })
        .toSorted((a, b) => (b.at ?? 0) - (a.at ?? 0)),
    remove: (undoId) => rmSync(folderOf(undoId), { recursive: true, force: true }),
  }
}

/** Whether a repair's folder was named after a session; see `begin`. */
export function isNamedAfter(undoId: string, sessionId: string): boolean {
  const rest = undoId.startsWith(`${sessionId.slice(0, 200)}-`) ? undoId.slice(Math.min(sessionId.length, 200) + 1) : ''
  return /^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d-\d{3}Z(?:-\d+)?$/u.test(rest)
}

function sizeOf(folder: string): number {
  try {
    return readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0)
  } catch {
    return 0
  }
}
