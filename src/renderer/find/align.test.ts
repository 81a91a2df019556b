import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { align } from './align.ts'

/** The places of a word in a text. */
function placesOf(text: string, word: string): number[] {
  const places: number[] = []
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length))
    places.push(at, at + word.length)
  return places
}
const texts = (source: string, places: readonly number[], shown: string): readonly (string | null)[] =>
  align(source, places, shown).map((place) => (place === null ? null : shown.slice(...place)))

describe('align', () => {
  it('finds hits in what is shown as it stands, or as a piece', () => {
    const text = 'one two one three one'
    expect(align(text, placesOf(text, 'one'), text)).toEqual([
      [0, 3],
      [8, 11],
      [18, 21],
    ])
    expect(align(text, placesOf(text, 'one'), 'two one three')).toEqual([null, [4, 7], null])
  })

  it('finds hits in Markdown that is shown without its marks', () => {
    const source = '# A *bird*\n\nThe **rare** bird, a `bird()` =>\n\n- see [bird](https://x.org/bird)\n- last bird'
    const shown = 'A birdThe rare bird, a bird() =>see birdlast bird'
    const found = align(source, placesOf(source, 'bird'), shown)
    expect(found.map((place) => place?.[0])).toEqual([2, 15, 23, 36, undefined, 45])
    expect(texts(source, placesOf(source, '**rare** bird'), shown)).toEqual(['rare bird'])
    expect(texts(source, placesOf(source, '()'), shown)).toEqual(['()'])
    expect(texts(source, placesOf(source, 'bird, '), shown)).toEqual(['bird, '])
  })

  it('finds every word of texts whose marks are left out', () => {
    const word = fc.constantFrom('bird', 'a', 'nest', 'ave', 'é', '😀', '12')
    const mark = fc.constantFrom('**', '_', '`', ' ', '\n\n', '. ')
    fc.assert(
      fc.property(fc.array(fc.tuple(word, mark), { minLength: 2, maxLength: 30 }), fc.nat(), (pieces, pick) => {
        const source = pieces.map(([said, behind]) => said + behind).join('')
        const shown = pieces.map(([said]) => said).join('')
        const chosen = pick % pieces.length
        const start = pieces
          .slice(0, chosen)
          .map(([said, behind]) => said + behind)
          .join('').length
        const said = pieces[chosen]![0]
        const [place] = align(source, [start, start + said.length], shown)
        // The same letters may stand in several places; the words are right in any case, and the place where it is the only one.
        expect(place === null || place === undefined ? null : shown.slice(...place)).toBe(said)
        if (placesOf(shown, said).length === 2) expect(place?.[0]).toBe(shown.indexOf(said))
      }),
    )
  })

  it('does not find what is not shown', () => {
    expect(align('[page](https://example.org/rare)', [27, 31], 'page')).toEqual([null])
    expect(align('words', [0, 5], '')).toEqual([null])
  })
})
