/** Turns values into strings and back, as Electron's IPC would carry them. */
export interface Clone {
  /** Throws `An object could not be cloned.` for what Electron would refuse. */
  encode(value: unknown): string
  decode(text: string): unknown
}

/**
 * Makes the codec. The function is self-contained: its source also runs inside pages, so that both sides agree.
 * A first character of `J` means plain JSON (the fast way), `T` a tree in which everything but JSON's primitives is
 * `[tag, …]` and in which objects are numbered in the order they open, so that references and cycles survive.
 */
export function createClone(): Clone {
  type Tree = null | boolean | number | string | Tree[]

  const TYPED_ARRAYS = [
    Int8Array,
    Uint8Array,
    Uint8ClampedArray,
    Int16Array,
    Uint16Array,
    Int32Array,
    Uint32Array,
    Float32Array,
    Float64Array,
    BigInt64Array,
    BigUint64Array,
  ]
  const ERRORS = [Error, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError]
  const MAX_DEPTH = 64

  function refuse(): Error {
    return new Error('An object could not be cloned.')
  }

  /** Whether JSON carries the value without loss; deep (or endless) values are left to the careful way. */
  function isPlain(value: unknown, depth: number): boolean {
    if (value === null) return true
    switch (typeof value) {
      case 'string':
      case 'boolean':
        return true
      case 'number':
        return Number.isFinite(value) && !Object.is(value, -0)
      case 'object':
        break
      default:
        return false
    }
    if (depth > MAX_DEPTH) return false
    if (Array.isArray(value)) {
      for (let i = 0; i < value.length; i++) if (!isPlain(value[i], depth + 1)) return false
      return true
    }
    const prototype: unknown = Object.getPrototypeOf(value)
    if (prototype !== Object.prototype && prototype !== null) return false
    if ('toJSON' in value) return false
    const record = value as Record<string, unknown>
    for (const key in record) if (!isPlain(record[key], depth + 1)) return false
    return true
  }

  function bytesToText(bytes: Uint8Array): string {
    let text = ''
    for (let i = 0; i < bytes.length; i += 8192) text += String.fromCharCode(...bytes.subarray(i, i + 8192))
    return btoa(text)
  }

  function textToBytes(text: string): Uint8Array<ArrayBuffer> {
    const raw = atob(text)
    const bytes = new Uint8Array(raw.length)
    for (let i = 0; i < raw.length; i++) bytes[i] = raw.charCodeAt(i)
    return bytes
  }

  function write(value: unknown, seen: Map<object, number>): Tree {
    switch (typeof value) {
      case 'string':
      case 'boolean':
        return value
      case 'undefined':
        return ['u']
      case 'bigint':
        return ['i', String(value)]
      case 'number':
        return Number.isFinite(value) && !Object.is(value, -0)
          ? value
          : ['n', Object.is(value, -0) ? '-0' : String(value)]
      case 'object':
        return value === null ? null : writeObject(value, seen)
      default:
        throw refuse()
    }
  }

  function writeObject(value: object, seen: Map<object, number>): Tree {
    const known = seen.get(value)
    if (known !== undefined) return ['r', known]
    seen.set(value, seen.size)
    if (Array.isArray(value)) {
      const items: Tree[] = ['a', value.length]
      for (let i = 0; i < value.length; i++) items.push(i in value ? write(value[i], seen) : ['h'])
      return items
    }
    if (value instanceof Date) return ['d', write(value.getTime(), seen)]
    if (value instanceof RegExp) return ['x', value.source, value.flags]
    if (value instanceof Map) {
      return ['m', ...[...value].flatMap(([key, item]: [unknown, unknown]) => [write(key, seen), write(item, seen)])]
    }
    if (value instanceof Set) return ['s', ...[...value].map((item: unknown) => write(item, seen))]
    if (value instanceof ArrayBuffer) return ['b', bytesToText(new Uint8Array(value))]
    if (ArrayBuffer.isView(value)) {
      const type = value instanceof DataView ? -1 : TYPED_ARRAYS.findIndex((one) => value instanceof one)
      const length = value instanceof DataView ? value.byteLength : (value as Uint8Array).length
      return ['v', type, write(value.buffer, seen), value.byteOffset, length]
    }
    if (value instanceof Error) {
      const type = ERRORS.findIndex((one) => value.constructor === one)
      const cause = 'cause' in value ? [write(value.cause, seen)] : []
      return ['e', Math.max(type, 0), value.message, value.stack ?? '', ...cause]
    }
    if (value instanceof Boolean || value instanceof Number || value instanceof String) {
      return ['p', write(value.valueOf(), seen)]
    }
    if (Object.prototype.toString.call(value) !== '[object Object]') throw refuse()
    return ['o', ...Object.entries(value).flatMap(([key, item]: [string, unknown]) => [key, write(item, seen)])]
  }

  function read(tree: Tree, made: unknown[]): unknown {
    if (!Array.isArray(tree)) return tree
    const rest = tree.slice(1)
    const keep = <T>(value: T): T => {
      made.push(value)
      return value
    }
    switch (tree[0]) {
      case 'u':
        return undefined
      case 'i':
        return BigInt(rest[0] as string)
      case 'n':
        return rest[0] === '-0' ? -0 : Number(rest[0])
      case 'r':
        return made[rest[0] as number]
      case 'a': {
        const array = keep(new Array<unknown>(rest[0] as number))
        for (let i = 1; i < rest.length; i++) {
          const item = rest[i] as Tree
          if (!Array.isArray(item) || item[0] !== 'h') array[i - 1] = read(item, made)
        }
        return array
      }
      case 'd':
        return keep(new Date(read(rest[0] as Tree, made) as number))
      case 'x':
        return keep(new RegExp(rest[0] as string, rest[1] as string))
      case 'm': {
        const map = keep(new Map<unknown, unknown>())
        for (let i = 0; i < rest.length; i += 2) map.set(read(rest[i] as Tree, made), read(rest[i + 1] as Tree, made))
        return map
      }
      case 's': {
        const set = keep(new Set<unknown>())
        for (const item of rest) set.add(read(item, made))
        return set
      }
      case 'b':
        return keep(textToBytes(rest[0] as string).buffer)
      case 'v': {
        // The view was numbered before its buffer, so its place is kept free until the buffer is there.
        const place = made.push(undefined) - 1
        const buffer = read(rest[1] as Tree, made) as ArrayBuffer
        const View = (TYPED_ARRAYS[rest[0] as number] ?? DataView) as typeof DataView
        return (made[place] = new View(buffer, rest[2] as number, rest[3] as number))
      }
      case 'e': {
        const error = keep(new (ERRORS[rest[0] as number] ?? Error)(rest[1] as string))
        Object.defineProperty(error, 'stack', { value: rest[2], writable: true, configurable: true })
        if (rest.length > 3) {
          const value = read(rest[3] as Tree, made)
          Object.defineProperty(error, 'cause', { value, writable: true, configurable: true })
        }
        return error
      }
      case 'p': {
        return keep(Object(read(rest[0] as Tree, made)))
      }
      default: {
        const object = keep<Record<string, unknown>>({})
        for (let i = 0; i < rest.length; i += 2) {
          const value = read(rest[i + 1] as Tree, made)
          // Plain assignment would take `__proto__` for the prototype.
          Object.defineProperty(object, rest[i] as string, {
            value,
            writable: true,
            enumerable: true,
            configurable: true,
          })
        }
        return object
      }
    }
  }

  return {
    encode(value) {
      if (isPlain(value, 0)) return 'J' + JSON.stringify(value)
      let copy: unknown
      try {
        // The engine's own judgement of what can be cloned; it also runs getters and drops prototypes.
        copy = structuredClone(value)
      } catch {
        throw refuse()
      }
      return 'T' + JSON.stringify(write(copy, new Map()))
    },
    decode(text) {
      const json: unknown = JSON.parse(text.slice(1))
      return text[0] === 'J' ? json : read(json as Tree, [])
    },
  }
}
