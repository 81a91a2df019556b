import { rm } from 'node:fs/promises'
import type { Agent } from '../agent/port.ts'
import type { Library } from '../library/port.ts'
import { giveBack, readBelongings, type Belongings } from './belongings.ts'
import { readManifest, type Manifest } from './manifest.ts'
import { createPlaces } from './places.ts'
import type { Shelf } from './shelf.ts'
import { continues, isThere, standingOf } from './tree.ts'

/** What settles half-done entries. */
export interface RecoverDeps {
  readonly shelf: Shelf
  readonly folder: string
  readonly library: Library
  readonly agent: Pick<Agent, 'remove'>
  readonly log: { readonly error: (what: string, error: unknown) => void }
}

/** Does or undoes what was cut: each entry for itself, so that one that can't be settled stops no other. */
export async function recoverEntries(deps: RecoverDeps): Promise<void> {
  for (const entryId of await deps.shelf.entriesOf('in')) await guarded(deps, () => settleIn(deps, entryId))
  for (const entryId of await deps.shelf.entriesOf('out')) await guarded(deps, () => settleOut(deps, entryId))
}

async function guarded(deps: RecoverDeps, settle: () => Promise<void>): Promise<void> {
  try {
    await settle()
  } catch (error) {
    deps.log.error('settling an entry of the trash', error)
  }
}

/** Cut on the way in: without a manifest the copy was not whole, and the session was not touched. */
async function settleIn(deps: RecoverDeps, entryId: string): Promise<void> {
  const manifest = await readManifest(deps.shelf.places, 'in', entryId)
  if (manifest === null) return deps.shelf.drop(entryId, 'in')
  const { id } = manifest
  // It may have been another home's: that one is asked, wherever we look now.
  const session = createPlaces(deps.folder, manifest.home).session(id)
  switch (await standingOf(session, manifest.files ?? [])) {
    case 'unchanged':
    case 'whole':
      // The session is there: it stays, and can be deleted again.
      return deps.shelf.drop(entryId, 'in')
    case 'absent':
      await deps.library.removeSession(id)
      return deps.shelf.pass(entryId, 'in', 'kept')
    case 'part':
      // The runtime was removing it: what is left is in the copy as well.
      if (session === deps.shelf.places.session(id) && (await isRemoved(deps, id, session))) {
        await deps.library.removeSession(id)
      }
      return deps.shelf.pass(entryId, 'in', 'kept')
    case 'other':
      // Somebody writes there: both are kept.
      return deps.shelf.pass(entryId, 'in', 'kept')
  }
}

async function isRemoved(deps: RecoverDeps, id: string, session: string): Promise<boolean> {
  try {
    await deps.agent.remove(id)
  } catch (error) {
    deps.log.error('removing what was left of a session', error)
  }
  return !(await isThere(session))
}

/** Cut on the way back: once the folder has taken its place, the rest is done; before, it is undone. */
async function settleOut(deps: RecoverDeps, entryId: string): Promise<void> {
  const { places } = deps.shelf
  const manifest = await readManifest(places, 'out', entryId)
  await rm(places.beside(entryId), { recursive: true, force: true })
  const belongings = await readBelongings(places.belongings('out', entryId))
  if (manifest === null || !(await isBack(deps, manifest, belongings))) return deps.shelf.pass(entryId, 'out', 'kept')
  await giveBack(deps.library, manifest.id, belongings)
  await deps.shelf.pass(entryId, 'out', 'done')
}

async function isBack(
  { shelf: { places }, library }: RecoverDeps,
  { id, files }: Manifest,
  { record }: Belongings,
): Promise<boolean> {
  if (files !== null) return (await isThere(places.session(id))) && (await continues(places.session(id), files))
  // Nothing was to be put in place: it is for the library alone, unless the id was taken since.
  const found = await library.record(id)
  if (found !== null) return found.createdAt === record?.createdAt
  return !(await isThere(places.session(id)))
}
