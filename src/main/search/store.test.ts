import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { expect, onTestFinished, test } from 'vitest'
import { asIndexed } from './asIndexed.ts'
import { atStart, type ReadText } from './read.ts'
import { openIndex } from './schema.ts'
import { createStore } from './store.ts'

const base = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'retoma-store-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

const textAt = (at: number, text: string): ReadText => ({
  kind: 'prompt',
  itemId: null,
  at,
  text,
  turn: 1,
  turnId: 'turn',
  offset: at,
  piece: 0,
  tool: '',
  model: '',
})

const found = (db: DatabaseSync, word: string): unknown =>
  db.prepare('SELECT count(*) AS count FROM words WHERE words MATCH ?').get(word)?.['count']

test('what was put is found at once, and survives a kill together with how far was read once it is kept', () => {
  const folder = base()
  const db = openIndex(join(folder, 'index'))
  const store = createStore(db)
  /** What another start finds after a kill now. */
  const afterKill = (): readonly [unknown, unknown, number | undefined] => {
    const copy = join(mkdtempSync(join(folder, 'killed-')), 'index')
    cpSync(join(folder, 'index'), copy, { recursive: true })
    const there = openIndex(copy)
    const [session] = createStore(there).sessions()
    const all = [found(there, 'heron'), found(there, 'pelican'), session?.offset] as const
    there.close()
    return all
  }
  const session = store.add('one', atStart)
  const reach = (offset: number): typeof session => ({ ...session, offset })
  store.put({ texts: [{ session: session.n, text: textAt(1, 'A heron') }], sessions: [reach(10)] })
  store.put({ texts: [{ session: session.n, text: textAt(2, 'A pelican') }], sessions: [reach(20)] })
  expect([found(db, 'heron'), found(db, 'pelican')]).toEqual([1, 1])
  expect(afterKill()).toEqual([0, 0, 0])
  store.keep()
  expect(afterKill()).toEqual([1, 1, 20])
  store.put({ texts: [{ session: session.n, text: textAt(3, 'Another heron') }], sessions: [reach(30)] })
  expect(afterKill()).toEqual([1, 1, 20])
  // A removal is never undone, nor is what stands in the index without its session.
  store.remove([session.n])
  expect(afterKill()).toEqual([0, 0, undefined])
  db.close()
})

test('what fails takes back all that was put since it was kept, and what comes next is kept', () => {
  const db = openIndex(join(base(), 'index'))
  const store = createStore(db)
  const { n } = store.add('one', atStart)
  store.put({ texts: [{ session: n, text: textAt(1, 'A heron') }], sessions: [] })
  const broken = { ...textAt(2, 'A pelican'), turn: {} as never }
  expect(() => store.put({ texts: [{ session: n, text: broken }], sessions: [] })).toThrow()
  expect([found(db, 'heron'), found(db, 'pelican')]).toEqual([0, 0])
  store.put({ texts: [{ session: n, text: textAt(3, 'A stork') }], sessions: [] })
  store.keep()
  expect(found(db, 'stork')).toBe(1)
  db.close()
})

test('a scrub waits for the end of what is being put, and makes nothing of it durable', () => {
  const folder = base()
  const db = openIndex(join(folder, 'index'))
  const store = createStore(db)
  const { n } = store.add('one', atStart)
  const gone = store.add('two', atStart)
  store.remove([gone.n])
  store.put({ texts: [{ session: n, text: textAt(1, 'A heron') }], sessions: [] })
  expect(store.scrub()).toBe(false)
  const copy = join(folder, 'killed')
  cpSync(join(folder, 'index'), copy, { recursive: true })
  const there = openIndex(copy)
  expect(found(there, 'heron')).toBe(0)
  there.close()
  store.keep()
  while (!store.scrub());
  expect([store.needsScrub(), found(db, 'heron')]).toEqual([false, 1])
  db.close()
})

test('characters of scripts without spaces stand apart, and nothing else does', () => {
  expect(asIndexed('“Well” — it’s … naïve 🙂')).toBe('“Well” — it’s … naïve 🙂')
  expect(asIndexed('a鷺b')).toBe('a 鷺 b')
  expect(asIndexed('𠮷')).toBe(' 𠮷 ')
  expect(asIndexed('ไก่').trim().split(/\s+/u)).toEqual(['\u0e44', '\u0e01', '\u0e48'])
})
