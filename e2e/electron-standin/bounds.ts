import { screenSize } from './screen.ts'

type Options = Electron.BrowserWindowConstructorOptions

/** Where a new window goes: as asked, or in the middle of the screen. */
export function firstBounds({ width = 800, height = 600, x, y }: Options): Electron.Rectangle {
  return { width, height, ...(x !== undefined && y !== undefined ? { x, y } : centred({ width, height })) }
}

/** The place in the middle of the screen. */
export function centred({ width, height }: Electron.Size): Electron.Point {
  const screen = screenSize()
  return { x: Math.round((screen.width - width) / 2), y: Math.round((screen.height - height) / 2) }
}

/** The whole screen. */
export function wholeScreen(): Electron.Rectangle {
  return { x: 0, y: 0, ...screenSize() }
}
