import { EventEmitter } from 'node:events'

/** What Node, test runners and bundlers ask of any object; answering `undefined` to these is no promise. */
const ASKED_OF_ANYTHING = new Set([
  'then',
  'toJSON',
  'inspect',
  'asymmetricMatch',
  'nodeType',
  'tagName',
  '$$typeof',
  'default',
  '__esModule',
  'domain',
])

const NONE: ReadonlySet<string> = new Set()

/** Events that every emitter has. */
const OF_ANY_EMITTER = new Set(['error', 'newListener', 'removeListener'])

/** The error for a part of Electron that the stand-in lacks; `what` reads like `app.foo`. */
export function missing(what: string): Error {
  return new Error(`the stand-in for Electron has no ${what}`)
}

/**
 * The end of a prototype chain at which a missing name throws. It sits *behind* the object instead of around it, so
 * that methods still see the true `this`, private fields included. Symbols pass, and `'foo' in app` stays an honest no.
 */
function lastResort<T extends object>(
  base: T,
  nameOf: (receiver: unknown) => string,
  absent: ReadonlySet<string> = NONE,
): T {
  return new Proxy(base, {
    get(target, key, receiver): unknown {
      if (typeof key === 'symbol' || key in target || ASKED_OF_ANYTHING.has(key) || absent.has(key)) {
        return Reflect.get(target, key, receiver)
      }
      throw missing(`${nameOf(receiver)}.${key}`)
    },
    // So that `instanceof EventEmitter` holds although this proxy stands between.
    getPrototypeOf: () => base,
  })
}

/** Makes a plain object throw by name for whatever it does not have, except for what Electron's has not, either. */
export function strict<T extends object>(name: string, object: T, absent?: ReadonlySet<string>): T {
  Object.setPrototypeOf(
    object,
    lastResort(Object.prototype, () => name, absent),
  )
  return object
}

/** An event emitter that throws by name for missing properties and for events that the stand-in never emits. */
export class StrictEmitter extends EventEmitter {
  /** How the object is called in Electron's documentation; subclasses override it. */
  static standinName = 'emitter'
  /** The events that may be listened to, or null for any. */
  static standinEvents: ReadonlySet<string> | null = null

  override on(event: string | symbol, listener: (...args: unknown[]) => void): this {
    checkEvent(this, event)
    return super.on(event, listener)
  }

  override addListener(event: string | symbol, listener: (...args: unknown[]) => void): this {
    return this.on(event, listener)
  }

  override prependListener(event: string | symbol, listener: (...args: unknown[]) => void): this {
    checkEvent(this, event)
    return super.prependListener(event, listener)
  }
}

function classOf(value: unknown): typeof StrictEmitter {
  return typeof value === 'function'
    ? (value as typeof StrictEmitter)
    : ((value as object).constructor as typeof StrictEmitter)
}

function checkEvent(emitter: StrictEmitter, event: string | symbol): void {
  const { standinName, standinEvents } = classOf(emitter)
  if (typeof event === 'symbol' || !standinEvents || standinEvents.has(event) || OF_ANY_EMITTER.has(event)) return
  throw missing(`${standinName}.on('${event}')`)
}

Object.setPrototypeOf(
  StrictEmitter.prototype,
  lastResort(EventEmitter.prototype, (receiver) => classOf(receiver).standinName),
)
Object.setPrototypeOf(
  StrictEmitter,
  lastResort(EventEmitter, (receiver) => {
    const name = classOf(receiver).standinName
    return name.charAt(0).toUpperCase() + name.slice(1)
  }),
)
