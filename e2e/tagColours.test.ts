import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { tagColours } from '../src/shared/listing.ts'

const css = readFileSync(join(import.meta.dirname, '../src/renderer/ui/tokens.css'), 'utf8')
const usual = css.slice(0, css.indexOf('@media (prefers-contrast: more)'))
const more = css.slice(css.indexOf('@media (prefers-contrast: more)'), css.indexOf('@media (forced-colors: active)'))

/** The two colours of a token, light and dark; the usual ones where high contrast has none of its own. */
function token(name: string, sheet: string): readonly [string, string] {
  const find = (where: string) =>
    new RegExp(`--${name}: light-dark\\((#[0-9a-f]{6}), (#[0-9a-f]{6})\\)`, 'u').exec(where)
  const [, light, dark] = find(sheet) ?? find(usual) ?? []
  if (light === undefined || dark === undefined) throw new Error(`--${name} is no pair of colours.`)
  return [light, dark]
}

/** Relative luminance, as WCAG has it. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

function contrast(a: string, b: string): number {
  const [high = 0, low = 0] = [luminance(a), luminance(b)].toSorted((x, y) => y - x)
  return (high + 0.05) / (low + 0.05)
}

test.each(tagColours)('a %s tag can be read in every theme', (colour) => {
  for (const [sheet, least] of [
    [usual, 4.5],
    [more, 7],
  ] as const) {
    const ink = token(`tag-${colour}`, sheet)
    const soft = token(`tag-${colour}-soft`, sheet)
    for (const theme of [0, 1] as const) {
      expect(contrast(ink[theme], soft[theme])).toBeGreaterThanOrEqual(least)
      // As a dot it stands on a menu.
      expect(contrast(ink[theme], token('raise', sheet)[theme])).toBeGreaterThanOrEqual(3)
    }
  }
})

test('two colours are never the same', () => {
  const all = tagColours.map((colour) => token(`tag-${colour}`, usual).join())
  expect(new Set(all).size).toBe(all.length)
})
