import { mkdir, readdir, rename, rm } from 'node:fs/promises'
import { AppError } from '../../shared/errors.ts'
import { giveBack, readBelongings, type Belongings } from './belongings.ts'
import { toAppError } from './failure.ts'
import type { Manifest } from './manifest.ts'
import type { Shelf } from './shelf.ts'
import type { TrashDeps, TrashStep } from './trash.ts'
import { copyTree, isMissing, isThere, syncFolder } from './tree.ts'

/** The way back: the whole folder in one rename, then what the library had. */
export function createRestore(
  deps: TrashDeps,
  shelf: Shelf,
  step: (which: TrashStep) => Promise<void>,
  describe: (entryId: string) => Promise<Manifest>,
): (entryId: string) => Promise<Belongings> {
  const { library, log } = deps
  const { places, pass, drop } = shelf

  const isTaken = async (id: string): Promise<boolean> => {
    if ((await library.record(id)) !== null) return true
    const lower = id.toLowerCase()
    const names = await readdir(places.state).catch((error: unknown) => {
      if (isMissing(error)) return []
      throw error
    })
    // File systems may ignore case.
    return names.some((name) => name.toLowerCase() === lower)
  }

  /** Copied beside, compared with what was deleted, and then put into place with one rename. */
  const putBack = async (entryId: string, { id, files }: Manifest): Promise<void> => {
    if (files === null) return
    const beside = places.beside(entryId)
    await rm(beside, { recursive: true, force: true })
    await mkdir(places.state, { recursive: true, mode: 0o700 })
    const wishes = new Map(files.flatMap((entry) => (entry.kind === 'link' ? [] : [[entry.path, entry] as const])))
    const copied = await copyTree(places.copy('out', entryId), beside, (path) => wishes.get(path))
    const print = (entries: Manifest['files']): string =>
      JSON.stringify(
        (entries ?? [])
          .map((entry) => [entry.path, entry.kind, entry.kind === 'file' ? entry.sha256 : ''])
          .toSorted(([a = ''], [b = '']) => (a < b ? -1 : 1)),
      )
    if (print(copied) !== print(files)) throw new AppError('readFailed', entryId)
    await step('out.copied')
    if (await isThere(places.session(id))) throw new AppError('idTaken', id)
    await rename(beside, places.session(id))
    await syncFolder(places.state)
  }

  const restore = async (entryId: string): Promise<Belongings> => {
    const manifest = await describe(entryId)
    const belongings = await readBelongings(places.belongings('kept', entryId))
    if (await isTaken(manifest.id)) throw new AppError('idTaken', manifest.id)
    await shelf.make()
    await pass(entryId, 'kept', 'out').catch((error: unknown) => {
      throw isMissing(error) ? new AppError('trashMissing', entryId) : toAppError(error)
    })
    await step('out.begun')
    try {
      await putBack(entryId, manifest)
    } catch (error) {
      await rm(places.beside(entryId), { recursive: true, force: true }).catch(() => undefined)
      await pass(entryId, 'out', 'kept')
      throw toAppError(error)
    }
    await step('out.placed')
    await giveBack(library, manifest.id, belongings)
    await step('out.given')
    await pass(entryId, 'out', 'done')
    await step('out.done')
    // It is where it was: a copy that can't be removed now goes with the next start.
    await drop(entryId, 'done').catch((error: unknown) => log.error('removing a restored copy', error))
    return belongings
  }

  return restore
}
