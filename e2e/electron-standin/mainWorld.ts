import type { createBridge } from './bridge.ts'
import type { WorldOptions } from './worlds.ts'

/**
 * Runs in the page's own world, in all frames: what would open a window is told to the app instead. Chromium has no
 * way to refuse windows from outside, only to close them once they are there.
 */
export function refuseWindows(options: WorldOptions): void {
  const native = window.open.bind(window)
  const { apply } = Reflect
  const { dispatchEvent } = EventTarget.prototype
  const Event = CustomEvent
  const Address = URL
  const open = (url: unknown = '', target: unknown = '_blank', features: unknown = ''): WindowProxy | null => {
    const [given, name, wanted] = [String(url), String(target), String(features)]
    const stays = ['_self', '_top', '_parent'].includes(name.toLowerCase())
    if (stays || (name !== '_blank' && name in window.frames)) return native(given, name, wanted)
    const address = given === '' ? 'about:blank' : new Address(given, document.baseURI).href
    const detail = { url: address, frameName: name === '_blank' ? '' : name, features: wanted }
    apply(dispatchEvent, window, [new Event(`${options.toIsolated}Open`, { detail })])
    return null
  }
  Object.defineProperty(window, 'open', { value: open, writable: true, enumerable: true, configurable: true })
}

/** Runs first in the page's own world, before any script of the page: receives what the preload exposes. */
export function mainWorld(options: WorldOptions, makeBridge: typeof createBridge): void {
  if (!options.subframes && window.top !== window) return
  const bridge = makeBridge(options.toIsolated, options.toMain)
  const { freeze, values, defineProperty } = Object

  function freezeDeep(value: unknown): unknown {
    if ((typeof value !== 'object' || value === null) && typeof value !== 'function') return value
    for (const item of values(value)) freezeDeep(item)
    return freeze(value)
  }

  bridge.on('expose', (message) => {
    const name = message['name'] as string
    if (name in window) {
      bridge.answer(false, 'Cannot bind an API on top of an existing property on the window object')
      return
    }
    const value = freezeDeep(bridge.unpack(message['v'] as readonly unknown[]))
    defineProperty(window, name, { value, enumerable: true })
    bridge.answer(true, ['c', undefined])
  })

  // A hidden window's page is told so by the main process: for Chromium it stays visible, so that nothing is throttled.
  let hidden = false
  for (const [name, whenHidden] of [
    ['hidden', true],
    ['visibilityState', 'hidden'],
  ] as const) {
    const native = Object.getOwnPropertyDescriptor(Document.prototype, name)?.get as () => unknown
    Object.defineProperty(Document.prototype, name, {
      configurable: true,
      enumerable: true,
      get(this: Document): unknown {
        return hidden ? whenHidden : Reflect.apply(native, this, [])
      },
    })
  }
  bridge.on('visible', (message) => {
    if (hidden === !message['visible']) return
    hidden = !hidden
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))
  })
}
