import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { FindOptions } from '../../shared/find.ts'
import { createMatcher } from './matcher.ts'

const plain: FindOptions = { matchCase: false, wholeWord: false, regex: false }

function said(text: string, query: string, options: Partial<FindOptions> = {}): readonly string[] {
  const places = createMatcher(query, { ...plain, ...options })(text)
  return Array.from({ length: places.length / 2 }, (_, hit) => text.slice(places[2 * hit], places[2 * hit + 1]))
}

/** Letters of every kind that folding treats differently, so that hits are frequent. */
const letter = fc.constantFrom(
  ...['a', 'A', 'á', 'a\u0301', 'a\u0301\u0323', 'ã', 'e', 'é', 's', 'S', 'ß', 'ss', 'σ', 'ς', 'Σ', 'İ', 'ı', 'i', 'ﬁ'],
  ...[
    'f',
    '😀',
    '👩‍💻',
    '한',
    '하',
    'か',
    'が',
    '\u3099',
    '\u0301',
    '\u05b0',
    'ª',
    '\u{2f800}',
    '𝐀',
    '_',
    '1',
    ' ',
    '-',
    '\n',
    '\u2028',
  ],
)
const text = fc.array(letter, { maxLength: 24 }).map((letters) => letters.join(''))
const query = fc.array(letter, { minLength: 1, maxLength: 4 }).map((letters) => letters.join(''))

/** The characters of a text: a code point with the accents behind it; accents that have none are one of their own. */
function characters(of: string): readonly string[] {
  return of.match(/[^\u0300-\u036f][\u0300-\u036f]*|[\u0300-\u036f]+/gu) ?? []
}

function sameForm(character: string, matchCase: boolean): string {
  const apart = character.normalize('NFD')
  if (matchCase) return apart
  const bare = /^[\u0300-\u036f]/.test(character) ? apart : apart.replace(/[\u0300-\u036f]/g, '')
  return bare.toLowerCase().toUpperCase()
}

const isWord = (character: string | undefined): boolean =>
  character !== undefined && /[\p{L}\p{N}\p{M}_]/u.test(character)

/** The slowest way: every stretch of whole characters is compared. */
function oracle(of: string, wanted: string, { matchCase, wholeWord }: FindOptions): readonly number[] {
  const all = characters(of)
  const offsets = all.map((_, index) => all.slice(0, index).join('').length)
  const form = characters(wanted)
    .map((character) => sameForm(character, matchCase))
    .join('')
  const points = Array.from(of)
  const alone = (at: number): boolean => {
    let offset = 0
    const index = points.findIndex((point) => {
      const here = offset === at
      offset += point.length
      return here
    })
    return index <= 0 || !isWord(points[index - 1]) || !isWord(points[index])
  }
  const places: number[] = []
  for (let start = 0; start < all.length;) {
    let found = -1
    for (let end = start + 1; end <= all.length && found < 0; end += 1) {
      const stretch = all
        .slice(start, end)
        .map((character) => sameForm(character, matchCase))
        .join('')
      if (stretch !== form) continue
      const [from, to] = [offsets[start] ?? 0, offsets[end] ?? of.length]
      if (wholeWord && !(alone(from) && alone(to))) break
      found = end
    }
    if (found < 0) {
      start += 1
      continue
    }
    places.push(offsets[start] ?? 0, offsets[found] ?? of.length)
    start = found
  }
  return places
}

describe('a plain query', () => {
  it('finds what the slowest way finds, in any text, with places in the text as it is', () => {
    fc.assert(
      fc.property(text, query, fc.boolean(), fc.boolean(), (of, wanted, matchCase, wholeWord) => {
        const options = { ...plain, matchCase, wholeWord }
        expect(createMatcher(wanted, options)(of)).toEqual(oracle(of, wanted, options))
      }),
      { numRuns: 2_000 },
    )
  })

  it('does so in texts of any characters', () => {
    const any = fc.string({ unit: 'binary', maxLength: 40 })
    fc.assert(
      fc.property(any, fc.nat(), fc.integer({ min: 1, max: 4 }), fc.boolean(), (of, from, length, matchCase) => {
        const wanted = of.slice(from % (of.length + 1)).slice(0, length)
        const options = { ...plain, matchCase }
        fc.pre(wanted !== '' && wanted.isWellFormed())
        expect(createMatcher(wanted, options)(of)).toEqual(oracle(of, wanted, options))
      }),
      { numRuns: 200 },
    )
  })

  it('takes no notice of case and accents, until it is told to', () => {
    expect(said('A sessão, uma SESSAO e outra sessa\u0303o.', 'sessao')).toEqual(['sessão', 'SESSAO', 'sessa\u0303o'])
    expect(said('A sessão, uma SESSAO e outra sessa\u0303o.', 'sessão', { matchCase: true })).toEqual([
      'sessão',
      'sessa\u0303o',
    ])
    expect(said('Straße, STRASSE; ΟΔΟΣ οδός', 'strasse')).toEqual(['Straße', 'STRASSE'])
    expect(said('Straße; ΟΔΟΣ οδός', 'οδος')).toEqual(['ΟΔΟΣ', 'οδός'])
  })

  it('finds a NUL where there is one, not for any letter that is not plain', () => {
    expect(createMatcher('\0', plain)('ȴ\0é')).toEqual([1, 2])
  })

  it('never ends inside of a character', () => {
    expect(said('a\u0301', 'a', { matchCase: true })).toEqual([])
    expect(said('a\u0301', 'a')).toEqual(['a\u0301'])
    expect(said('ﬁn fin', 'f')).toEqual(['f'])
    expect(said('👩‍💻', '💻')).toEqual(['💻'])
  })

  it('knows words by letters and digits of every script', () => {
    expect(said('não nãoé não_ (não) 2não', 'nao', { wholeWord: true })).toEqual(['não', 'não'])
    expect(said('foo() foobar', 'foo(', { wholeWord: true })).toEqual(['foo('])
    expect(said('aaa aa', 'aa', { wholeWord: true })).toEqual(['aa'])
  })
})

describe('a regular expression', () => {
  const regex = true
  it('finds lines, groups and classes; case as it is asked', () => {
    expect(said('one\ntwo\nTwo', '^t\\w+$', { regex })).toEqual(['two', 'Two'])
    expect(said('one\ntwo\nTwo', '^t\\w+$', { regex, matchCase: true })).toEqual(['two'])
    expect(said('#1 #22 #x', '#\\d+', { regex })).toEqual(['#1', '#22'])
    expect(said('aé😀', '.', { regex })).toEqual(['a', 'é', '😀'])
  })

  it('finds whole words with all of its branches', () => {
    expect(said('cat category', 'cat|category', { regex, wholeWord: true })).toEqual(['cat', 'category'])
  })

  it('marks nothing where it matches nothing', () => {
    expect(said('abc', 'x*', { regex })).toEqual([])
    expect(said('axb', 'x*', { regex })).toEqual(['x'])
  })

  it('says what is wrong with one that is none', () => {
    const refused = (pattern: string): unknown => {
      try {
        createMatcher(pattern, { ...plain, regex, wholeWord: true })
      } catch (error) {
        return error
      }
      return null
    }
    expect(refused('(')).toMatchObject({ code: 'patternInvalid', detail: 'Unterminated group' })
    expect(refused('a)(b')).toMatchObject({ code: 'patternInvalid', detail: "Unmatched ')'" })
    expect(refused('/gimu: (')).toMatchObject({ code: 'patternInvalid', detail: 'Unterminated group' })
  })
})
