import type { QueryTerm } from '../../shared/query.ts'
import type { Snippet } from '../../shared/search.ts'
import { createMatcher, type Matcher } from '../history/matcher.ts'
import { wordsOf } from './vocabulary.ts'

/** How long a snippet is, and how much of it stands before what was found (UTF-16 units). */
const LENGTH = 220
const BEFORE = 60
/** Of a text in which a word stands very often, so many places are looked at. */
const MOST_PLACES = 400

type Place = readonly [start: number, end: number]

/** What marks one term of a query in a text: itself, as it was typed, and its words for where other signs stand between them. */
export interface TermMatcher {
  readonly whole: Matcher
  readonly words: readonly Matcher[]
}

/** What marks the words of a query in a text. */
export function matchersOf(terms: readonly QueryTerm[]): readonly TermMatcher[] {
  const plain = { matchCase: false, wholeWord: false, regex: false }
  return terms
    .filter((term) => !term.not)
    .map(({ text }) => ({
      whole: createMatcher(text, plain),
      words: wordsOf(text).map((word) => createMatcher(word, plain)),
    }))
}

/** The part of a text in which most of the query stands, on one line, with its words marked. */
export function snippetOf(text: string, matchers: readonly TermMatcher[]): Snippet {
  const places = matchers
    .flatMap(({ whole, words }) => {
      const found = whole(text)
      // A word of it within another one says nothing where all of it stands.
      return found.length > 0 ? [found] : words.map((match) => match(text))
    })
    .flatMap((found, word) => pairs(found.slice(0, 2 * MOST_PLACES)).map((place) => ({ place, word })))
    .toSorted((a, b) => a.place[0] - b.place[0])
    .slice(0, MOST_PLACES)
  const start = wordStart(text, Math.max(0, richest(places) - BEFORE))
  const end = wordEnd(text, Math.min(text.length, start + LENGTH))
  return onOneLine(text, start, end, merged(places.map(({ place }) => place)))
}

/** Where the stretch begins that holds most of the words. */
function richest(places: readonly { readonly place: Place; readonly word: number }[]): number {
  let best = places[0]?.place[0] ?? 0
  let most = 0
  for (const [at, { place }] of places.entries()) {
    const words = new Set<number>()
    for (let next = at; next < places.length; next += 1) {
      const other = places[next]
      if (other === undefined || other.place[1] > place[0] + LENGTH - BEFORE) break
      words.add(other.word)
    }
    if (words.size <= most) continue
    most = words.size
    best = place[0]
  }
  return best
}

/** White space becomes single blanks, and marks end where the snippet does. */
function onOneLine(text: string, start: number, end: number, places: readonly Place[]): Snippet {
  let shown = start > 0 ? '…' : ''
  const marks: number[] = []
  let next = places.findIndex((place) => place[1] > start)
  let opened = -1
  for (let at = start; at < end; at += 1) {
    const place = next < 0 ? undefined : places[next]
    if (place !== undefined && opened < 0 && at >= place[0]) opened = shown.length
    const letter = text.charAt(at)
    if (!/\s/u.test(letter)) shown += letter
    else if (!shown.endsWith(' ')) shown += ' '
    if (opened < 0 || place === undefined || (at + 1 < place[1] && at + 1 < end)) continue
    if (shown.length > opened) marks.push(opened, shown.length)
    opened = -1
    next += 1
  }
  return { text: (end < text.length ? `${shown}…` : shown).toWellFormed(), marks }
}

function merged(places: readonly Place[]): readonly Place[] {
  const all: [number, number][] = []
  for (const [start, end] of places) {
    const last = all.at(-1)
    if (last !== undefined && start <= last[1]) last[1] = Math.max(last[1], end)
    else all.push([start, end])
  }
  return all
}

function pairs(flat: readonly number[]): readonly Place[] {
  return Array.from({ length: flat.length / 2 }, (_, at) => [flat[2 * at] ?? 0, flat[2 * at + 1] ?? 0] as const)
}

/** The place itself, or behind the blank that is near; never within a pair of surrogates. */
function wordStart(text: string, place: number): number {
  if (place === 0) return 0
  const blank = text.slice(place, place + 24).search(/\s/u)
  return blank < 0 ? apart(text, place) : place + blank + 1
}

/** The place itself, or before the blank that is near. */
function wordEnd(text: string, place: number): number {
  if (place >= text.length) return text.length
  const blank = text.slice(place - 24, place).search(/\s\S*$/u)
  return blank < 0 ? apart(text, place) : place - 24 + blank
}

function apart(text: string, place: number): number {
  return /[\ud800-\udbff]/u.test(text.charAt(place - 1)) ? place - 1 : place
}
