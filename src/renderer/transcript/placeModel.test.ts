import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { endOf, endSlack, followsAfter, reachesEnd, settle, toEnd } from './place.ts'
import type { Held, Metrics } from './place.ts'

/** The height of a line of text: nothing that one reads may move by as much. */
const lineHeight = 24
const guess = 400

/** A turn as a virtual list sees it: its height counts once it was measured. */
interface Part {
  height: number
  measured: boolean
}

/** A transcript without a page around it: heights, a viewport, and what the keeper knows. */
class World {
  parts: Part[]
  viewport = 600
  top = 0
  held: Held
  /** The line that is kept still: a part, and how far down in it (0 to 1). */
  line: { part: Part; share: number } | null = null

  constructor(heights: readonly number[]) {
    this.parts = heights.map((height) => ({ height, measured: false }))
    this.top = endOf(this.metrics())
    this.held = { metrics: this.metrics(), following: true, line: null }
  }

  metrics(): Metrics {
    return { top: this.top, viewport: this.viewport, content: Math.max(this.viewport, this.startOf(null)) }
  }

  heightOf({ height, measured }: Part): number {
    return measured ? height : guess
  }

  startOf(part: Part | null): number {
    const end = part === null ? this.parts.length : this.parts.indexOf(part)
    return this.parts.slice(0, end).reduce((sum, one) => sum + this.heightOf(one), 0)
  }

  /** How far below the top of the viewport the kept line is. */
  lineTop(): number | null {
    if (this.line === null) return null
    return this.startOf(this.line.part) + this.heightOf(this.line.part) * this.line.share - this.top
  }

  look(following: boolean): void {
    const part = this.parts.findLast((one) => this.startOf(one) <= this.top + endSlack)
    this.line =
      part === undefined ? null : { part, share: (this.top + endSlack - this.startOf(part)) / this.heightOf(part) }
    if (following) this.line = null
    this.held = { metrics: this.metrics(), following, line: this.lineTop() }
  }

  /** The browser keeps the scroller within its content. */
  clamp(): void {
    this.top = Math.min(Math.max(0, this.top), endOf(this.metrics()))
  }

  /** What the layout does to what is measured in view, and the list with it when it moves the scroller itself. */
  layout(listMoves: boolean): void {
    for (const part of this.parts) {
      const start = this.startOf(part)
      if (part.measured || start > this.top + this.viewport || start + this.heightOf(part) < this.top) continue
      const before = this.heightOf(part)
      part.measured = true
      if (listMoves && start < this.top && this.line?.part !== part) this.top += part.height - before
    }
    this.clamp()
  }

  settle(): void {
    const now = this.metrics()
    const settling = settle(this.held, now, this.lineTop(), () => now.top)
    if (settling.kind === 'moved') {
      this.look(settling.following)
      return
    }
    this.top = settling.top
    this.clamp()
    const following = this.held.following || reachesEnd(this.held.metrics, this.metrics())
    this.held = { ...this.held, metrics: this.metrics(), following }
  }

  scrollBy(delta: number): void {
    const before = this.held.metrics
    this.top += delta
    this.clamp()
    this.look(followsAfter(this.held.following, before, this.metrics()))
  }
}

const height = fc.integer({ min: 30, max: 2_500 })
const change = fc.oneof(
  fc.record({ kind: fc.constant('layout' as const), listMoves: fc.boolean() }),
  fc.record({ kind: fc.constant('width' as const), factor: fc.double({ min: 0.5, max: 2, noNaN: true }) }),
  fc.record({ kind: fc.constant('window' as const), viewport: fc.integer({ min: 300, max: 1_200 }) }),
  fc.record({ kind: fc.constant('fold' as const), at: fc.nat(), height }),
  fc.record({
    kind: fc.constant('older' as const),
    heights: fc.array(height, { minLength: 1, maxLength: 8 }),
    listMoves: fc.boolean(),
  }),
  fc.record({ kind: fc.constant('stream' as const), by: fc.integer({ min: 1, max: 300 }) }),
  fc.record({ kind: fc.constant('turn' as const), height }),
  fc.record({ kind: fc.constant('scroll' as const), by: fc.integer({ min: -1_500, max: 1_500 }) }),
)
type Change = typeof change extends fc.Arbitrary<infer T> ? T : never

function apply(world: World, one: Change): void {
  switch (one.kind) {
    case 'layout':
      world.layout(one.listMoves)
      break
    case 'width':
      for (const part of world.parts) part.height = Math.max(20, Math.round(part.height * one.factor))
      break
    case 'window':
      world.viewport = one.viewport
      break
    case 'fold': {
      const part = world.parts[one.at % world.parts.length]!
      if (part !== world.line?.part) part.height = one.height
      break
    }
    case 'older': {
      const before = world.startOf(null)
      world.parts = [...one.heights.map((height) => ({ height, measured: false })), ...world.parts]
      if (one.listMoves) world.top += world.startOf(null) - before
      break
    }
    case 'stream':
      world.parts.at(-1)!.height += one.by
      world.parts.at(-1)!.measured = true
      break
    case 'turn':
      world.parts.push({ height: one.height, measured: true })
      break
    case 'scroll':
      world.scrollBy(one.by)
      return
  }
  world.clamp()
}

describe('a transcript, whatever happens around what one reads', () => {
  it('keeps the line where it is, follows the end only from the end on, and then always', () => {
    fc.assert(
      fc.property(
        fc.array(height, { minLength: 3, maxLength: 25 }),
        fc.array(change, { minLength: 1, maxLength: 40 }),
        (heights, changes) => {
          const world = new World(heights)
          world.settle()
          for (const one of changes) {
            const before = { following: world.held.following, line: world.line, at: world.lineTop() }
            apply(world, one)
            world.settle()
            const now = world.metrics()
            // Only who was at the end, or came there, follows it.
            if (world.held.following) expect(toEnd(now)).toBeLessThanOrEqual(endSlack)
            if (one.kind === 'scroll') continue
            if (before.following) {
              expect(world.held.following).toBe(true)
              expect(toEnd(now)).toBeLessThan(1)
            } else if (before.at !== null && world.line === before.line) {
              const isAtEdge = now.top < 1 || toEnd(now) < 1
              if (!isAtEdge) expect(Math.abs(world.lineTop()! - before.at)).toBeLessThan(lineHeight)
            }
          }
        },
      ),
      { numRuns: 400 },
    )
  })

  it('never pulls back one who scrolls up between two changes, seen or not', () => {
    fc.assert(
      fc.property(
        fc.array(height, { minLength: 8, maxLength: 25 }),
        fc.integer({ min: 30, max: 900 }),
        (heights, by) => {
          const world = new World(heights)
          world.parts.forEach((part) => (part.measured = true))
          world.top = endOf(world.metrics())
          world.held = { metrics: world.metrics(), following: true, line: null }
          world.scrollBy(-by)
          fc.pre(world.top > by)
          // The scroller moved, and text came before anybody heard of that.
          const wanted = world.top - by
          world.top = wanted
          apply(world, { kind: 'stream', by: 120 })
          world.settle()
          expect(world.held.following).toBe(false)
          expect(world.top).toBe(wanted)
        },
      ),
    )
  })
})
