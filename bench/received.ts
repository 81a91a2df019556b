import type { ElectronApplication } from '@playwright/test'

declare global {
  /** When main got each `@time` word from the runtime, by what the word says; epoch milliseconds both. */
  var benchReceived: Map<number, number> | undefined
}

/** From here on main notes when a `@time` word arrives on the runtime's output, before any of the app's own code sees it. */
export async function watchReceived(electron: ElectronApplication): Promise<void> {
  await electron.evaluate(() => {
    const received = new Map<number, number>()
    const isListening = globalThis.benchReceived !== undefined
    globalThis.benchReceived = received
    if (isListening) return
    // Not documented, but what Node's own tools use: the processes that main has started.
    const { _getActiveHandles: handles } = process as unknown as { _getActiveHandles(): unknown[] }
    for (const handle of handles.call(process)) {
      const { stdout } = handle as { stdout?: NodeJS.ReadableStream | null }
      if (handle === process || stdout == null || typeof stdout.on !== 'function') continue
      let rest = ''
      stdout.on('data', (data: Buffer | string) => {
        const now = performance.timeOrigin + performance.now()
        const text = rest + data.toString()
        for (const [, word] of text.matchAll(/@(\d{13}\.\d)(?=\D)/g)) {
          const time = Number(word)
          // The whole answer comes once more at its end.
          if (globalThis.benchReceived?.has(time) === false) globalThis.benchReceived.set(time, now)
        }
        rest = text.slice(-16)
      })
    }
  })
}

/** What was noted since. */
export async function received(electron: ElectronApplication): Promise<ReadonlyMap<number, number>> {
  return new Map(await electron.evaluate(() => [...(globalThis.benchReceived ?? [])]))
}
