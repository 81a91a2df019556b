import { readFileSync, realpathSync, rmSync, statSync, type Stats } from 'node:fs'
import { dirname, join } from 'node:path'
import { AppError } from '../../shared/errors.ts'
import type { SameMessages } from '../../shared/duplicates.ts'
import type { HealthReport, KeptOriginal, RepairResult } from '../../shared/health.ts'
import { isSessionId, logPath } from '../history/describe.ts'
import { parseWorkspace, type Workspace } from '../history/workspaceFile.ts'
import { toReadError, toWriteError } from './fileError.ts'
import { copyFile, markOf, replaceFile } from './files.ts'
import { findSameMessages, type LookOptions } from './duplicates.ts'
import { holdersOf, recognise, type Holder } from './holders.ts'
import { forkLog, sweepForks } from './forks.ts'
import type { ForkSpec, HealthOptions, SentBefore } from './port.ts'
import { createRepairs, isNamedAfter } from './repairs.ts'
import { scanLog } from './scan.ts'
import { sentWith } from './sentWith.ts'
import { isSound, writeCopy } from './writeCopy.ts'

/** What the worker does for {@link Health}. */
export interface Doctor {
  scan(id: string, options: HealthOptions): Promise<HealthReport>
  rewrite(id: string, kind: RepairResult['kind'], options: HealthOptions): Promise<RepairResult>
  sessionOf(undoId: string): string | null
  undo(undoId: string): Promise<void>
  /** Removes every log that is kept of a session. */
  forget(id: string): void
  kept(): readonly KeptOriginal[]
  discard(undoId: string): void
  fork(spec: ForkSpec): Promise<void>
  sentWith(id: string, turnId: string): Promise<readonly SentBefore[]>
  /** The living processes that have a session open. */
  holders(id: string): readonly Holder[]
  sameMessages(ids: readonly string[], options: LookOptions): Promise<readonly SameMessages[]>
}

