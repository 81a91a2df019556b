import type { Clone } from './clone.ts'
import type { Head, WorldOptions, WorldParts } from './worlds.ts'

/** Runs in the isolated world before the preload: everything that the preload may reach. */
export function isolatedWorld(options: WorldOptions, codec: Clone, parts: WorldParts): void {
  if (!options.subframes && window.top !== window) return
  type Listener = (...args: unknown[]) => void
  const scope = globalThis as unknown as Record<string, unknown>
  const speak = scope[options.binding] as (text: string) => void
  Reflect.deleteProperty(scope, options.binding)
  const bridge = parts.createBridge(options.toMain, options.toIsolated)
  const { WorldEmitter } = parts
  const files = parts.watchFiles(options, tell)
  parts.reportInput(tell)
  const waiting = new Map<number, [(value: unknown) => void, (error: Error) => void, string]>()
  let calls = 0

  function tell(head: Head, body: unknown): void {
    speak(JSON.stringify(head) + '\n' + codec.encode(body))
  }

  function strictly<T extends object>(name: string, object: T): T {
    return new Proxy(object, {
      get(target, key, receiver): unknown {
        if (typeof key === 'symbol' || key in target || ['then', 'toJSON', 'default', '__esModule'].includes(key)) {
          return Reflect.get(target, key, receiver)
        }
        throw new Error(`the stand-in for Electron has no ${name}.${key}`)
      },
    })
  }

  class IpcRenderer extends WorldEmitter {
    async invoke(channel: string, ...args: unknown[]): Promise<unknown> {
      const body = codec.encode(args)
      const i = ++calls
      return new Promise((resolve, reject) => {
        waiting.set(i, [resolve, reject, channel])
        speak(JSON.stringify({ k: 'invoke', i, c: channel } satisfies Head) + '\n' + body)
      })
    }
    send(channel: string, ...args: unknown[]): void {
      tell({ k: 'send', c: channel }, args)
    }
  }

  const emitter = new IpcRenderer()
  const ipcRenderer: IpcRenderer = strictly('ipcRenderer', emitter)
  // Private fields are looked up on the true object, so methods run on it.
  for (const name of [...Object.getOwnPropertyNames(WorldEmitter.prototype), 'invoke', 'send']) {
    if (name === 'constructor') continue
    const method = (emitter as unknown as Record<string, Listener>)[name] as Listener
    Object.defineProperty(emitter, name, { value: method.bind(emitter), writable: true, configurable: true })
  }

  const electron = strictly('electron (in a sandboxed preload)', {
    ipcRenderer,
    contextBridge: strictly('contextBridge', {
      exposeInMainWorld(name: string, api: unknown): void {
        const answer = bridge.post({ k: 'expose', name, v: bridge.pack(api) })
        const reason = answer?.['v']
        if (!answer?.['ok']) throw new Error(typeof reason === 'string' ? reason : 'The page is gone')
      },
    }),
    webUtils: strictly('webUtils', { getPathForFile: files.pathOf }),
    webFrame: strictly('webFrame', { getZoomFactor: (): number => devicePixelRatio }),
  })
  const modules: Record<string, unknown> = {
    electron,
    'electron/renderer': electron,
    'electron/common': electron,
    events: Object.assign(WorldEmitter, { EventEmitter: WorldEmitter }),
    timers: { setTimeout, clearTimeout, setInterval, clearInterval },
    url: { URL, URLSearchParams },
  }

  const process = strictly('process (in a sandboxed preload)', {
    ...options.process,
    env: {},
    type: 'renderer',
    sandboxed: true,
    contextIsolated: true,
    isMainFrame: window.top === window,
  })

  const require = (name: string): unknown => {
    const found = modules[name.replace(/^node:/, '')]
    if (found) return found
    throw new Error(`module not found: ${name}`)
  }

  type Preload = (...args: unknown[]) => void
  const runPreload = (path: string, run: Preload): void => {
    const module = { exports: {} }
    try {
      run.call(module.exports, require, module, module.exports, process, globalThis)
    } catch (error) {
      console.error(`Unable to load preload script: ${path}\n`, error)
      tell({ k: 'error', c: path }, error instanceof Error ? error : new Error(String(error)))
    }
  }

  const receive = (text: string): void => {
    const end = text.indexOf('\n')
    const head = JSON.parse(text.slice(0, end)) as Head
    const body = codec.decode(text.slice(end + 1))
    if (head.k === 'send') {
      emitter.emit(head.c as string, { sender: ipcRenderer, ports: [] }, ...(body as unknown[]))
    } else if (head.k === 'reply') {
      const call = waiting.get(head.i as number)
      waiting.delete(head.i as number)
      if (head.ok) call?.[0](body)
      else call?.[1](new Error(`Error invoking remote method '${call[2]}': ${body as string}`))
    } else if (head.k === 'visible') {
      bridge.post({ k: 'visible', visible: body })
    } else if (head.k === 'paths') {
      files.learned(head.i as number, body as string[])
    }
  }
  Object.defineProperty(globalThis, options.receive, { value: receive })
  Object.defineProperty(globalThis, `${options.receive}Preload`, { value: runPreload })
}
