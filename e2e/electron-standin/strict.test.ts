import { EventEmitter } from 'node:events'
import { expect, it } from 'vitest'
import { strict, StrictEmitter } from './strict.ts'

class Thing extends StrictEmitter {
  static override standinName = 'thing'
  static override standinEvents: ReadonlySet<string> = new Set(['known'])
  #secret = 1
  read(): number {
    return this.#secret
  }
}

const peek = (object: object, name: string): unknown => (object as Record<string, unknown>)[name]

it('throws the name of what is missing, and of nothing else', async () => {
  const thing = new Thing()
  expect(() => peek(thing, 'foo')).toThrow('the stand-in for Electron has no thing.foo')
  expect(() => peek(Thing, 'foo')).toThrow('the stand-in for Electron has no Thing.foo')
  expect('foo' in thing).toBe(false)
  expect(thing.read()).toBe(1)
  expect(await Promise.resolve(thing)).toBe(thing)
  expect(JSON.stringify(strict('plain', { a: 1 }))).toBe('{"a":1}')
  expect(() => peek(strict('plain', {}), 'b')).toThrow('the stand-in for Electron has no plain.b')
})

it('stays an emitter, and refuses events that never come', () => {
  const thing = new Thing()
  const heard: unknown[] = []
  thing.once('known', (value) => heard.push(value))
  thing.emit('known', 1)
  thing.emit('known', 2)
  expect(heard).toEqual([1])
  expect(thing).toBeInstanceOf(EventEmitter)
  expect(() => thing.on('unknown', () => undefined)).toThrow("the stand-in for Electron has no thing.on('unknown')")
  expect(() => thing.once('unknown', () => undefined)).toThrow("thing.on('unknown')")
})

it('lets tests put things in place', () => {
  const plain = strict('plain', { act: (): number => 1 })
  plain.act = () => 2
  expect(plain.act()).toBe(2)
  Object.assign(plain, { extra: 3 })
  expect(peek(plain, 'extra')).toBe(3)
})
