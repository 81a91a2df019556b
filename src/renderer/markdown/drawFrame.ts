import './diagram.css'

/** An SVG text, null when the source is none that can be drawn; `slow` when no answer came in time. */
export interface DrawAnswer {
  readonly svg: string | null
  readonly slow: boolean
}

/** Where diagrams are drawn. */
export interface DrawFrame {
  draw(source: string, colours: Readonly<Record<string, string>>, patience: number): Promise<DrawAnswer>
  dispose(): void
}

/**
 * A page within the page, out of sight, that draws. It is sandboxed without an origin: it has no bridge, no storage, no
 * network, and can't reach this page. All that comes out of it is a text.
 */
export function createDrawFrame(): DrawFrame {
  const frame = document.createElement('iframe')
  frame.sandbox.add('allow-scripts')
  frame.className = 'draw-frame'
  frame.tabIndex = -1
  frame.setAttribute('aria-hidden', 'true')
  frame.title = ''
  const { port1: port, port2 } = new MessageChannel()
  const waiting = new Map<number, (svg: string | null) => void>()
  let asked = 0
  port.onmessage = ({ data }: MessageEvent<unknown>) => {
    if (typeof data !== 'object' || data === null || !('id' in data) || !('svg' in data)) return
    const { id, svg } = data
    if (typeof id !== 'number') return
    waiting.get(id)?.(typeof svg === 'string' ? svg : null)
  }
  frame.addEventListener('load', () => frame.contentWindow?.postMessage('draw', '*', [port2]), { once: true })
  frame.src = 'diagram.html'
  document.body.append(frame)
  return {
    draw: (source, colours, patience) =>
      new Promise((resolve) => {
        asked += 1
        const id = asked
        const done = (svg: string | null, slow = false): void => {
          clearTimeout(late)
          waiting.delete(id)
          resolve({ svg, slow })
        }
        const late = setTimeout(() => done(null, true), patience)
        waiting.set(id, done)
        // Kept by the port until the page is there to read it.
        port.postMessage({ id, source, colours })
      }),
    dispose: () => {
      for (const done of waiting.values()) done(null)
      port.close()
      frame.remove()
    },
  }
}
