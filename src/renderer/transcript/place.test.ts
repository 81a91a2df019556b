import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  anchorMoved,
  anchorOf,
  endOf,
  endSlack,
  movedBy,
  pressed,
  scrolled,
  settled,
  targetOf,
  toEnd,
  topFor,
} from './place.ts'
import type { Metrics, Place } from './place.ts'

/** What the list takes a turn to measure before it was in view. */
const guess = 400

interface Turn {
  height: number
  measured: boolean
}

/** A transcript without a page around it, and a person before it: heights, a viewport, and what is kept. */
class World {
  turns: Turn[]
  viewport = 600
  top = 0
  place: Place = { mode: 'end', seen: { top: 0, viewport: 0, content: 0 }, line: null }
  /** The line that is kept: a turn, and how far down in it (0 to 1). */
  line: { readonly turn: Turn; readonly share: number } | null = null
  /** Whether the end is to be followed, as far as a person asked for that. */
  follows = true
  /** How far below the top of the viewport the line was when it was looked for. */
  wanted: number | null = null

  constructor(heights: readonly number[]) {
    this.turns = heights.map((height) => ({ height, measured: false }))
    this.settle()
  }

  metrics(): Metrics {
    return { top: this.top, viewport: this.viewport, content: Math.max(this.viewport, Math.round(this.startOf(null))) }
  }

  heightOf({ height, measured }: Turn): number {
    return measured ? height : guess
  }

  startOf(turn: Turn | null): number {
    const end = turn === null ? this.turns.length : this.turns.indexOf(turn)
    return this.turns.slice(0, end).reduce((sum, one) => sum + this.heightOf(one), 0)
  }

  lineTop(): number | null {
    if (this.line === null) return null
    return this.startOf(this.line.turn) + this.heightOf(this.line.turn) * this.line.share - this.top
  }

  /** As a browser does it: within the content, in whole pixels. */
  moveTo(top: number): void {
    this.top = Math.min(Math.max(0, Math.round(top)), endOf(this.metrics()))
  }

  look(): void {
    const turn = this.turns.findLast((one) => this.startOf(one) <= this.top + endSlack)
    const isEnd = this.place.mode === 'end'
    this.line =
      turn === undefined || isEnd
        ? null
        : { turn, share: (this.top + endSlack - this.startOf(turn)) / this.heightOf(turn) }
    this.wanted = this.lineTop()
    this.place = { ...this.place, seen: this.metrics(), line: this.wanted }
  }

  heed(): boolean {
    const by = movedBy(this.place.seen, this.metrics())
    this.place = scrolled(this.place, this.metrics())
    if (this.wanted !== null) this.wanted -= by
    return Math.abs(by) >= 1
  }

  settle(): void {
    const target = targetOf(this.place, this.metrics(), this.lineTop())
    if (Math.abs(target - this.top) >= 1) this.moveTo(target)
    this.place = settled(this.place, this.metrics(), this.lineTop())
    const isAtEdge = this.top < 1 || toEnd(this.metrics()) < 1
    if (isAtEdge) this.wanted = this.lineTop()
  }

  /** What is in view is measured; the list moves the scroller by what it believes that this needs. */
  measure(listMoves: boolean): void {
    this.heed()
    for (const turn of this.turns) {
      const start = this.startOf(turn)
      if (turn.measured || start > this.top + this.viewport || start + this.heightOf(turn) < this.top) continue
      const before = this.heightOf(turn)
      turn.measured = true
      if (listMoves && start < this.top) this.moveTo(this.top + turn.height - before)
    }
    this.moveTo(this.top)
  }

  /** What a person does to the scroller; nobody has heard of it yet. */
  push(by: number): void {
    const before = this.top
    this.moveTo(this.top + by)
    const moved = this.top - before
    if (moved < 0) this.follows = false
    if (moved > 0) this.follows ||= toEnd(this.metrics()) <= endSlack
  }
}

const height = fc.double({ min: 30, max: 2_500, noNaN: true })
const by = fc.integer({ min: -1_500, max: 1_500 })
const change = fc.oneof(
  fc.record({ kind: fc.constant('measure' as const), listMoves: fc.boolean() }),
  fc.record({ kind: fc.constant('width' as const), factor: fc.double({ min: 0.5, max: 2, noNaN: true }) }),
  fc.record({ kind: fc.constant('window' as const), viewport: fc.integer({ min: 300, max: 1_200 }) }),
  fc.record({ kind: fc.constant('fold' as const), at: fc.nat(), height }),
  fc.record({ kind: fc.constant('older' as const), heights: fc.array(height, { minLength: 1, maxLength: 8 }) }),
  fc.record({ kind: fc.constant('stream' as const), by: fc.double({ min: 0.5, max: 300, noNaN: true }) }),
  fc.record({ kind: fc.constant('turn' as const), height }),
  fc.record({ kind: fc.constant('scroll' as const), by }),
  fc.record({ kind: fc.constant('goTo' as const), at: fc.nat() }),
  fc.record({ kind: fc.constant('toEnd' as const) }),
)
type Change = typeof change extends fc.Arbitrary<infer T> ? T : never

