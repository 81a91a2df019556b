import { parentPort } from 'node:worker_threads'
import { AppError } from '../../shared/errors.ts'
import { serve } from './serve.ts'

/** What the worker of the tests answers. */
export interface TestMethods {
  add(a: number, b: number): number
  echo(value: unknown): unknown
  refuse(detail: string): never
  fail(text: string): never
  uncloneable(): unknown
  untilCancelled(): string
  crash(): void
  silence(): void
  tell(times: number): void
  wasCancelled(): boolean
}

/** What the worker of the tests tells. */
export interface TestNotifications {
  told: { readonly n: number }
}

if (parentPort !== null) {
  let cancelled = false
  const server = serve<TestMethods, TestNotifications>(parentPort, {
    add: (a, b) => a + b,
    echo: (value) => value,
    refuse: (detail) => {
      throw new AppError('folderMissing', detail)
    },
    fail: (text) => {
      throw new TypeError(`quoted: ${text}`)
    },
    uncloneable: () => () => 1,
    untilCancelled: (signal) =>
      new Promise((resolve) => {
        server.notify('told', { n: 0 })
        signal.addEventListener('abort', () => {
          cancelled = true
          resolve('cancelled')
        })
      }),
    crash: () => {
      setImmediate(() => {
        throw new Error('secret words')
      })
    },
    silence: () => new Promise(() => undefined),
    tell: (times) => {
      for (let n = 1; n <= times; n += 1) server.notify('told', { n })
    },
    wasCancelled: () => cancelled,
  })
}
