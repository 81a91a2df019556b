import { describe, expect, it } from 'vitest'
import { createClone } from './clone.ts'

const { encode, decode } = createClone()
const there = (value: unknown): unknown => decode(encode(value))

describe('the codec', () => {
  it.each([
    ['null', null],
    ['text', 'a\n"b"\u2028\ud800'],
    ['a number', -1.5e300],
    ['an object', { a: [1, { b: 'c' }], ['__proto__']: { x: 1 } }],
    ['undefined', undefined],
    ['undefined within', { a: undefined, b: [undefined] }],
    ['special numbers', [NaN, Infinity, -Infinity, -0]],
    ['a BigInt', 2n ** 70n],
    ['a date', new Date(0)],
    ['an invalid date', new Date(NaN)],
    ['a pattern', /a+/giu],
    ['a map', new Map<unknown, unknown>([[{ a: 1 }, new Set([1, 'x'])]])],
    ['bytes', new Uint8Array([0, 1, 255])],
    ['floats', new Float64Array([0.1, NaN])],
    ['a buffer of 100,000 bytes', new Uint8Array(100_000).fill(7).buffer],
    ['a data view', new DataView(new ArrayBuffer(8), 2, 4)],
  ])('carries %s', (_name, value) => {
    expect(there(value)).toStrictEqual(value)
  })

  it('keeps holes, cycles and shared references', () => {
    const shared = { x: new Date(1) }
    const value: Record<string, unknown> = { shared, again: shared, holes: new Array<unknown>(3) }
    value['self'] = value
    const copy = there(value) as typeof value
    expect(copy['self']).toBe(copy)
    expect(copy['again']).toBe(copy['shared'])
    expect(0 in (copy['holes'] as unknown[])).toBe(false)
    expect(copy['holes']).toHaveLength(3)
  })

  it('keeps the kind, message, stack and cause of errors, and drops the rest', () => {
    const error = Object.assign(new RangeError('far', { cause: new Error('deep') }), { code: 'E' })
    const copy = there(error) as RangeError & { code?: string }
    expect(copy).toBeInstanceOf(RangeError)
    expect(copy).toMatchObject({ message: 'far', stack: error.stack, cause: { message: 'deep' } })
    expect(copy.code).toBeUndefined()
  })

  it('drops the prototypes of objects and keeps views on one buffer together', () => {
    class Point {
      x = 1
      get y(): number {
        return 2
      }
    }
    expect(there(new Point())).toStrictEqual({ x: 1 })
    const buffer = new ArrayBuffer(4)
    const [one, two] = there([new Uint8Array(buffer), new Uint16Array(buffer, 2, 1)]) as [Uint8Array, Uint16Array]
    expect(one.buffer).toBe(two.buffer)
    expect(two.byteOffset).toBe(2)
  })

  it.each([
    ['a function', (): void => undefined],
    ['a method', { a: { b(): void {} } }],
    ['a symbol', [Symbol('s')]],
    ['a promise', Promise.resolve()],
    ['a weak map', new WeakMap()],
  ])('refuses %s', (_name, value) => {
    expect(() => encode(value)).toThrow('An object could not be cloned.')
  })

  it('does not end on something very deep', () => {
    let deep: unknown = 'bottom'
    for (let i = 0; i < 500; i++) deep = { deep }
    expect(there(deep)).toStrictEqual(deep)
  })
})
