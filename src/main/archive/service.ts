import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { AppError } from '../../shared/errors.ts'
import type { Translate } from '../history/steps.ts'
import type { Handlers } from '../rpc/types.ts'
import type { ArchiveMethods, Staged } from './methods.ts'
import { peek } from './peek.ts'
import { place, sweepStaged } from './place.ts'
import { findSources } from './sources.ts'
import { stage } from './stage.ts'
import { findSecrets, writeSession } from './writeSession.ts'
import { writeZip } from './zip.ts'

/** What the worker for archive files does. */
export function createArchiveService(deps: {
  readonly translate: Translate
  readonly now: () => number
}): Handlers<ArchiveMethods> {
  let opened: { readonly root: string; readonly clientName: string } | null = null
  const staged = new Map<string, Staged & { readonly folder: string }>()
  const home = (): NonNullable<typeof opened> => {
    if (opened === null) throw new AppError('readFailed', 'archive')
    return opened
  }
  const folderOf = (id: string): string => join(home().root, id)
  return {
    open: (root, clientName) => {
      opened = { root, clientName }
      sweepStaged(root)
    },
    write: (spec, signal) => writeSession(folderOf(spec.session.id), spec, deps.translate, signal),
    secrets: (spec, signal) => findSecrets(folderOf(spec.session.id), spec, deps.translate, signal),
    zip: writeZip,
    sources: (paths, signal) => findSources(paths, home().root, signal),
    peek,
    stage: async (source, signal) => {
      const { folder, ...ready } = await stage(home().root, source, deps.now, signal)
      if (signal.aborted) {
        rmSync(folder, { recursive: true, force: true })
        throw new AppError('cancelled')
      }
      staged.set(ready.token, { folder, ...ready })
      return ready
    },
    place: (token, id) => {
      const ready = staged.get(token)
      staged.delete(token)
      if (ready === undefined) throw new AppError('internal', 'token')
      place(home().root, ready, id, home().clientName)
    },
    drop: (token) => {
      const ready = staged.get(token)
      staged.delete(token)
      if (ready !== undefined) rmSync(ready.folder, { recursive: true, force: true })
    },
  }
}
