type Packed = readonly unknown[]

/** One end of the bridge between a page's two worlds. */
export interface Bridge {
  post(message: Record<string, unknown>): Record<string, unknown> | undefined
  pack(value: unknown): Packed
  unpack(packed: Packed): unknown
  on(kind: string, handler: (message: Record<string, unknown>) => void): void
  answer(ok: boolean, value: unknown): void
}

/**
 * One end of the bridge between the page's world and the isolated world; runs in both, and is self-contained. Both
 * share the window's event dispatch but no objects: Chromium clones an event's detail on its way to the other world.
 */
export function createBridge(outgoing: string, incoming: string): Bridge {
  const { apply, getPrototypeOf, ownKeys } = Reflect
  const { isArray } = Array
  const { keys, defineProperty } = Object
  const { dispatchEvent, addEventListener } = EventTarget.prototype
  const Event = CustomEvent
  const detailOf = Object.getOwnPropertyDescriptor(CustomEvent.prototype, 'detail')?.get as () => unknown
  const clone = structuredClone
  const world = window
  const handlers: Record<string, (message: Record<string, unknown>) => void> = { __proto__: null } as never
  /** Functions of this side that the other side may call. */
  const offered: Array<(...args: unknown[]) => unknown> = []
  const offeredAt = new WeakMap<object, number>()
  /** Stand-ins for functions of the other side; a function that comes home is itself again, as in Electron. */
  const foreign = new WeakMap<object, number>()
  const promised = new Map<number, [(value: unknown) => void, (reason: unknown) => void]>()
  let promises = 0
  let answered: Record<string, unknown> | undefined

  function post(message: Record<string, unknown>): Record<string, unknown> | undefined {
    answered = undefined
    apply(dispatchEvent, world, [new Event(outgoing, { detail: message })])
    return answered
  }

  function isSimple(value: unknown, depth: number): boolean {
    switch (typeof value) {
      case 'function':
      case 'symbol':
        return false
      case 'object':
        break
      default:
        return true
    }
    if (value === null) return true
    if (depth > 100) return false
    if (isArray(value)) {
      for (let i = 0; i < value.length; i++) if (!isSimple(value[i], depth + 1)) return false
      return true
    }
    const prototype = getPrototypeOf(value)
    if (prototype !== Object.prototype && prototype !== null) return false
    for (const key of keys(value)) if (!isSimple((value as Record<string, unknown>)[key], depth + 1)) return false
    return true
  }

  function packAt(value: unknown, depth: number): Packed {
    if (depth > 1000) {
      throw new Error(
        'Electron contextBridge recursion depth exceeded.  Nested objects deeper than 1000 are not supported.',
      )
    }
    if (typeof value === 'symbol') return ['c', undefined]
    if (typeof value === 'function') {
      const home = foreign.get(value)
      if (home !== undefined) return ['home', home]
      let id = offeredAt.get(value)
      if (id === undefined) {
        id = offered.length
        offered[id] = value as (...args: unknown[]) => unknown
        offeredAt.set(value, id)
      }
      return ['f', id]
    }
    if (typeof value !== 'object' || value === null) return ['c', value]
    if (value instanceof Promise) {
      const id = ++promises
      value.then(
        (result: unknown) => settle(id, true, result),
        (reason: unknown) => settle(id, false, reason),
      )
      return ['p', id]
    }
    if (value instanceof Error) return ['e', value.message]
    if (isArray(value)) return ['a', ...value.map((item: unknown) => packAt(item, depth + 1))]
    const tag = Object.prototype.toString.call(value)
    if (tag === '[object Object]') {
      const names = keys(value)
      return ['o', names, ...names.map((name) => packAt((value as Record<string, unknown>)[name], depth + 1))]
    }
    try {
      return ['c', clone(value)]
    } catch {
      throw new Error('An object could not be cloned.')
    }
  }

  function pack(value: unknown): Packed {
    return isSimple(value, 0) ? ['c', value] : packAt(value, 0)
  }

  function settle(id: number, ok: boolean, value: unknown): void {
    try {
      post({ k: 'settle', id, ok, v: pack(value) })
    } catch (error) {
      post({ k: 'settle', id, ok: false, v: pack(error) })
    }
  }

  function unpack(packed: Packed): unknown {
    switch (packed[0]) {
      case 'f':
        return foreignFunction(packed[1] as number)
      case 'home':
        return offered[packed[1] as number]
      case 'p':
        return new Promise((resolve, reject) => promised.set(packed[1] as number, [resolve, reject]))
      case 'e':
        return new Error(packed[1] as string)
      case 'a':
        return (packed.slice(1) as Packed[]).map(unpack)
      case 'o': {
        const object = {}
        ;(packed[1] as string[]).forEach((name, at) => {
          const value = unpack(packed[at + 2] as Packed)
          defineProperty(object, name, { value, writable: true, enumerable: true, configurable: true })
        })
        return object
      }
      default:
        return packed[1]
    }
  }

  function foreignFunction(id: number): (...args: unknown[]) => unknown {
    const call = (...args: unknown[]): unknown => {
      const answer = post({ k: 'call', id, v: pack(args) })
      if (!answer) throw new Error('The other side of the context bridge is gone.')
      if (answer['ok']) return unpack(answer['v'] as Packed)
      throw new Error(answer['v'] as string)
    }
    foreign.set(call, id)
    return call
  }

  function answer(ok: boolean, value: unknown): void {
    post({ k: 'answer', ok, v: value })
  }

  handlers['answer'] = (message) => (answered = message)
  handlers['settle'] = (message) => {
    const id = message['id'] as number
    const waiting = promised.get(id)
    promised.delete(id)
    waiting?.[message['ok'] ? 0 : 1](unpack(message['v'] as Packed))
  }
  handlers['call'] = (message) => {
    let packed: Packed
    try {
      const called = offered[message['id'] as number]
      packed = pack(called && apply(called, undefined, unpack(message['v'] as Packed) as unknown[]))
    } catch (error) {
      const unknown =
        'An unknown exception occurred in the isolated context, an error occurred but a valid exception was not thrown.'
      answer(false, error instanceof Error ? error.message : unknown)
      return
    }
    answer(true, packed)
  }

  apply(addEventListener, world, [
    incoming,
    (event: CustomEvent) => {
      const message = apply(detailOf, event, []) as Record<string, unknown> | null
      if (message && ownKeys(message).length) handlers[message['k'] as string]?.(message)
    },
  ])
  return { post, pack, unpack, answer, on: (kind, handler) => (handlers[kind] = handler) }
}