/** Does it, as the browser and the list do it; true when a person moved to elsewhere. */
function apply(world: World, one: Change): boolean {
  switch (one.kind) {
    case 'measure':
      world.measure(one.listMoves)
      return false
    case 'width':
      for (const turn of world.turns) turn.height = Math.max(20, turn.height * one.factor)
      break
    case 'window':
      world.viewport = one.viewport
      break
    case 'fold': {
      const turn = world.turns[one.at % world.turns.length]!
      if (turn !== world.line?.turn) turn.height = one.height
      break
    }
    case 'older': {
      world.heed()
      const before = world.startOf(null)
      world.turns = [...one.heights.map((height) => ({ height, measured: false })), ...world.turns]
      world.moveTo(world.top + world.startOf(null) - before)
      return false
    }
    case 'stream':
      world.turns.at(-1)!.height += one.by
      world.turns.at(-1)!.measured = true
      break
    case 'turn':
      world.turns.push({ height: one.height, measured: true })
      break
    case 'scroll':
      world.push(one.by)
      return true
    case 'goTo': {
      const turn = world.turns[one.at % world.turns.length]!
      const aim = { turnId: 'it', offset: -16, atEnd: false }
      world.moveTo(
        topFor(aim, world.metrics(), { turn: world.startOf(turn) - world.top, item: null }, () => Number.NaN),
      )
      world.place = { ...world.place, mode: 'line' }
      world.follows = false
      world.look()
      return false
    }
    case 'toEnd':
      world.place = { ...world.place, mode: 'end', line: null }
      world.follows = true
      break
  }
  world.moveTo(world.top)
  world.heed()
  return false
}

function check(world: World): void {
  expect(world.place.mode === 'end').toBe(world.follows)
  if (world.follows) expect(toEnd(world.metrics())).toBeLessThan(1)
  // What is less than a pixel off is left there, and heights have fractions: a drift would add up to more.
  else if (world.wanted !== null) expect(Math.abs(world.lineTop()! - world.wanted)).toBeLessThan(2)
}

describe('a transcript, whatever happens around what one reads', () => {
  const heights = fc.array(height, { minLength: 3, maxLength: 25 })

  it('keeps the line to the pixel, without a drift, and follows the end when and only when one asked for it', () => {
    fc.assert(
      fc.property(heights, fc.array(change, { minLength: 1, maxLength: 60 }), (sizes, changes) => {
        const world = new World(sizes)
        for (const one of changes) {
          const moved = apply(world, one)
          if (moved) world.heed()
          world.settle()
          if (moved) world.look()
          check(world)
        }
      }),
      { numRuns: 500 },
    )
  })

  it('follows the end on when everything shrinks and grows again for another size before anybody looks', () => {
    const shrinks = fc.integer({ min: 1, max: 1_000 })
    fc.assert(
      fc.property(heights, shrinks, height, (sizes, by, grown) => {
        const world = new World([...sizes, 1_200])
        for (const turn of world.turns) turn.measured = true
        world.settle()
        const last = world.turns.at(-1)!
        last.height -= by
        world.moveTo(world.top)
        last.height += by
        world.turns.push({ height: grown, measured: true })
        world.place = scrolled(world.place, world.metrics(), true, true)
        world.settle()
        check(world)
      }),
    )
  })

  it('neither undoes nor forgets what a person scrolled before anybody heard of it', () => {
    fc.assert(
      fc.property(heights, by, by, change, (sizes, first, second, one) => {
        fc.pre(one.kind !== 'goTo' && one.kind !== 'toEnd' && one.kind !== 'scroll')
        const world = new World(sizes)
        for (const turn of world.turns) turn.measured = true
        world.settle()
        world.push(first)
        world.heed()
        world.settle()
        world.look()
        world.push(second)
        apply(world, one)
        world.settle()
        // At the end it can't be told, and does not matter, who moved there.
        if (world.follows || toEnd(world.metrics()) < 1) return
        check(world)
      }),
      { numRuns: 500 },
    )
  })

  it('keeps what is pressed at the end, and follows the end again when that is where it was', () => {
    const at: Metrics = { top: 1_400, viewport: 600, content: 2_000 }
    const end: Place = { mode: 'end', seen: at, line: null }
    const opened = pressed(end, at, 500)
    const longer = { ...at, content: 2_300 }
    expect(targetOf(opened, longer, 500)).toBe(1_400)
    const after = settled(opened, longer, 500)
    expect(after.mode).toBe('opened')
    expect(settled(pressed(after, longer, 500), at, 500).mode).toBe('end')
    // Nothing became longer.
    expect(settled(opened, at, 500).mode).toBe('end')
    expect(scrolled(after, { ...longer, top: 1_380 }).mode).toBe('line')
  })
})

