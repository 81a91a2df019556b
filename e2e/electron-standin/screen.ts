import { assertReady } from './core.ts'
import { StrictEmitter } from './strict.ts'

/** The size of the one display: `RETOMA_STANDIN_SCREEN=1920x1080`. */
export function screenSize(): Electron.Size {
  const [width, height] = (process.env['RETOMA_STANDIN_SCREEN'] ?? '').split('x').map(Number)
  return width && height ? { width, height } : { width: 1920, height: 1080 }
}

function display(): Electron.Display {
  const size = screenSize()
  const bounds = { x: 0, y: 0, ...size }
  return {
    id: 1,
    label: 'The stand-in’s display',
    bounds,
    workArea: bounds,
    size,
    workAreaSize: size,
    scaleFactor: 1,
    rotation: 0,
    internal: false,
    detected: true,
    monochrome: false,
    colorDepth: 24,
    colorSpace: '',
    depthPerComponent: 8,
    displayFrequency: 60,
    maximumCursorSize: { width: 64, height: 64 },
    nativeOrigin: { x: 0, y: 0 },
    accelerometerSupport: 'unavailable',
    touchSupport: 'unavailable',
  }
}

/** `screen`. */
export class Screen extends StrictEmitter {
  static override standinName = 'screen'
  static override standinEvents: ReadonlySet<string> = new Set([
    'display-added',
    'display-removed',
    'display-metrics-changed',
  ])

  #display(): Electron.Display {
    assertReady("The 'screen' module can't be used before the app 'ready' event")
    return display()
  }

  getAllDisplays(): Electron.Display[] {
    return [this.#display()]
  }

  getPrimaryDisplay(): Electron.Display {
    return this.#display()
  }

  getDisplayMatching(): Electron.Display {
    return this.#display()
  }

  getDisplayNearestPoint(): Electron.Display {
    return this.#display()
  }

  getCursorScreenPoint(): Electron.Point {
    const { width, height } = this.#display().size
    return { x: Math.round(width / 2), y: Math.round(height / 2) }
  }
}

/** The only one. */
export const screen = new Screen()
