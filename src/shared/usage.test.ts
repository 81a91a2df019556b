import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyKept, anyModelUsage } from './usage.arbitrary.ts'
import {
  addUsage,
  fullness,
  measured,
  type ModelUsage,
  noUsage,
  sessionUsage,
  since,
  summarise,
  sumModels,
  totalOf,
  type Usage,
} from './usage.ts'

const sorted = (models: readonly ModelUsage[]): readonly ModelUsage[] =>
  models.toSorted((a, b) => a.model.localeCompare(b.model))
const parts = fc.array(anyModelUsage, { maxLength: 30 })

describe('sums', () => {
  it('are the same however the parts are split, and in whatever order they come', () => {
    fc.assert(
      fc.property(parts, fc.array(fc.nat(30), { maxLength: 5 }), (all, cuts) => {
        const places = [0, ...cuts.map((cut) => cut % (all.length + 1)).toSorted((a, b) => a - b), all.length]
        const pages = places.slice(1).map((end, index) => sumModels(all.slice(places[index], end)))
        expect(sorted(sumModels(pages.flat()))).toEqual(sorted(sumModels(all)))
        expect(sorted(sumModels(all.toReversed()))).toEqual(sorted(sumModels(all)))
        expect(totalOf(pages.map((page) => totalOf(page)))).toEqual(totalOf(all))
      }),
    )
  })

  it('of a turn are those of its requests, however they come together', () => {
    const usage = (models: readonly ModelUsage[]): Usage => ({
      inputTokens: models.at(-1)?.inputTokens ?? 0,
      outputTokens: totalOf(models).outputTokens,
      firstTokenMs: null,
      models,
    })
    fc.assert(
      fc.property(fc.array(anyModelUsage, { minLength: 1, maxLength: 9 }), (requests) => {
        const turn = requests.reduce<Usage | null>((sum, one) => addUsage(sum, usage([one])), null)
        expect(turn?.outputTokens).toBe(totalOf(requests).outputTokens)
        expect(sorted(sumModels(turn?.models ?? []))).toEqual(sorted(sumModels(requests)))
      }),
    )
  })

  it('give back what came after a part of them', () => {
    fc.assert(
      fc.property(parts, parts, (first, more) => {
        const before = sumModels(first)
        expect(sorted(since(sumModels([...first, ...more]), before))).toEqual(sorted(sumModels(more)))
      }),
    )
  })

  it('that were begun anew are taken as they are', () => {
    const now = [{ ...noUsage('a'), requests: 1, inputTokens: 5 }]
    expect(since(now, [{ ...noUsage('a'), requests: 3, inputTokens: 2 }])).toEqual(now)
    expect(since(now, [{ ...noUsage('b'), requests: 3 }])).toEqual(now)
  })
})

describe('what a session took', () => {
  it('is the same whichever of its times the log sums up', () => {
    fc.assert(
      fc.property(anyKept, fc.array(fc.boolean(), { minLength: 20, maxLength: 20 }), (kept, told) => {
        // Each turn in a life of its own; the log tells of some what we kept ourselves.
        const lives = kept.map(({ at, until, usage }, index) => ({
          from: at,
          until,
          models: told[index] === true ? usage.models : null,
        }))
        const found = sessionUsage({ lives, compactions: [], context: null }, summarise(kept, lives, 5), null)
        const all = kept.flatMap(({ usage }) => usage.models)
        expect(sorted(found.models)).toEqual(sorted(sumModels(all)))
        expect(found.complete).toBe(true)
        expect(found.turns).toEqual(kept.slice(-5))
      }),
    )
  })

  it('is called incomplete when nobody recorded a time', () => {
    const one = { ...noUsage('a'), requests: 1 }
    const lives = [
      { from: 0, until: 9, models: null },
      { from: 10, until: 19, models: [one] },
    ]
    const found = sessionUsage({ lives, compactions: [], context: null }, summarise([], lives, 5), null)
    expect(found).toMatchObject({ models: [one], complete: false, turns: [] })
  })

  it('has the newest of the measures of its context, with what the other one knows', () => {
    const use = { tokens: 5, limit: null, system: null, tools: null, conversation: null }
    const logged = { lives: [], compactions: [], context: { ...use, at: 9 } }
    const kept = { models: [], turns: [], unrecorded: 0 }
    expect(sessionUsage(logged, kept, { ...use, at: 3, limit: 100, system: 2 }).context).toMatchObject({
      at: 9,
      limit: 100,
      system: 2,
      conversation: 3,
    })
    expect(sessionUsage(logged, kept, { ...use, at: 12 }).context).toMatchObject({ at: 12, limit: null })
  })
})

it('a context keeps the parts that were not told again, and is never more than full', () => {
  const first = { at: 1, tokens: 100, limit: 200, system: 30, tools: 20, conversation: 50 }
  const next = measured(first, { at: 2, tokens: 60, limit: null, system: null, tools: null, conversation: null })
  expect(next).toEqual({ at: 2, tokens: 60, limit: 200, system: 30, tools: 20, conversation: 10 })
  expect(fullness({ ...first, tokens: 900 })).toBe(1)
  expect(fullness({ ...first, limit: null })).toBeNull()
})

it('a sub-agent says nothing of how full the conversation is', () => {
  const own = { inputTokens: 70, outputTokens: 5, firstTokenMs: 3 }
  expect(addUsage(own, { inputTokens: 0, outputTokens: 9, firstTokenMs: null })).toEqual({
    inputTokens: 70,
    outputTokens: 14,
    firstTokenMs: 3,
  })
})
