/** A rectangle on the screen, in device-independent pixels. */
export interface Rect {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** The smallest window. */
export const MIN_SIZE = { width: 720, height: 480 } as const
/** The window of a first start. */
const DEFAULT_SIZE = { width: 1280, height: 820 } as const

/**
 * The bounds for a window that was at `saved`, given the work areas of the displays there are now (the main one first):
 * as saved where that is still visible, moved and shrunk into the nearest display otherwise, centred when nothing is known.
 */
export function fitBounds(saved: Rect | null, workAreas: readonly Rect[]): Rect {
  const main = workAreas[0] ?? { x: 0, y: 0, ...DEFAULT_SIZE }
  if (saved === null) return centred(DEFAULT_SIZE, main)
  const wanted = {
    x: saved.x,
    y: saved.y,
    width: Math.max(MIN_SIZE.width, saved.width),
    height: Math.max(MIN_SIZE.height, saved.height),
  }
  if (workAreas.some((area) => isReachable(wanted, area))) return wanted
  return into(wanted, nearest(wanted, workAreas) ?? main)
}

/** A window can be used when its title bar can be grabbed and most of it can be seen, on one display or across some. */
function isReachable(rect: Rect, area: Rect): boolean {
  const width = Math.min(rect.x + rect.width, area.x + area.width) - Math.max(rect.x, area.x)
  const height = Math.min(rect.y + rect.height, area.y + area.height) - Math.max(rect.y, area.y)
  const barVisible = rect.y >= area.y && rect.y < area.y + area.height - 40
  return barVisible && width >= Math.min(rect.width, area.width) / 2 && height >= Math.min(rect.height, area.height) / 2
}

function into(rect: Rect, area: Rect): Rect {
  const width = Math.min(rect.width, area.width)
  const height = Math.min(rect.height, area.height)
  return {
    x: Math.min(Math.max(rect.x, area.x), area.x + area.width - width),
    y: Math.min(Math.max(rect.y, area.y), area.y + area.height - height),
    width,
    height,
  }
}

function centred(size: { readonly width: number; readonly height: number }, area: Rect): Rect {
  const width = Math.min(size.width, area.width)
  const height = Math.min(size.height, area.height)
  return {
    x: Math.round(area.x + (area.width - width) / 2),
    y: Math.round(area.y + (area.height - height) / 2),
    width,
    height,
  }
}

function nearest(rect: Rect, areas: readonly Rect[]): Rect | undefined {
  const distance = (area: Rect): number =>
    Math.hypot(
      rect.x + rect.width / 2 - (area.x + area.width / 2),
      rect.y + rect.height / 2 - (area.y + area.height / 2),
    )
  return areas.toSorted((a, b) => distance(a) - distance(b))[0]
}
