import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createFilling } from './filling.ts'

let frames: (() => void)[] = []
beforeEach(() => {
  frames = []
  vi.stubGlobal('requestAnimationFrame', (work: () => void) => frames.push(work))
  vi.stubGlobal('cancelAnimationFrame', () => undefined)
})
afterEach(() => void vi.unstubAllGlobals())

function frame(): void {
  for (const work of frames.splice(0)) work()
}

/** A scroller of 600 pixels at the top of the page, with turns at places of its content. */
function createPage(): {
  readonly drawn: string[]
  readonly add: (name: string, top: number, draws?: boolean) => void
  readonly scrollTo: (top: number) => void
} {
  const box = { scrollTop: 5_000, clientHeight: 600, getBoundingClientRect: () => ({ top: 0, bottom: 600 }) as DOMRect }
  const filling = createFilling({ current: box })
  filling.heedScroll()
  const drawn: string[] = []
  return {
    drawn,
    add: (name, top, draws = true) => {
      const element = {
        getBoundingClientRect: () => ({ top: top - box.scrollTop, bottom: top + 500 - box.scrollTop }) as DOMRect,
      }
      const undo = filling.wait(element as HTMLElement, (seen) => {
        drawn.push(seen ? name : `${name} (unseen)`)
        if (draws) undo()
      })
    },
    scrollTo: (top) => {
      box.scrollTop = top
      filling.heedScroll()
    },
  }
}

it('draws one turn a frame, what is in view first, then what is nearest', () => {
  const { drawn, add } = createPage()
  add('far above', 3_000)
  add('above', 4_400)
  add('at the top', 4_900)
  add('in view', 5_200)
  // One has only just come here.
  frame()
  expect(drawn).toHaveLength(0)
  frame()
  expect(drawn).toHaveLength(1)
  for (let n = 0; n < 6; n += 1) frame()
  expect(drawn.slice(0, 2).toSorted()).toEqual(['at the top', 'in view'])
  expect(drawn.slice(2)).toEqual(['above (unseen)', 'far above (unseen)'])
})

it('draws nothing while one rushes past, and what is in view once one rests', () => {
  const { drawn, add, scrollTo } = createPage()
  add('passed', 5_000)
  frame()
  drawn.length = 0
  for (let top = 4_000; top >= 1_000; top -= 1_000) {
    add(`at ${top}`, top)
    scrollTo(top)
    frame()
  }
  expect(drawn).toEqual([])
  frame()
  expect(drawn).toEqual(['at 1000'])
})

it('lets what is in view go before what is still being drawn out of view, and nothing else', () => {
  const { drawn, add } = createPage()
  add('above', 4_400, false)
  frame()
  add('further above', 3_800)
  frame()
  expect(drawn).toEqual(['above (unseen)'])
  add('in view', 5_100)
  frame()
  expect(drawn).toEqual(['above (unseen)', 'in view'])
})
