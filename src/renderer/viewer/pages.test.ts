import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { ToolTextRow } from '../../shared/toolOutput.ts'
import { createPages, PAGE } from './pages.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const everything = (): boolean => true
const rowsOf = (from: number, count: number): readonly ToolTextRow[] =>
  Array.from({ length: count }, (_, at) => ({ text: `row ${from + at}`, line: from + at + 1 }))
const rest = (): Promise<unknown> => vi.advanceTimersByTimeAsync(1_000)

it('reads a page when one of its rows is looked at, once, and tells when it is there', async () => {
  const asked: number[] = []
  const pages = createPages((from, count) => {
    asked.push(from)
    return Promise.resolve(rowsOf(from, count))
  }, everything)
  const told = new Promise<void>((resolve) => pages.onChanged(resolve))
  expect(pages.row(PAGE + 3)).toBeUndefined()
  expect(pages.row(PAGE + 4)).toBeUndefined()
  // The first one is not waited for.
  expect(asked).toEqual([PAGE])
  await told
  expect(pages.row(PAGE + 3)?.text).toBe(`row ${PAGE + 3}`)
})

it('keeps few pages, and asks again for what failed', async () => {
  let failing = true
  let asked = 0
  const pages = createPages((from, count) => {
    asked += 1
    if (failing) return Promise.reject(new Error('gone'))
    return Promise.resolve(rowsOf(from, count))
  }, everything)
  expect(pages.row(0)).toBeUndefined()
  await rest()
  failing = false
  for (let page = 0; page < 120; page += 1) {
    pages.row(page * PAGE)
    await rest()
    expect(pages.row(page * PAGE)?.text).toBe(`row ${page * PAGE}`)
  }
  expect(asked).toBe(121)
  pages.row(0)
  await rest()
  expect(asked).toBe(122)
})

it('reads nothing of what is rushed past, and what is in view at least four times a second', async () => {
  const asked: number[] = []
  let top = 0
  const pages = createPages(
    (from, count) => {
      asked.push(from / PAGE)
      return Promise.resolve(rowsOf(from, count))
    },
    (from, to) => from < top + 40 && to > top,
  )
  pages.row(0)
  await rest()
  // A frame is 16 ms, and moves by three pages.
  for (let frame = 1; frame <= 60; frame += 1) {
    top = 3 * frame * PAGE
    pages.row(top)
    await vi.advanceTimersByTimeAsync(16)
  }
  expect(asked.length).toBeLessThanOrEqual(5)
  expect(asked.length).toBeGreaterThanOrEqual(3)
  await rest()
  expect(asked.at(-1)).toBe(180)
  expect(pages.row(180 * PAGE)?.text).toBe(`row ${180 * PAGE}`)
})
