/** The language in which sessions and messages are searched: words, "phrases", -exclusions and operators. */

/** Words to look for: each must stand in the text, a phrase as it is. */
export interface QueryTerm {
  readonly text: string
  /** Between quotes: the words in this order, whole. */
  readonly phrase: boolean
  readonly not: boolean
}

/** What the operators are called. */
export const queryFilters = [
  'from',
  'tool',
  'model',
  'file',
  'in',
  'repo',
  'tag',
  'is',
  'has',
  'since',
  'before',
] as const
export type QueryFilterName = (typeof queryFilters)[number]

/** What `from:`, `is:` and `has:` may be followed by; the other operators take any text. */
export const filterValues = {
  from: ['me', 'copilot', 'tool'],
  is: ['pinned', 'unread', 'running', 'waiting', 'failed', 'stopped', 'unsent', 'archived', 'empty', 'subagent', 'any'],
  has: ['bookmark', 'notes', 'draft', 'tags'],
} as const

export type FromValue = (typeof filterValues.from)[number]
export type IsValue = (typeof filterValues.is)[number]
export type HasValue = (typeof filterValues.has)[number]

/** One operator with its value, understood. `at` is the moment that `since` and `before` name (epoch milliseconds). */
export type QueryFilter =
  | { readonly name: 'from'; readonly value: FromValue; readonly not: boolean }
  | { readonly name: 'is'; readonly value: IsValue; readonly not: boolean }
  | { readonly name: 'has'; readonly value: HasValue; readonly not: boolean }
  | { readonly name: 'tool' | 'model' | 'file' | 'in' | 'repo' | 'tag'; readonly value: string; readonly not: boolean }
  | { readonly name: 'since' | 'before'; readonly at: number; readonly not: boolean }

/** An operator whose value means nothing: it is left out of the search, and the person is told. */
export interface QueryProblem {
  readonly name: QueryFilterName
  readonly value: string
}

/** A query as it was understood. */
export interface Query {
  readonly terms: readonly QueryTerm[]
  readonly filters: readonly QueryFilter[]
  readonly problems: readonly QueryProblem[]
}

/** One piece of a query as it was typed: `start` and `end` (exclusive) in UTF-16 units. */
export interface QueryPiece {
  readonly start: number
  readonly end: number
  readonly not: boolean
  /** Null for words. */
  readonly name: QueryFilterName | null
  readonly value: string
  readonly phrase: boolean
}

/** Between quotes a quote is written twice. */
const piecePattern = /(?<not>-?)(?:(?<name>[a-z]+):(?=\S))?(?:"(?<quoted>(?:[^"]|"")*)"?|(?<plain>\S+))/giu

/** Takes a query apart as it is typed; whatever looks like an operator and is none is words. */
export function queryPieces(query: string): readonly QueryPiece[] {
  return [...query.matchAll(piecePattern)].flatMap((found): readonly QueryPiece[] => {
    const { not = '', name: typed, quoted, plain } = found.groups ?? {}
    const start = found.index
    const end = start + found[0].length
    const name = filterName(typed)
    if (typed !== undefined && name === null) {
      // `std::vector`, `http://…`, `error: x`: as it stands there.
      const value = found[0].slice(not.length)
      return [{ start, end, not: not !== '', name: null, value, phrase: false }]
    }
    const value = quoted?.replaceAll('""', '"') ?? plain ?? ''
    // Quotes around nothing are nothing to look for; of an operator they are a value that means nothing, which is told.
    return value === '' && name === null
      ? []
      : [{ start, end, not: not !== '', name, value, phrase: quoted !== undefined }]
  })
}

/** An operator with its value as it stands in a query: it is read as just that again, whatever the value holds. */
export function operatorText(name: QueryFilterName, value: string, not: boolean): string {
  const written = /[\s"]/u.test(value) || value === '' ? `"${value.replaceAll('"', '""')}"` : value
  return `${not ? '-' : ''}${name}:${written}`
}

/** Understands a query; `now` is what `2w` is counted from. Never throws: what makes no sense is told as a problem. */
export function parseQuery(query: string, now: number): Query {
  const terms: QueryTerm[] = []
  const filters: QueryFilter[] = []
  const problems: QueryProblem[] = []
  for (const { name, value, phrase, not, end } of queryPieces(query)) {
    if (name === null) {
      // An operator that is still being typed asks for nothing yet.
      if (end === query.length && value.endsWith(':') && filterName(value.slice(0, -1)) !== null) continue
      if (/[\p{L}\p{N}]/u.test(value)) terms.push({ text: value, phrase, not })
      continue
    }
    const filter = filterOf(name, value, not, now)
    if (filter === null) problems.push({ name, value })
    else filters.push(filter)
  }
  return { terms, filters, problems }
}

/** The start of the moment that a text names: `2w`, `3d`, `12h`, `6m`, `1y` ago, `today`, `yesterday`, `2026-10-01`, `2026-10`; null for others. */
export function momentOf(value: string, now: number): number | null {
  const text = value.toLowerCase()
  const midnight = new Date(now).setHours(0, 0, 0, 0)
  if (text === 'today') return midnight
  if (text === 'yesterday') return new Date(midnight).setDate(new Date(midnight).getDate() - 1)
  const [, count, unit] = /^(\d{1,4})([hdwmy])$/u.exec(text) ?? []
  if (count !== undefined && unit !== undefined) return ago(Number(count), unit, now)
  const [, year, month, day] = /^(\d{4})-(\d{2})(?:-(\d{2}))?$/u.exec(text) ?? []
  if (year === undefined || month === undefined) return null
  const date = new Date(Number(year), Number(month) - 1, Number(day ?? '1'))
  // 2026-02-31 is no day: it must not quietly become another one.
  const same = date.getMonth() === Number(month) - 1 && date.getDate() === Number(day ?? '1')
  return same ? date.getTime() : null
}

function ago(count: number, unit: string, now: number): number {
  const date = new Date(now)
  if (unit === 'h') date.setHours(date.getHours() - count)
  else if (unit === 'd') date.setDate(date.getDate() - count)
  else if (unit === 'w') date.setDate(date.getDate() - 7 * count)
  else if (unit === 'm') date.setMonth(date.getMonth() - count)
  else date.setFullYear(date.getFullYear() - count)
  return date.getTime()
}

function filterName(typed: string | undefined): QueryFilterName | null {
  const name = typed?.toLowerCase()
  return queryFilters.find((one) => one === name) ?? null
}

function filterOf(name: QueryFilterName, value: string, not: boolean, now: number): QueryFilter | null {
  const lower = value.toLowerCase()
  switch (name) {
    case 'from': {
      const from = filterValues.from.find((one) => one === lower)
      return from === undefined ? null : { name, value: from, not }
    }
    case 'is': {
      const is = filterValues.is.find((one) => one === lower)
      return is === undefined ? null : { name, value: is, not }
    }
    case 'has': {
      const has = filterValues.has.find((one) => one === lower)
      return has === undefined ? null : { name, value: has, not }
    }
    case 'since':
    case 'before': {
      const at = momentOf(value, now)
      return at === null ? null : { name, at, not }
    }
    default:
      return /[\p{L}\p{N}]/u.test(value) ? { name, value, not } : null
  }
}