describe('scrolled', () => {
  const metrics = (top: number, content = 2_000, viewport = 600): Metrics => ({ top, content, viewport })
  const modeAfter = (mode: Place['mode'], before: Metrics, after: Metrics): Place['mode'] =>
    scrolled({ mode, seen: before, line: null }, after).mode

  it('begins to follow near the end, and lets go with the first pixel up', () => {
    expect(modeAfter('line', metrics(1_000), metrics(1_400 - endSlack))).toBe('end')
    expect(modeAfter('line', metrics(1_000), metrics(1_400 - endSlack - 1))).toBe('line')
    expect(modeAfter('end', metrics(1_400), metrics(1_399))).toBe('line')
  })

  it('takes what a shorter content or a higher window does for nobody’s wish', () => {
    expect(modeAfter('end', metrics(1_400), metrics(1_300, 1_900))).toBe('end')
    expect(modeAfter('end', metrics(1_400), metrics(1_200, 2_000, 800))).toBe('end')
    expect(modeAfter('line', metrics(1_300), metrics(1_200, 1_800))).toBe('line')
  })

  it('holds on while text grows faster than the scroller follows', () => {
    expect(modeAfter('end', metrics(1_400), metrics(1_400, 3_000))).toBe('end')
    expect(modeAfter('end', metrics(1_400), metrics(1_450, 3_000))).toBe('end')
  })
})

describe('a stored place', () => {
  it('is the same item at the same offset again, of whatever height everything before it is', () => {
    const top = fc.integer({ min: -3_000, max: 24 })
    fc.assert(
      fc.property(
        top,
        fc.option(top),
        fc.nat(5_000),
        fc.integer({ min: -500, max: 3_000 }),
        (turn, item, at, shift) => {
          const anchor = anchorOf({ id: 't', top: turn }, item === null ? null : { id: 'i', top: item }, false)
          // What is now below the top of the viewport by `at`, in a content long enough.
          const now: Metrics = { top: 10_000, viewport: 600, content: 100_000 }
          const there = { turn: at, item: item === null ? null : at + shift }
          const moved = topFor(anchor, now, there, () => Number.NaN) - now.top
          expect((item === null ? at : at + shift) - moved).toBe(item ?? turn)
        },
      ),
    )
  })

  it('goes with what a person scrolls', () => {
    fc.assert(
      fc.property(fc.integer(), fc.option(fc.integer()), by, (turn, item, step) => {
        const part = (top: number | null) => (top === null ? null : { id: 'i', top })
        const moved = anchorMoved(anchorOf({ id: 't', top: turn }, part(item), false), step)
        expect(moved).toEqual(anchorOf({ id: 't', top: turn - step }, part(item === null ? null : item - step), false))
      }),
    )
  })

  it('has no zero with a sign', () => {
    const moved = anchorMoved(anchorOf({ id: 't', top: 0 }, { id: 'i', top: 0.2 }, false), 0)
    expect([moved.offset, moved.item?.offset].some((offset) => Object.is(offset, -0))).toBe(false)
  })

  it('is looked for by its turn while its item is not there, and guessed while nothing is', () => {
    const now: Metrics = { top: 0, viewport: 600, content: 5_000 }
    const anchor = anchorOf({ id: 't', top: -900 }, { id: 'i', top: -100 }, false)
    expect(anchor).toEqual({ turnId: 't', offset: 900, atEnd: false, item: { id: 'i', offset: 100 } })
    expect(topFor(anchor, now, { turn: 2_000, item: null }, () => Number.NaN)).toBe(2_900)
    expect(topFor(anchor, now, { turn: null, item: null }, () => 1_200)).toBe(1_200)
    expect(topFor(anchor, now, { turn: null, item: null }, () => Infinity)).toBe(4_400)
  })
})
