import { join } from 'node:path'

/**
 * Where an entry of the trash is tells how far it came; each step from one place to the next is one rename.
 * `in`: on its way into the trash; `kept`: in the trash; `out`: on its way back; `done`: came back, what is left can go;
 * `gone`: deleted for good, what is left must go.
 */
export type Place = 'in' | 'kept' | 'out' | 'done' | 'gone'

/** The places beside `kept`, which is the trash folder itself. */
export const passages = ['in', 'out', 'done', 'gone'] as const

/** The paths of a trash and of the home that it serves. */
export interface Places {
  readonly root: string
  readonly state: string
  place(place: Place): string
  entry(place: Place, entryId: string): string
  /** The copied folder of an entry. */
  copy(place: Place, entryId: string): string
  manifest(place: Place, entryId: string): string
  belongings(place: Place, entryId: string): string
  /** The folder of a session. */
  session(id: string): string
  /** Where a session is put together before it takes its place; no program takes it for a session. */
  beside(entryId: string): string
}

/** See {@link Places}. */
export function createPlaces(root: string, home: string): Places {
  const state = join(home, 'session-state')
  const place = (which: Place): string => (which === 'kept' ? root : join(root, `.${which}`))
  const entry = (which: Place, entryId: string): string => join(place(which), entryId)
  return {
    root,
    state,
    place,
    entry,
    copy: (which, entryId) => join(entry(which, entryId), 'session'),
    manifest: (which, entryId) => join(entry(which, entryId), 'manifest.json'),
    belongings: (which, entryId) => join(entry(which, entryId), 'library.json'),
    session: (id) => join(state, id),
    beside: (entryId) => join(state, `.retoma-${entryId}.tmp`),
  }
}

/** Names that are safe in a path: entries are made here, ids by the rule that the runtime has for them. */
export function isSafeName(name: string): boolean {
  return /^[A-Za-z0-9_-]{1,255}$/u.test(name)
}
