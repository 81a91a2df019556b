import type { FromValue, QueryTerm } from '../../shared/query.ts'
import type { SearchKind } from '../../shared/search.ts'
import { searchKinds } from '../../shared/search.ts'
import { asIndexed, hasUnspaced } from './asIndexed.ts'
import { kindFacet, modelFacet, toolFacet } from './facets.ts'
import type { SearchSpec, Wanted } from './port.ts'
import { wordsOf } from './vocabulary.ts'

/** Whose words a kind is. */
const kindsFrom: Readonly<Record<FromValue, readonly SearchKind[]>> = {
  me: ['prompt'],
  copilot: ['answer', 'reasoning', 'question', 'summary'],
  tool: ['input', 'output'],
}

/** Beginnings of words that are shorter than this would be met by nearly everything (characters). */
const SHORTEST_BEGINNING = 3

/** What FTS5 is asked, or null when nothing could be met by it. `terms` gives the words of the index that hold a part. */
export function matchOf(spec: SearchSpec, terms: (word: string) => readonly string[]): string | null {
  const wanted = spec.terms.filter((term) => !term.not)
  const unwanted = spec.terms.filter((term) => term.not)
  const texts = wanted.map((term) => textMatch(term, spec.words, terms))
  if (texts.includes(null)) return null
  const must = [
    ...texts,
    ...(wanted.length === 0 && !spec.from.some((one) => !one.not) ? givenFiles(spec.files) : []),
    ...alternatives(spec.from, (from) => kindsFrom[from].map(kindFacet).map(quoted)),
    ...alternatives(spec.tools, (tool) => [quoted(toolFacet(tool))]),
    ...alternatives(spec.models, (model) => [`${quoted(modelFacet(model))} *`]),
  ]
  const mustNot = [
    ...unwanted.map((term) => textMatch(term, 'beginning', terms)),
    ...refusals(spec.from, (from) => kindsFrom[from].map(kindFacet).map(quoted)),
    ...refusals(spec.tools, (tool) => [quoted(toolFacet(tool))]),
    ...refusals(spec.models, (model) => [`${quoted(modelFacet(model))} *`]),
  ].filter((one) => one !== null)
  const all = must.length === 0 ? [facets(searchKinds.map(kindFacet).map(quoted))] : must
  const positive = all.map((one) => `(${String(one)})`).join(' AND ')
  return mustNot.length === 0 ? positive : `(${positive}) NOT (${mustNot.map((one) => `(${one})`).join(' OR ')})`
}

/** Where a path alone is looked for, what is told are the texts that hold it, and not all else that was said in their sessions. */
function givenFiles(files: SearchSpec['files']): readonly string[] {
  const wanted = files.filter((file) => !file.not).map((file) => `(${fileMatch(file.value)})`)
  return wanted.length === 0 ? [] : [wanted.join(' OR ')]
}

/** The texts in which a tool was given a path, or a part of it. */
export function fileMatch(path: string): string {
  return `(text : ${quoted(asIndexed(path))}) AND ${facets([quoted(kindFacet('input'))])}`
}

function textMatch(
  term: QueryTerm,
  words: SearchSpec['words'],
  terms: (word: string) => readonly string[],
): string | null {
  const whole = quoted(asIndexed(term.text))
  if (term.phrase || term.not) return `text : ${whole}`
  // Where each character is a word, a row of them is found anywhere already.
  if (words === 'beginning' || hasUnspaced(term.text)) {
    return `text : ${whole}${term.text.length < SHORTEST_BEGINNING ? '' : ' *'}`
  }
  const parts = wordsOf(term.text).map(terms)
  if (parts.length === 0 || parts.some((holders) => holders.length === 0)) return null
  return parts.map((holders) => `text : (${holders.map(quoted).join(' OR ')})`).join(' AND ')
}

function alternatives<T>(list: readonly Wanted<T>[], match: (value: T) => readonly string[]): readonly string[] {
  const wanted = list.filter((one) => !one.not).flatMap((one) => match(one.value))
  return wanted.length === 0 ? [] : [facets(wanted)]
}

function refusals<T>(list: readonly Wanted<T>[], match: (value: T) => readonly string[]): readonly string[] {
  const refused = list.filter((one) => one.not).flatMap((one) => match(one.value))
  return refused.length === 0 ? [] : [facets(refused)]
}

function facets(words: readonly string[]): string {
  return `facets : (${words.join(' OR ')})`
}

/** A string of FTS5: nothing in it is an operator. */
function quoted(text: string): string {
  return `"${text.replaceAll('"', '""').replaceAll('\0', ' ')}"`
}
