import { randomUUID } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { AppError } from '../../shared/errors.ts'
import type { SessionRow } from '../../shared/model/session.ts'
import { gather } from './belongings.ts'
import { toAppError } from './failure.ts'
import type { Manifest } from './manifest.ts'
import { isSafeName } from './places.ts'
import type { Shelf } from './shelf.ts'
import type { TrashDeps, TrashStep } from './trash.ts'
import { copyTree, isThere, standingOf, syncFolder, writeDurably } from './tree.ts'

/** What a session is called when it goes. */
export interface Leaving {
  readonly id: string
  readonly title: string
  readonly origin: SessionRow['origin']
  readonly unsent: boolean
}

/** The way in: copy, compare, describe, and only then the runtime's own deletion. */
export function createMoveIn(
  deps: TrashDeps,
  shelf: Shelf,
  step: (which: TrashStep) => Promise<void>,
): (session: Leaving) => Promise<string> {
  const { home, library, agent, now } = deps
  const { places, pass, drop } = shelf

  const copyIn = async (entryId: string, session: Leaving): Promise<Manifest> => {
    const source = places.session(session.id)
    const files = (await isThere(source)) ? await copyTree(source, places.copy('in', entryId)) : null
    await step('in.copied')
    const belongings = await gather(library, session.id)
    const manifest: Manifest = {
      version: 1,
      ...session,
      deletedAt: now(),
      size: (files ?? []).reduce((sum, entry) => sum + (entry.kind === 'file' ? entry.size : 0), 0),
      bookmarks: belongings.bookmarks.length,
      home,
      files,
    }
    await writeDurably(places.belongings('in', entryId), JSON.stringify(belongings))
    await writeDurably(places.manifest('in', entryId), JSON.stringify(manifest))
    await syncFolder(places.place('in'))
    return manifest
  }

  /** The runtime's own deletion: of exactly what was copied, and of nothing else. */
  const removeOriginal = async ({ id, files }: Manifest): Promise<void> => {
    if (files === null) {
      if (await isThere(places.session(id))) throw new AppError('sessionInUse', id)
      return
    }
    if ((await standingOf(places.session(id), files)) !== 'unchanged') throw new AppError('sessionInUse', id)
    await agent.remove(id)
    if (await isThere(places.session(id))) throw new AppError('writeFailed', id)
  }

  const moveIn = async (session: Leaving): Promise<string> => {
    if (!isSafeName(session.id)) throw new AppError('idInvalid', session.id)
    const entryId = `${now()}-${randomUUID().slice(0, 8)}`
    let manifest: Manifest | null = null
    try {
      await shelf.make()
      await mkdir(places.entry('in', entryId), { mode: 0o700 })
      await step('in.begun')
      manifest = await copyIn(entryId, session)
      await step('in.described')
      await removeOriginal(manifest)
    } catch (error) {
      const standing =
        manifest?.files == null
          ? 'whole'
          : await standingOf(places.session(session.id), manifest.files).catch(() => 'part')
      // Once a part of the original is gone, the copy is what there is: it is kept, whatever went wrong.
      if (standing === 'part' || standing === 'other') await pass(entryId, 'in', 'kept')
      else if (standing !== 'absent') await drop(entryId, 'in').catch(() => undefined)
      if (standing !== 'absent') throw toAppError(error)
    }
    await step('in.removed')
    await library.removeSession(session.id)
    await step('in.forgotten')
    await pass(entryId, 'in', 'kept')
    await step('in.kept')
    return entryId
  }

  return moveIn
}
