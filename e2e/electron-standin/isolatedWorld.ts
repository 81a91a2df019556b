import type { createBridge } from './bridge.ts'
import type { Clone } from './clone.ts'
import type { Head, WorldOptions } from './worlds.ts'

/** Runs in the isolated world before the preload: everything that the preload may reach. */
export function isolatedWorld(options: WorldOptions, codec: Clone, makeBridge: typeof createBridge): void {
  if (!options.subframes && window.top !== window) return
  type Listener = (...args: unknown[]) => void
  const scope = globalThis as unknown as Record<string, unknown>
  const speak = scope[options.binding] as (text: string) => void
  delete scope[options.binding]
  const bridge = makeBridge(options.toMain, options.toIsolated)
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

  class EventEmitter {
    #listeners = new Map<string, Listener[]>()
    on(event: string, listener: Listener): this {
      this.#listeners.set(event, [...(this.#listeners.get(event) ?? []), listener])
      return this
    }
    addListener(event: string, listener: Listener): this {
      return this.on(event, listener)
    }
    once(event: string, listener: Listener): this {
      const once = (...args: unknown[]): void => {
        this.removeListener(event, once)
        listener(...args)
      }
      return this.on(event, Object.assign(once, { listener }))
    }
    off(event: string, listener: Listener): this {
      return this.removeListener(event, listener)
    }
    removeListener(event: string, listener: Listener): this {
      const listeners = this.#listeners.get(event) ?? []
      const at = listeners.findLastIndex(
        (one) => one === listener || (one as { listener?: Listener }).listener === listener,
      )
      if (at !== -1) this.#listeners.set(event, listeners.toSpliced(at, 1))
      return this
    }
    removeAllListeners(event?: string): this {
      if (event === undefined) this.#listeners.clear()
      else this.#listeners.delete(event)
      return this
    }
    emit(event: string, ...args: unknown[]): boolean {
      const listeners = this.#listeners.get(event) ?? []
      for (const listener of listeners) listener.apply(this, args)
      return listeners.length > 0
    }
    listeners(event: string): Listener[] {
      return [...(this.#listeners.get(event) ?? [])]
    }
    listenerCount(event: string): number {
      return this.#listeners.get(event)?.length ?? 0
    }
    eventNames(): string[] {
      return [...this.#listeners.keys()]
    }
    setMaxListeners(): this {
      return this
    }
  }

  class IpcRenderer extends EventEmitter {
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
  for (const name of [...Object.getOwnPropertyNames(EventEmitter.prototype), 'invoke', 'send']) {
    if (name === 'constructor') continue
    const method = (emitter as unknown as Record<string, Listener>)[name] as Listener
    Object.defineProperty(emitter, name, { value: method.bind(emitter), writable: true, configurable: true })
  }

  const paths = new Map<string, string>()
  const keyOf = (file: File): string => JSON.stringify([file.name, file.size, file.lastModified])
  let fileRequests = 0
  const fileWaits = new Map<number, () => void>()

  /**
   * Where a file came from is known to the browser alone, and asking it takes a moment. So the events that bring
   * files are held back until the answer is there, and then sent on to the page.
   */
  function learnPaths(event: Event, files: File[], again: () => Event): void {
    const unknown = files.filter((file) => !paths.has(keyOf(file)))
    const target = event.target
    if (unknown.length === 0 || !target) return
    event.stopImmediatePropagation()
    event.preventDefault()
    const repeat = again()
    const i = ++fileRequests
    scope[`${options.receive}Files${String(i)}`] = unknown
    fileWaits.set(i, () => {
      Reflect.deleteProperty(scope, `${options.receive}Files${String(i)}`)
      target.dispatchEvent(repeat)
    })
    tell({ k: 'files', i }, unknown.length)
  }
  addEventListener(
    'drop',
    (event) => {
      if (!event.isTrusted || !event.dataTransfer) return
      const data = new DataTransfer()
      for (const file of event.dataTransfer.files) data.items.add(file)
      for (const type of event.dataTransfer.types)
        if (type !== 'Files') data.setData(type, event.dataTransfer.getData(type))
      const { clientX, clientY } = event
      const again = { bubbles: true, cancelable: true, composed: true, dataTransfer: data, clientX, clientY }
      learnPaths(event, [...event.dataTransfer.files], () => new DragEvent('drop', again))
    },
    true,
  )
  for (const type of ['input', 'change']) {
    addEventListener(
      type,
      (event) => {
        if (!(event.target instanceof HTMLInputElement) || !event.target.files?.length) return
        learnPaths(event, [...event.target.files], () => new Event(type, { bubbles: true, composed: type === 'input' }))
      },
      true,
    )
  }

  const electron = strictly('electron (in a sandboxed preload)', {
    ipcRenderer,
    contextBridge: strictly('contextBridge', {
      exposeInMainWorld(name: string, api: unknown): void {
        const answer = bridge.post({ k: 'expose', name, v: bridge.pack(api) })
        if (!answer?.['ok']) throw new Error(String(answer?.['v'] ?? 'The page is gone'))
      },
    }),
    webUtils: strictly('webUtils', { getPathForFile: (file: File): string => paths.get(keyOf(file)) ?? '' }),
    webFrame: strictly('webFrame', {
      getZoomFactor: (): number => devicePixelRatio,
      insertText: (text: string): void => void document.execCommand('insertText', false, text),
    }),
  })
  const modules: Record<string, unknown> = {
    electron,
    'electron/renderer': electron,
    'electron/common': electron,
    events: Object.assign(EventEmitter, { EventEmitter }),
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
      const files = scope[`${options.receive}Files${String(head.i)}`] as File[]
      files.forEach((file, at) => paths.set(keyOf(file), (body as string[])[at] ?? ''))
      fileWaits.get(head.i as number)?.()
      fileWaits.delete(head.i as number)
    }
  }
  Object.defineProperty(globalThis, options.receive, { value: receive })
  Object.defineProperty(globalThis, `${options.receive}Preload`, { value: runPreload })

  for (const type of ['keydown', 'keyup'] as const) {
    addEventListener(
      type,
      ({ isTrusted, key, code, repeat, isComposing, shiftKey, ctrlKey, altKey, metaKey, location }) => {
        if (!isTrusted) return
        const held = { shift: shiftKey, control: ctrlKey, alt: altKey, meta: metaKey }
        const what = { type: type === 'keydown' ? 'keyDown' : 'keyUp', key, code, isAutoRepeat: repeat, isComposing }
        tell({ k: 'key' }, { ...what, ...held, location })
      },
      true,
    )
  }

  addEventListener('contextmenu', (event) => {
    if (event.defaultPrevented) return
    // Chromium's own menu is none of the app's.
    event.preventDefault()
    const at = event.composedPath().filter((node) => node instanceof Element)
    const link = at.find((node) => node instanceof HTMLAnchorElement)
    const image = at.find((node) => node instanceof HTMLImageElement)
    const field = at.find((node) => node instanceof HTMLInputElement || node instanceof HTMLTextAreaElement)
    const host = at.find((node) => node instanceof HTMLElement)
    const isEditable = field ? !field.readOnly && !field.disabled : (host?.isContentEditable ?? false)
    const selected =
      field?.value.slice(field.selectionStart ?? 0, field.selectionEnd ?? 0) ?? String(getSelection() ?? '')
    tell(
      { k: 'menu' },
      {
        x: event.clientX,
        y: event.clientY,
        linkURL: link?.href ?? '',
        linkText: link?.textContent ?? '',
        srcURL: image?.currentSrc ?? '',
        mediaType: image ? 'image' : 'none',
        hasImageContents: Boolean(image),
        altText: image?.alt ?? '',
        titleText: host?.title ?? '',
        isEditable,
        selectionText: selected,
      },
    )
  })
}