/** @param root the folder session-state of a home @param kept where replaced logs are kept */
export function createDoctor({
  root,
  kept,
  now,
}: {
  readonly root: string
  readonly kept: string
  readonly now: () => number
}): Doctor {
  const repairs = createRepairs(kept)
  sweepForks(root)

  const find = (id: string): { readonly path: string; readonly stat: Stats } => {
    if (!isSessionId(id)) throw new AppError('sessionMissing', id)
    try {
      const path = realpathSync(logPath(root, id))
      return { path, stat: statSync(path) }
    } catch (error) {
      throw toReadError(error, id)
    }
  }
  const refuseHeld = (path: string, id: string): void => {
    const [pid] = holdersOf(dirname(path))
    if (pid !== undefined) throw new AppError('sessionInUse', id)
  }
  const readWorkspace = (id: string): Workspace => {
    try {
      return parseWorkspace(readFileSync(join(root, id, 'workspace.yaml'), 'utf8'))
    } catch {
      return parseWorkspace('')
    }
  }

  const rewrite: Doctor['rewrite'] = async (id, kind, options) => {
    const { path, stat } = find(id)
    refuseHeld(path, id)
    const at = now()
    const { undoId, folder } = repairs.begin(id, at)
    try {
      const target = join(folder, 'replacement.jsonl')
      const slim = kind === 'slim'
      const written = await writeCopy({ ...options, id, path, target, workspace: readWorkspace(id), slim, now })
      // Slimming is no repair: what is damaged is for the person to see first.
      if (slim && !written.healthy) throw new AppError('sessionDamaged', id)
      if (written.copy.sha256 === written.original.sha256) throw new AppError('nothingToRepair', id)
      if (!(await isSound(target, id, written.events))) throw new AppError('repairFailed', id)
      const original = await copyFile(path, join(folder, 'original.jsonl'))
      if (original.sha256 !== written.original.sha256) throw new AppError('sessionChanged', id)
      const record = {
        version: 1,
        sessionId: id,
        kind,
        at,
        original,
        replacement: written.copy,
        mode: stat.mode & 0o777,
        modifiedAt: stat.mtimeMs,
        state: 'prepared',
      } as const
      await repairs.write(undoId, record)
      options.signal?.throwIfAborted()
      await replaceFile(path, target, {
        mark: written.copy,
        mode: record.mode,
        // As old as it was, but not the same: who looks for changes must see one.
        modifiedAt: stat.mtimeMs + 1,
        check: () => {
          refuseHeld(path, id)
          if (!isSame(stat, statSync(path))) throw new AppError('sessionChanged', id)
        },
      })
      await repairs.write(undoId, { ...record, state: 'replaced' })
      rmSync(target, { force: true })
      return {
        id,
        undoId,
        kind,
        events: written.events,
        lost: written.lost,
        bytesBefore: original.bytes,
        bytesAfter: written.copy.bytes,
      }
    } catch (error) {
      // While the log is the old one nothing is kept of the attempt; afterwards nothing may go.
      if (isSame(stat, statSync(path, { throwIfNoEntry: false }))) rmSync(folder, { recursive: true, force: true })
      throw toWriteError(error)
    }
  }

  const undo = async (undoId: string): Promise<void> => {
    const record = repairs.read(undoId)
    if (record.state === 'undone') throw new AppError('repairGone', record.sessionId)
    const { path, stat } = find(record.sessionId)
    refuseHeld(path, record.sessionId)
    const found = await markOf(path)
    if (found.sha256 !== record.original.sha256) {
      if (found.sha256 !== record.replacement.sha256) throw new AppError('repairChanged', record.sessionId)
      await replaceFile(path, join(repairs.folder(undoId), 'original.jsonl'), {
        mark: record.original,
        mode: record.mode,
        modifiedAt: record.modifiedAt,
        check: () => {
          refuseHeld(path, record.sessionId)
          if (!isSame(stat, statSync(path))) throw new AppError('repairChanged', record.sessionId)
        },
      })
    }
    await repairs.write(undoId, { ...record, state: 'undone' })
  }

  return {
    scan: async (id, options) => {
      const { path, stat } = find(id)
      try {
        const report = await scanLog({ ...options, id, path })
        const last = repairs.of(id).find(({ record }) => record.state === 'replaced')
        // Told by the size, which only grows: undoing itself looks closer.
        return { ...report, undoable: last?.record.replacement.bytes === stat.size ? last.undoId : null }
      } catch (error) {
        throw toReadError(error, id)
      }
    },
    rewrite,
    sessionOf: (undoId) => {
      try {
        return repairs.read(undoId).sessionId
      } catch {
        return null
      }
    },
    forget: (id) => {
      for (const { undoId, sessionId } of repairs.all()) {
        // One that can't be read still says by its name whose it was.
        if (sessionId === id || (sessionId === '' && isNamedAfter(undoId, id))) repairs.remove(undoId)
      }
    },
    kept: () => repairs.all(),
    discard: (undoId) => {
      if (!repairs.all().some((one) => one.undoId === undoId)) throw new AppError('repairGone', '')
      try {
        repairs.remove(undoId)
      } catch (error) {
        throw toWriteError(error)
      }
    },
    fork: async (spec) => forkLog(root, spec.path ?? find(spec.from).path, spec, now),
    sentWith: (id, turnId) => sentWith(find(id).path, turnId),
    sameMessages: (ids, options) => findSameMessages(root, ids, options),
    holders: (id) => {
      if (!isSessionId(id)) return []
      try {
        return holdersOf(join(root, id)).map((pid) => recognise(pid))
      } catch {
        return []
      }
    },
    undo: async (undoId) => {
      try {
        await undo(undoId)
      } catch (error) {
        throw toWriteError(error)
      }
    },
  }
}

/** Whether a file is still the one that was looked at, with nothing added. */
function isSame(before: Stats, after: Stats | undefined): boolean {
  return after?.ino === before.ino && after.size === before.size && after.mtimeMs === before.mtimeMs
}
