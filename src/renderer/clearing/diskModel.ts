import { hierarchy, treemap, treemapSquarify } from 'd3-hierarchy'
import type { DiskUse } from '../../shared/diskUse.ts'
import { folderName } from '../../shared/folderName.ts'
import type { SessionRow } from '../../shared/model/session.ts'

/** By what the room of sessions is told apart. */
export type DiskGrouping = 'session' | 'folder' | 'age'

/** One part of the picture. */
export interface DiskPart {
  readonly key: string
  /** What it is called: an id, a folder, or the name of an age. */
  readonly name: string
  readonly bytes: number
  readonly count: number
  /** The newest activity in it, epoch milliseconds; null where none is known. */
  readonly activeAt: number | null
  /** A session that can be opened. */
  readonly id: string | null
}

/** A part with its place in the picture, in hundredths of its width and height. */
export interface Tile extends DiskPart {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

/** So many parts are drawn by themselves: smaller ones could neither be read nor pressed. */
const MOST = 48
const DAY = 86_400_000

/** Ages by their last day. */
export const ageBounds = [7, 30, 90, 365] as const

/** The index of the age that a moment has: 0 is the newest, one behind the last bound the oldest. */
export function ageOf(activeAt: number | null, now: number): number {
  if (activeAt === null) return ageBounds.length
  const at = ageBounds.findIndex((days) => activeAt >= now - days * DAY)
  return at < 0 ? ageBounds.length : at
}

/** The parts of what sessions take, the largest first; what is too small for a part of its own is one together, without a name. */
export function partsOf(
  use: DiskUse,
  rows: ReadonlyMap<string, SessionRow>,
  by: DiskGrouping,
  now: number,
): readonly DiskPart[] {
  const groups = new Map<string, DiskPart>()
  for (const [at, id] of use.sessions.ids.entries()) {
    const bytes = use.sessions.bytes[at] ?? 0
    const row = rows.get(id)
    const activeAt = row?.activeAt ?? null
    const age = String(ageOf(activeAt, now))
    const key = by === 'session' ? id : by === 'folder' ? (row?.folder ?? '') : age
    const name = by === 'session' ? (row?.title ?? id) : by === 'folder' ? folderName(key) : key
    const before = groups.get(key)
    groups.set(key, {
      key,
      name,
      bytes: bytes + (before?.bytes ?? 0),
      count: 1 + (before?.count ?? 0),
      activeAt: Math.max(activeAt ?? 0, before?.activeAt ?? 0) || null,
      id: by === 'session' && row !== undefined ? id : null,
    })
  }
  const sorted = [...groups.values()].toSorted((a, b) => b.bytes - a.bytes)
  if (sorted.length <= MOST) return sorted
  const small = sorted.slice(MOST - 1)
  const rest = {
    key: 'rest',
    name: '',
    bytes: small.reduce((sum, part) => sum + part.bytes, 0),
    count: small.reduce((sum, part) => sum + part.count, 0),
    activeAt: null,
    id: null,
  }
  return [...sorted.slice(0, MOST - 1), rest]
}

/** Where each part lies in a picture of this shape (width to height): as near to squares as it goes, areas as their bytes. */
export function tilesOf(parts: readonly DiskPart[], shape: number): readonly Tile[] {
  const root = hierarchy<{ readonly children?: readonly DiskPart[] } | DiskPart>({ children: parts }, (one) =>
    'children' in one ? one.children : undefined,
  ).sum((one) => ('bytes' in one ? Math.max(one.bytes, 1) : 0))
  const laid = treemap<{ readonly children?: readonly DiskPart[] } | DiskPart>()
    .tile(treemapSquarify)
    .size([100 * shape, 100])(root)
  return laid.leaves().flatMap((leaf) => {
    const { x0, x1, y0, y1, data } = leaf
    if (!('bytes' in data)) return []
    return [{ ...data, left: x0 / shape, top: y0, width: (x1 - x0) / shape, height: y1 - y0 }]
  })
}
