import { assertReady } from './core.ts'
import { strict } from './strict.ts'

const registered = new Map<string, () => void>()

function assertUsable(): void {
  assertReady('globalShortcut cannot be used before the app is ready')
}

/** `globalShortcut`: takes no key from the system. */
export const globalShortcut = strict('globalShortcut', {
  register(accelerator: string, callback: () => void): boolean {
    assertUsable()
    if (registered.has(accelerator)) return false
    registered.set(accelerator, callback)
    return true
  },
  registerAll(accelerators: string[], callback: () => void): void {
    for (const accelerator of accelerators) globalShortcut.register(accelerator, callback)
  },
  isRegistered(accelerator: string): boolean {
    assertUsable()
    return registered.has(accelerator)
  },
  unregister(accelerator: string): void {
    assertUsable()
    registered.delete(accelerator)
  },
  unregisterAll(): void {
    assertUsable()
    registered.clear()
  },
})
