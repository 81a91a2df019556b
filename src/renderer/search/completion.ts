import { fold } from '../../shared/fold.ts'
import { filterValues, operatorText, queryFilters } from '../../shared/query.ts'
import type { QueryFilterName } from '../../shared/query.ts'

/** What values are known for operators. */
export interface Known {
  readonly tags: readonly string[]
  readonly folders: readonly string[]
  readonly models: readonly string[]
  readonly repositories: readonly string[]
  readonly tools: readonly string[]
}

/** One way to go on: `text` takes the place of what is typed. */
export interface Completion {
  readonly text: string
  readonly name: QueryFilterName
  /** Null while it is the name itself that is completed. */
  readonly value: string | null
}

/** What can stand at the caret, and what of the query it takes the place of (UTF-16 units, `end` exclusive). */
export interface Completions {
  readonly start: number
  readonly end: number
  readonly list: readonly Completion[]
}

/** More than these are found by typing on. */
const MOST = 8
/** A single letter begins too many words. */
const SHORTEST = 2

/** Moments that are offered; any other can be written. */
const times = ['today', 'yesterday', '3d', '1w', '2w', '1m', '6m', '1y'] as const

/** What can stand where the caret is; an empty list where nothing is to be offered. */
export function completionsAt(
  query: string,
  caret: number,
  known: Known,
  names: readonly QueryFilterName[] = queryFilters,
): Completions {
  const start = tokenStart(query, caret)
  const rest = /^[^\s"]*/u.exec(query.slice(caret))?.[0] ?? ''
  const typed = query.slice(start, caret)
  const none = { start, end: caret, list: [] }
  // Within a word nothing is offered: it would be taken apart.
  if (rest !== '') return none
  const not = typed.startsWith('-') ? '-' : ''
  const word = typed.slice(not.length)
  const [, head, quote = '', written = ''] = /^([a-z]+):("?)(.*)$/iu.exec(word) ?? []
  if (head === undefined) return { start, end: caret, list: namesFor(word, not, names) }
  const name = names.find((one) => one === head.toLowerCase())
  if (name === undefined) return none
  const value = quote === '' ? written : written.replaceAll('""', '"')
  const wanted = fold(value)
  const all = valuesOf(name, known)
  const matching = [
    ...all.filter((one) => fold(one).startsWith(wanted)),
    ...all.filter((one) => !fold(one).startsWith(wanted) && fold(one).includes(wanted)),
  ]
  // What is whole already needs no more.
  if (quote === '' && matching.length === 1 && matching[0] === value) return none
  const list = matching.slice(0, MOST).map((one) => ({
    text: `${operatorText(name, one, not !== '')} `,
    name,
    value: one,
  }))
  return { start, end: caret, list }
}

/** Puts a completion into a query; gives the query and where the caret is to be. */
export function complete(
  query: string,
  { start, end }: Completions,
  { text }: Completion,
): { readonly query: string; readonly caret: number } {
  const after = query.slice(end)
  const put = text.endsWith(' ') && after.startsWith(' ') ? text.slice(0, -1) : text
  return { query: query.slice(0, start) + put + after, caret: start + text.length }
}

/** Where the word at the caret begins: behind a space that is not between quotes. */
function tokenStart(query: string, caret: number): number {
  let start = 0
  let quotes = false
  for (let at = 0; at < caret; at += 1) {
    if (query[at] === '"') quotes = !quotes
    else if (!quotes && /\s/u.test(query[at] ?? '')) start = at + 1
  }
  return start
}

function namesFor(word: string, not: string, names: readonly QueryFilterName[]): readonly Completion[] {
  const lower = word.toLowerCase()
  if (lower.length < SHORTEST) return []
  return names.filter((name) => name.startsWith(lower)).map((name) => ({ text: `${not}${name}:`, name, value: null }))
}

/** The values of an operator that are known; none where any text is one. */
export function valuesOf(name: QueryFilterName, known: Known): readonly string[] {
  switch (name) {
    case 'from':
    case 'is':
    case 'has':
      return filterValues[name]
    case 'since':
    case 'before':
      return times
    case 'tag':
      return known.tags
    case 'in':
      return known.folders
    case 'repo':
      return known.repositories
    case 'model':
      return known.models
    case 'tool':
      return known.tools
    case 'file':
      return []
  }
}
