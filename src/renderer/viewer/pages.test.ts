import { expect, it } from 'vitest'
import { createPages, PAGE } from './pages.ts'

it('reads a page when one of its rows is looked at, once, and tells when it is there', async () => {
  const asked: number[] = []
  const pages = createPages((from, count) => {
    asked.push(from)
    return Promise.resolve(
      Array.from({ length: count }, (_, at) => ({ text: `row ${from + at}`, line: from + at + 1 })),
    )
  })
  const told = new Promise<void>((resolve) => pages.onChanged(resolve))
  expect(pages.row(PAGE + 3)).toBeUndefined()
  expect(pages.row(PAGE + 4)).toBeUndefined()
  await told
  expect(asked).toEqual([PAGE])
  expect(pages.row(PAGE + 3)?.text).toBe(`row ${PAGE + 3}`)
})

it('keeps few pages, and asks again for what failed', async () => {
  let failing = true
  let asked = 0
  const pages = createPages((from, count) => {
    asked += 1
    if (failing) return Promise.reject(new Error('gone'))
    return Promise.resolve(Array.from({ length: count }, (_, at) => ({ text: String(from + at), line: 1 })))
  })
  const settled = async (): Promise<void> => {
    for (let turn = 0; turn < 5; turn += 1) await Promise.resolve()
  }
  expect(pages.row(0)).toBeUndefined()
  await settled()
  failing = false
  for (let page = 0; page < 60; page += 1) {
    pages.row(page * PAGE)
    await settled()
    expect(pages.row(page * PAGE)?.text).toBe(String(page * PAGE))
  }
  expect(asked).toBe(61)
  pages.row(0)
  expect(asked).toBe(62)
})
